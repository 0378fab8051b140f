"""The triggers that keep the audit trail append-only: whether the database still has them."""

from sqlalchemy import text

from storage.unit import UnitOfWork

_GUARDS = ("audit_content_stays", "audit_line_stays", "audit_link_stays")
_HAD = {
    "sqlite": (_GUARDS, text("select name from sqlite_master where type = 'trigger' and tbl_name = 'audit'")),
    # Switched off is as good as gone.
    "postgresql": (
        (*_GUARDS, "audit_stays"),
        text("select tgname from pg_trigger where tgrelid = 'audit'::regclass and tgenabled in ('O', 'A')"),
    ),
}


def missing_guards(uow: UnitOfWork) -> list[str]:
    """The triggers that are gone or switched off, by name."""
    wanted, query = _HAD[uow.connection.dialect.name]
    had = set(uow.execute(query).scalars())
    return [one for one in wanted if one not in had]
