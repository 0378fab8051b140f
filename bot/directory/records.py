"""The record of an imported session: as far as the file's dates say it has come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from storage.ids import new_id
from storage.tables import Record, SupervisionSession
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


def write_record(
    work: Work, session: SupervisionSession, dates: RecordDates, there: Sequence[Record]
) -> None:
    """Give a held session the record it owes, as in the file; take it from one that is not held.

    A record whose dates agree keeps what the file has no column for: a change asked for, a disagreement, its closing.
    """
    kind = "personal" if session.kind == "personal" else "case"
    for other in there:
        if session.status != "held" or other.kind != kind:
            _set(other, {"state": "withdrawn"})
    if session.status != "held":
        return
    record = next((one for one in there if one.kind == kind), None)
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
