"""A supervisee's open cases as the ledger sees them: when each was discussed, and what else has happened to it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from storage.queries import cases as query
from storage.tables import Case, Event
from storage.unit import UnitOfWork


@dataclass(frozen=True, slots=True)
class CaseWork:
    """One open case of a supervisee, who is known to work it from `known_from`.

    `discussed` is the day it was last discussed with any of its workers, `with_them` the same for them alone; what was
    discussed with others until they joined counts. `events` are all that stand about the case, oldest first.
    """

    case: Case
    known_from: date
    discussed: date | None
    with_them: date | None
    events: tuple[Event, ...]


def casework(
    uow: UnitOfWork, person_id: str, day: date, open_cases: Sequence[Case], events: Iterable[Event]
) -> tuple[CaseWork, ...]:
    """A supervisee's cases that are open on a day with what is known of each."""
    if not open_cases:
        return ()
    about: defaultdict[str, list[Event]] = defaultdict(list)
    for event in events:
        about[event.case_id or ""].append(event)
    worked = query.worked(uow, person_id, day)
    return tuple(
        CaseWork(one, had.known_from, had.discussed, had.with_them, tuple(about.get(one.id, ())))
        for one, had in ((one, worked[one.id]) for one in open_cases)
    )
