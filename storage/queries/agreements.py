"""Named queries about supervision agreements and what their editions say."""

from collections.abc import Mapping

from sqlalchemy import bindparam, func, select

from storage.damaged import UNREADABLE, readable
from storage.entities import ByKey, Entities
from storage.prepared import Prepared
from storage.sealing import row_name
from storage.tables import Agreement, AgreementText
from storage.tables.columns import table_of
from storage.unit import UnitOfWork
from storage.upsert import upsert

_a, _t = table_of(Agreement), table_of(AgreementText)
_agreement = ByKey(Agreement)
_written = Entities(
    Agreement,
    _a.select().where(
        _a.c.supervisee_id == bindparam("supervisee"),
        _a.c.supervisor_id == bindparam("supervisor"),
        _a.c.state == "written",
    ),
)
_agreed = Entities(
    Agreement,
    _a.select()
    .where(_a.c.supervisee_id == bindparam("supervisee"), _a.c.state == "agreed")
    .order_by(_a.c.agreed_on.desc(), _a.c.id.desc()),
)
_keep = Prepared(upsert(_t, "sealed"), "agreement_id", "edition", "step", "sealed")
_texts = Prepared(
    select(_t.c.step, _t.c.sealed).where(
        _t.c.agreement_id == bindparam("agreement"), _t.c.edition == bindparam("edition")
    )
)
_last = Prepared(select(func.max(_t.c.edition)).where(_t.c.agreement_id == bindparam("agreement")))


def agreement(uow: UnitOfWork, agreement_id: str) -> Agreement | None:
    """One agreement, or None."""
    return _agreement.get(uow, agreement_id)


def written(uow: UnitOfWork, supervisee_id: str, supervisor_id: str | None) -> Agreement | None:
    """The one that two people are writing and have not both signed, or None."""
    return _written.first(uow, supervisee=supervisee_id, supervisor=supervisor_id or "")


def agreed(uow: UnitOfWork, supervisee_id: str) -> list[Agreement]:
    """Those of a supervisee that both have signed and nothing has replaced, the latest first."""
    return _agreed.all(uow, supervisee=supervisee_id)


def next_edition(uow: UnitOfWork, agreement: Agreement) -> int:
    """The number of an agreement's next edition: one that was taken back keeps its number for itself."""
    last = max((edition or 0 for (edition,) in _last.rows(uow, {"agreement": agreement.id})), default=0)
    return max(last, agreement.edition) + 1


def keep_texts(uow: UnitOfWork, agreement: Agreement, texts: Mapping[str, str | None]) -> None:
    """Keep what the present edition says, by heading; None where it says nothing."""
    for step, text in texts.items():
        name = row_name(agreement.id, str(agreement.edition), step)
        sealed = None if text is None else uow.seal("agreement_text", name, "sealed", text)
        row = {"agreement_id": agreement.id, "edition": agreement.edition, "step": step}
        _keep.run(uow, {**row, "sealed": sealed})


def texts(uow: UnitOfWork, agreement: Agreement, edition: int | None = None) -> dict[str, str | None]:
    """What an edition says, the present one if none is named, by heading; UNREADABLE where it cannot be opened."""
    found: dict[str, str | None] = {}
    edition = agreement.edition if edition is None else edition
    for step, sealed in _texts.rows(uow, {"agreement": agreement.id, "edition": edition}):
        if sealed is None:
            found[step] = None
            continue
        name = row_name(agreement.id, str(edition), step)
        text = readable(uow, "agreement_text", name, "sealed", sealed)
        found[step] = UNREADABLE if text is None else text
    return found
