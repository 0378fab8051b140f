"""Those who left long ago: their name, address and accounts go, and how they were reached. The id stays, for the ledger."""

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, and_, delete, func, or_, select, update

from storage.retention.old import nobody_under
from storage.tables import Conversation, Dialog, LocalMessage, Person, SentCard, Undo
from storage.tables.columns import table_of

if TYPE_CHECKING:
    from storage.unit import UnitOfWork

NAME = "Former member of staff"
"""What stands where their name was."""

_p = table_of(Person)
_REACHED = (
    table_of(Conversation).c.person_id,
    table_of(SentCard).c.person_id,
    table_of(Dialog).c.person_id,
    table_of(LocalMessage).c.person_id,
    table_of(Undo).c.actor_id,
)


def count(uow: "UnitOfWork", before: date) -> int:
    """How many are to be forgotten by name."""
    number: int = uow.execute(select(func.count()).select_from(_p).where(_named(before))).scalar_one()
    return number


def remove(uow: "UnitOfWork", before: date, actor: str, at_most: int) -> bool:
    """Forget some of them by name; whether there may be more."""
    query = select(_p.c.id).where(_named(before)).order_by(_p.c.id).limit(at_most)
    for (person_id,) in (found := uow.execute(query).all()):
        for column in _REACHED:
            uow.execute(delete(column.table).where(column == person_id))
        nothing = {"name": NAME, "email": "", "teams_user_id": None, "slack_user_id": None}
        uow.execute(update(_p).where(_p.c.id == person_id).values(nothing))
        uow.audit(actor, "remove-leavers", "person", person_id, purpose=f"left before {before.isoformat()}")
    return bool(found)


def _named(before: date) -> ColumnElement[bool]:
    known = or_(
        _p.c.name != NAME, _p.c.email != "", _p.c.teams_user_id.is_not(None), _p.c.slack_user_id.is_not(None)
    )
    return and_(nobody_under(before), known)
