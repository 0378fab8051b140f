"""A supervisee's cases as the ledger sees them: when each was discussed, and what else has happened to it."""

from datetime import date
from typing import NamedTuple

from storage.queries.bulk import CaseRow
from storage.tables import Event


class CaseWork(NamedTuple):
    """One case of a supervisee: the day it was last discussed with any of its workers, and the same for them alone
    (what was discussed with others until they joined counts); all events that stand about it, oldest first.
    """

    case: CaseRow
    discussed: date | None
    with_them: date | None
    events: tuple[Event, ...]
