"""sessions.csv: sessions planned, held and cancelled, their agenda, and how far their records have come."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.directory.cells import Cells
from bot.directory.entry import Applied, Entry, RowChange, overwrite
from bot.directory.kind import Kind, Step
from bot.directory.local_time import to_utc
from bot.directory.records import RecordDates, write_records
from storage.queries import imports
from storage.queries import people as people_query
from storage.queries import sessions as sessions_query
from storage.tables import Case, Person, SupervisionSession
from supervision.policy import Policy
from supervision.sessions import set_agenda
from supervision.work import Work

_CANCELLED = ("cancelled_on", "cancelled_by", "cancel_reason")
_RECORD = ("recorded_on", "tasked_on", "signed_off_on")
# Of the personal notes of a session for both: its case record has the columns before.
_NOTES = ("notes_recorded_on", "notes_sent_on", "notes_signed_off_on")
_HAPPENED = ("cancelled_on", "held_on", *_RECORD, *_NOTES)
_COLUMN_OF = {"supervisee_id": "supervisee", "supervisor_id": "supervisor"}
# Worked out from the others: a change of these alone is no change of the row.
_DERIVED = ("planned_on", "sick_id")


@dataclass(slots=True)
class SessionEntry(Entry):
    """A row of sessions.csv."""

    starts: datetime | None
    references: tuple[str, ...]
    record: RecordDates
    notes: RecordDates
    agenda: list[Case] = field(default_factory=list)


class Sessions(Kind[SessionEntry]):
    """One row a session. Empty minutes are 60; an empty held_on is the day it was to start."""

    name = "sessions"
    columns = (
        "id",
        "supervisee",
        "supervisor",
        "starts_at",
        "minutes",
        "kind",
        "status",
        "cases",
        *_CANCELLED,
        "held_on",
        *_RECORD,
    )
    optional = _NOTES

    def read(self, cells: Cells, digest: str, policies: Mapping[str, Policy]) -> SessionEntry:
        """Words, dates in order, and the cells that this status needs or forbids."""
        status = cells.choice("status", ("planned", "held", "cancelled"))
        kind = cells.choice("kind", ("case", "personal", "both"))
        _check_status(cells, status)
        _check_notes(cells, status, kind)
        values = {
            "supervisee_id": cells.identifier("supervisee", required=True),
            "supervisor_id": cells.identifier("supervisor", required=True),
            "minutes": cells.number("minutes") or 60,
            "kind": kind,
            "status": status,
            "cancelled_on": cells.day("cancelled_on"),
            "cancelled_by": cells.identifier("cancelled_by") or None,
            "cancel_reason": cells.choice("cancel_reason", ("sickness", "other"), required=False),
            "held_on": cells.day("held_on"),
        }
        parties = (values["supervisee_id"], values["supervisor_id"])
        if parties[0] and parties[0] == parties[1]:
            cells.fault("supervisor", "is the supervisee themselves. Name somebody else.")
        sick = values["cancelled_by"] if values["cancel_reason"] == "sickness" else None
        if sick and sick not in parties:
            cells.fault("cancelled_by", "must be the supervisee or the supervisor: whoever was off sick.")
        values["sick_id"] = sick
        record, notes = (
            RecordDates(*(cells.day(column) for column in columns)) for columns in (_RECORD, _NOTES)
        )
        key, starts = cells.identifier("id", required=True), cells.time("starts_at")
        return SessionEntry(cells, key, digest, values, starts, cells.several("cases"), record, notes)

    def check(self, work: Work, entries: Sequence[SessionEntry], listed: Collection[str]) -> None:
        """People and cases exist; the start is a time of the authority's own clock."""
        people = {one.id: one for one in people_query.everyone(work.uow)}
        cases = imports.cases_called(work.uow, (one for entry in entries for one in entry.references))
        for entry in entries:
            for column in ("supervisee", "supervisor", "cancelled_by"):
                person_id = entry.values.get(f"{column}_id", entry.values.get(column))
                if person_id is not None and person_id not in people:
                    entry.cells.fault(column, "is not in the store. Import people first, or correct the id.")
            supervisee = people.get(entry.values["supervisee_id"])
            if supervisee is not None:
                policy = work.policies[supervisee.authority]
                self._check_start(entry, policy)
                self._check_happened(entry, work.now.astimezone(policy.timezone).date())
                self._check_agenda(entry, supervisee, cases)

    def _check_start(self, entry: SessionEntry, policy: Policy) -> None:
        if entry.starts is None:
            return
        starts_at, problem = to_utc(entry.starts, policy.timezone)
        if problem:
            entry.cells.fault("starts_at", problem)
        day = starts_at.astimezone(policy.timezone).date()
        values = entry.values
        values["starts_at"] = starts_at
        values["planned_on"] = day if values["status"] == "cancelled" else None
        if values["status"] == "held" and values["held_on"] is None:
            values["held_on"] = day
        for column, dates in (("recorded_on", entry.record), ("notes_recorded_on", entry.notes)):
            if values["held_on"] and dates.recorded_on and dates.recorded_on < values["held_on"]:
                entry.cells.fault(column, "lies before the day it was held. Correct one of them.")

    def _check_happened(self, entry: SessionEntry, today: date) -> None:
        """What was held, recorded or cancelled later than today would silence reminders until then."""
        entry.cells.has_happened(today, *_HAPPENED)
        held_on = entry.values["held_on"]
        if (
            entry.values["status"] == "held"
            and held_on
            and held_on > today
            and not entry.cells.day("held_on")
        ):
            entry.cells.fault("starts_at", "lies in the future, and it says held. Correct one of them.")

    def _check_agenda(
        self, entry: SessionEntry, supervisee: Person, cases: Mapping[tuple[str, str], Case]
    ) -> None:
        found = [cases.get((supervisee.authority, one)) for one in entry.references]
        entry.agenda = [one for one in found if one is not None]
        if len(entry.agenda) < len(found):
            entry.cells.fault(
                "cases", "names a case that is not in the store. Import cases first, or correct it."
            )

    def write(self, work: Work, entries: Sequence[SessionEntry], step: Step) -> Applied:
        """The session, its agenda and its records; a changed row wins over what people told the bot.

        A case that was discussed may be settled for its other workers too.
        """
        applied, session = Applied(), work.uow.session
        people = {one.id: one for one in people_query.everyone(work.uow)}
        discussed: set[str] = set()
        stored = imports.sessions_called(work.uow, (entry.key for entry in entries))
        records = imports.records_of(work.uow, stored)
        for entry in entries:
            row = stored.get(entry.key)
            if row is None:
                row = SupervisionSession(id=entry.key, **entry.values)
                session.add(row)
                applied.changes.append(RowChange(entry.line, entry.key, "new"))
            else:
                applied.touch(people[row.supervisee_id])
                discussed.update(case.id for case in sessions_query.agenda(work.uow, row.id))
                columns = self._overwrite(work, row, entry)
                applied.changes.append(RowChange(entry.line, entry.key, "changed", columns))
            session.flush()
            set_agenda(work, row, entry.agenda)
            supervisee = people[row.supervisee_id]
            there = records.get(row.id, ())
            write_records(work, row, entry.record, entry.notes, there, supervisee.known_from)
            applied.touch(supervisee)
            discussed.update(case.id for case in entry.agenda)
            step()
        session.flush()
        for workers in imports.workers_of(work.uow, sorted(discussed)).values():
            applied.touch(*(people[one.person_id] for one in workers))
        return applied

    def _overwrite(self, work: Work, row: SupervisionSession, entry: SessionEntry) -> tuple[str, ...]:
        differing = overwrite(row, entry.values)
        if differing:
            row.version += 1
        columns = [_COLUMN_OF.get(name, name) for name in differing if name not in _DERIVED]
        if [one.id for one in sessions_query.agenda(work.uow, row.id)] != [one.id for one in entry.agenda]:
            columns.append("cases")
        return tuple(columns)


def _check_status(cells: Cells, status: str) -> None:
    """Each status needs some cells and leaves others empty."""
    if status == "cancelled":
        cells.day("cancelled_on", required=True)
        cells.choice("cancel_reason", ("sickness", "other"))
    elif status:
        cells.empty("only a cancelled session has this.", *_CANCELLED)
    if status == "held":
        cells.in_order("held_on", *_RECORD)
        _check_recorded(cells, *_RECORD)
    elif status:
        cells.empty("only a session that was held has this.", "held_on", *_RECORD)


def _check_notes(cells: Cells, status: str, kind: str) -> None:
    """Personal notes of their own: only a session for both has them beside a case record."""
    if status != "held" or kind != "both":
        cells.empty("only a session of kind both that was held has this.", *_NOTES)
    else:
        cells.in_order("held_on", *_NOTES)
        _check_recorded(cells, *_NOTES)


def _check_recorded(cells: Cells, recorded_on: str, sent_on: str, signed_off_on: str) -> None:
    if (cells.day(sent_on) or cells.day(signed_off_on)) and cells.day(recorded_on) is None:
        cells.fault(recorded_on, "is empty, and it was sent or signed off. Fill it in.")
