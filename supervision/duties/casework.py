"""A supervisee's open cases as the ledger sees them: when each was discussed, and what else has happened to it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from storage.queries import cases as query
from storage.queries.cases import Discussion
from storage.tables import Case, Event
from storage.unit import UnitOfWork


@dataclass(frozen=True, slots=True)
class CaseWork:
    """One open case of a supervisee. `discussed` and `events` are those of every worker, oldest first."""

    case: Case
    workers: tuple[str, ...]
    discussed: tuple[Discussion, ...]
    events: tuple[Event, ...]


def casework(
    uow: UnitOfWork, person_id: str, open_cases: Sequence[Case], events: Iterable[Event]
) -> tuple[CaseWork, ...]:
    """A supervisee's open cases with what is known of each."""
    if not open_cases:
        return ()
    discussed: defaultdict[str, list[Discussion]] = defaultdict(list)
    for one in query.discussions(uow, person_id):
        discussed[one.case_id].append(one)
    about: defaultdict[str, list[Event]] = defaultdict(list)
    for event in events:
        about[event.case_id or ""].append(event)
    workers = query.workers(uow, person_id)
    return tuple(
        CaseWork(case, workers.get(case.id, ()), tuple(discussed[case.id]), tuple(about[case.id]))
        for case in open_cases
    )
