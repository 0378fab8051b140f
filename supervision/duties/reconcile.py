"""What runs without anybody asking: settling what time has brought due, and the nightly check of everything."""

import logging

from storage.queries import duties as query
from storage.queries import people as people_query
from storage.tables import Duty, Person
from supervision.duties.ledger import Change, settle
from supervision.work import Work

log = logging.getLogger(__name__)


def settle_due(work: Work, most: int = 200) -> int:
    """Settle the supervisees for whom something falls due by now, at the most so many duties; gives how many
    it took.
    """
    due = query.to_do(work.uow, work.now, most)
    for supervisee in _supervisees(work, due):
        _settled(work, supervisee)
    work.uow.session.flush()
    for row in due:
        # A duty that nothing mended or re-dated must not be found again at the same instant for ever.
        if row.look_at is not None and row.look_at <= work.now:
            row.look_at = None
    return len(due)


def _settled(work: Work, supervisee: Person) -> list[Change]:
    """Settle one of many: a fault about one person is logged, and keeps nobody else's duties waiting."""
    try:
        with work.uow.session.begin_nested():
            return settle(work, supervisee)
    except Exception as fault:
        log.error("the duties about %s could not be settled: %s", supervisee.id, type(fault).__name__)
        return []


def _supervisees(work: Work, due: list[Duty]) -> list[Person]:
    found = (people_query.person(work.uow, one) for one in dict.fromkeys(row.supervisee_id for row in due))
    return [person for person in found if person is not None]


def reconcile(work: Work) -> list[Change]:
    """Recompute everybody's duties from the facts, mend any difference and report it. A second run finds
    nothing.
    """
    return [change for person in people_query.everyone(work.uow) for change in _settled(work, person)]
