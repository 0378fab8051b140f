"""Named queries about many supervisees at once: one statement a table, however many people. What they give is to read.

The ledger is worked out from these, for one person after a turn as for a whole authority at night.
"""

from storage.queries.bulk.about_people import (
    Line,
    absences_of,
    asked_by,
    covers_of,
    events_about,
    lines_of,
    people,
    people_after,
    reports_by,
    updates_on,
)
from storage.queries.bulk.cases import events_on, held_in, worked_by, working
from storage.queries.bulk.rows import CaseRow, RecordRow, SessionRow
from storage.queries.bulk.sessions import agendas, records_of, sessions_of

__all__ = [
    "CaseRow",
    "Line",
    "RecordRow",
    "SessionRow",
    "absences_of",
    "agendas",
    "asked_by",
    "covers_of",
    "events_about",
    "events_on",
    "held_in",
    "lines_of",
    "people",
    "people_after",
    "records_of",
    "reports_by",
    "sessions_of",
    "updates_on",
    "worked_by",
    "working",
]
