"""A supervisee's open cases as the ledger sees them: when each was discussed, and what else has happened to it."""

from datetime import date
from typing import NamedTuple

from storage.queries.bulk import CaseRow
from storage.tables import Event


class CaseWork(NamedTuple):
    """One open case of a supervisee, who is known to work it from `known_from`.

    `discussed` is the day it was last discussed with any of its workers, `with_them` the same for them alone; what was
    discussed with others until they joined counts. `events` are all that stand about the case, oldest first.
    """

    case: CaseRow
    known_from: date
    discussed: date | None
    with_them: date | None
    events: tuple[Event, ...]
