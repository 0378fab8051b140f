"""The records of an imported session: as far as the file's dates say they have come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from storage.ids import new_id
from storage.tables import Record, SupervisionSession
from supervision.sessions import RECORDS_OF
from supervision.work import Work

# What became of a record in the bot and has no column in the file.
_FURTHER = {
    "recorded": (),
    "tasked": ("change_asked", "disagreed", "assumed_agreed", "closed"),
    "signed_off": ("closed",),
    "awaiting": (),
}


@dataclass(frozen=True, slots=True)
class RecordDates:
    """The file's three dates of a record."""

    recorded_on: date | None
    tasked_on: date | None
    signed_off_on: date | None

    @property
    def state(self) -> str:
        """How far it has come."""
        if self.signed_off_on:
            return "signed_off"
        if self.tasked_on:
            return "tasked"
        return "recorded" if self.recorded_on else "awaiting"


def write_records(
    work: Work,
    session: SupervisionSession,
    dates: RecordDates,
    notes: RecordDates,
    there: Sequence[Record],
    known_from: date,
) -> None:
    """Give a held session the records it owes, as in the file; take them from one that is not held.

    `notes` are the dates of the personal notes of a session that has a case record too; of one held before the day its
    supervisee is known from, of which the file says nothing, nobody is asked for. A record whose dates agree keeps what
    the file has no column for: a change asked for, a disagreement, its closing.
    """
    owed = RECORDS_OF[session.kind] if session.status == "held" else ()
    for other in there:
        if other.kind not in owed:
            _set(other, {"state": "withdrawn"})
    for kind, of_kind in zip(owed, (dates, notes), strict=False):
        found = next((one for one in there if one.kind == kind), None)
        before_us = session.held_on is not None and session.held_on < known_from
        if of_kind is notes and found is None and before_us and notes.state == "awaiting":
            continue
        _write(work, session, kind, of_kind, found)


def _write(
    work: Work, session: SupervisionSession, kind: str, dates: RecordDates, record: Record | None
) -> None:
    if record is None:
        record = Record(id=new_id(work.now), session_id=session.id, kind=kind, version=0)
        work.uow.session.add(record)
    same = (record.recorded_on, record.tasked_on) == (dates.recorded_on, dates.tasked_on)
    if same and record.state in _FURTHER[dates.state]:
        return
    wanted: dict[str, object] = {
        "recorded_on": dates.recorded_on,
        "tasked_on": dates.tasked_on,
        "answered_on": dates.signed_off_on,
        "state": dates.state,
        "closed_on": None,
    }
    _set(record, wanted)


def _set(record: Record, values: dict[str, object]) -> None:
    differing = [name for name, value in values.items() if getattr(record, name) != value]
    for name in differing:
        setattr(record, name, values[name])
    if differing or record.version == 0:
        record.version += 1
