"""What runs without anybody asking: settling what time has brought due, and the nightly check of everything."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from storage.queries import bulk
from storage.queries import duties as query
from storage.tables import Person
from supervision.duties.comparing import Change
from supervision.duties.families import each_case
from supervision.duties.ledger import settle_all
from supervision.work import Work

log = logging.getLogger(__name__)

SLICE = 30
"""How many people are settled in one unit of work: some tens of milliseconds, which nobody's answer notices."""


TRY_AGAIN = timedelta(days=1)
"""When a duty is looked at again that could not be settled."""


@dataclass(frozen=True, slots=True)
class Slice:
    """Some people's duties were checked: how many people, up to which id, what was mended, and the ids of those whose
    duties could not be settled, and stay as they were.
    """

    people: int
    last: str
    changes: tuple[Change, ...]
    unsettled: tuple[str, ...]


class Unsettled(Exception):
    """The duties about some people could not be settled; the message gives their ids."""


def settle_due(work: Work, most: int = SLICE) -> int:
    """Settle the supervisees for whom something falls due by now, at the most so many duties; gives how many
    it took.
    """
    due = query.to_do(work.uow, work.now, most)
    ids = {row.supervisee_id: None for row in due}
    if ids:
        _each_settled(work, bulk.people(work.uow, ids), [])
    work.uow.session.flush()
    for row in due:
        # A duty that nothing mended or re-dated must not be found again at the same instant for ever: it is tried tomorrow.
        if row.look_at is not None and row.look_at <= work.now:
            row.look_at = work.now + TRY_AGAIN
    return len(due)


def reconcile(work: Work) -> list[Change]:
    """Recompute everybody's duties from the facts, mend any difference and report it. A second run finds
    nothing. Raises Unsettled where somebody's cannot be.
    """
    changes: list[Change] = []
    unsettled: list[str] = []
    after = ""
    while checked := reconcile_slice(work, after):
        changes += checked.changes
        unsettled += checked.unsettled
        after = checked.last
    if unsettled:
        raise Unsettled(", ".join(unsettled))
    return changes


def reconcile_slice(work: Work, after: str, most: int = SLICE) -> Slice | None:
    """The same for so many people whose ids come after this one; None when there are no more.

    Slices may be units of work of their own: each leaves the ledger agreeing with the facts for its people.
    """
    people = bulk.people_after(work.uow, after, most)
    if not people:
        return None
    # A check takes nothing for granted.
    each_case.forget(one.id for one in people)
    unsettled: list[str] = []
    changes = _each_settled(work, people, unsettled)
    return Slice(len(people), people[-1].id, tuple(changes), tuple(unsettled))


def agrees(work: Work, after: str, most: int) -> bool:
    """Whether the ledger agrees with the facts for so many people whose ids come after this one, as seen by work that is
    `looking`: nothing would be mended, and nobody be told.
    """
    try:
        return not settle_all(work, bulk.people_after(work.uow, after, most))
    except Exception as fault:
        # It would have written, or cannot be worked out: settling it says which.
        log.debug("people after %s are to be settled: %s", after, type(fault).__name__)
        return False


def _each_settled(work: Work, supervisees: Sequence[Person], unsettled: list[str]) -> list[Change]:
    """Settle many. A fault about one person is logged and their id added to the `unsettled`; it keeps nobody else's duties
    waiting.
    """
    try:
        with work.uow.savepoint():
            return settle_all(work, supervisees)
    except Exception as fault:
        if len(supervisees) == 1:
            log.error("the duties about %s could not be settled: %s", supervisees[0].id, type(fault).__name__)
            unsettled.append(supervisees[0].id)
            return []
    # Among whom it lies is found by halves.
    half = len(supervisees) // 2
    parts = (supervisees[:half], supervisees[half:])
    return [change for part in parts for change in _each_settled(work, part, unsettled)]
