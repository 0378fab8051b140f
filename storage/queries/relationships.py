"""Named queries about since when somebody is supervised by whom."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import bindparam

from storage.among import Among, listed
from storage.entities import Entities
from storage.tables import Event
from storage.tables.columns import table_of
from storage.unit import UnitOfWork

_e = table_of(Event)
_begun = _e.select().where(_e.c.what == "relationship_started", _e.c.state == "recorded")
_last = Entities(
    Event,
    _begun.where(_e.c.person_id == bindparam("person"), _e.c.happened_on <= bindparam("day"))
    .order_by(_e.c.happened_on.desc(), _e.c.id.desc())
    .limit(1),
)
_of = Entities(Event, _begun.where(Among(_e.c.person_id, "people")).order_by(_e.c.happened_on, _e.c.id))


def last_begun(uow: UnitOfWork, person_id: str, day: date) -> Event | None:
    """The last supervision relationship of somebody that began by a day; None where none is known to have."""
    return _last.first(uow, person=person_id, day=day)


def begun(uow: UnitOfWork, people: Iterable[str]) -> dict[str, Event]:
    """The last one of each of these people, as far as any is known."""
    return {one.person_id or "": one for one in _of.all(uow, people=listed(people))}
