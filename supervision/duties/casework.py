"""A supervisee's cases as the ledger sees them: when each was discussed, and what else has happened to it."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from storage.queries.bulk import CaseRow
from storage.tables import Event
from supervision.duties.row_reading import CaseTable


class CaseWork(NamedTuple):
    """One case of a supervisee: the day it was last discussed with any of its workers, and the same for them alone
    (what was discussed with others until they joined counts); what the policy's tables say of cases like it; all events
    that stand about it, oldest first.
    """

    case: CaseRow
    discussed: date | None
    with_them: date | None
    table: CaseTable
    events: tuple[Event, ...]


def last_days(discussions: Sequence[tuple[str, date]], case: CaseRow) -> tuple[date | None, date | None]:
    """When a case was last discussed with anybody, and when last as it counts for one of its workers."""
    anybody = theirs = None
    for supervisee, day in discussions:
        if anybody is None or day > anybody:
            anybody = day
        if (supervisee == case.person_id or day <= case.known_from) and (theirs is None or day > theirs):
            theirs = day
    return anybody, theirs
