"""A supervisee's open cases as the ledger sees them: when each was discussed, and what else has happened to it."""

from datetime import date
from typing import NamedTuple

from storage.queries.bulk import CaseRow
from storage.tables import Event
from supervision.duties.row_reading import CaseTable


class CaseWork(NamedTuple):
    """One open case of a supervisee: the day it was last discussed with any of its workers, and the same for them alone
    (what was discussed with others until they joined counts); what the policy's tables say of cases like it; all events
    that stand about it, oldest first.
    """

    case: CaseRow
    discussed: date | None
    with_them: date | None
    table: CaseTable
    events: tuple[Event, ...]
