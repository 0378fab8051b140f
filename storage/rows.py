"""Rows of facts as plain columns, for undo: as they were, and put back."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from storage.tables import (
    Absence,
    AdHocRequest,
    Agreement,
    Case,
    Concern,
    ConcernNote,
    Cover,
    CpdEntry,
    DraftAction,
    Event,
    Proposal,
    Record,
    RecordAnswer,
    SupervisionSession,
    UpdateSetting,
)
from storage.unit import UnitOfWork

Reversible = (
    SupervisionSession
    | Proposal
    | AdHocRequest
    | Record
    | RecordAnswer
    | Absence
    | Cover
    | UpdateSetting
    | Event
    | Case
    | Agreement
    | Concern
    | ConcernNote
    | CpdEntry
    | DraftAction
)

TABLES: Mapping[str, type[Reversible]] = {
    "session": SupervisionSession,
    "proposal": Proposal,
    "ad_hoc_request": AdHocRequest,
    "record": Record,
    "record_answer": RecordAnswer,
    "absence": Absence,
    "cover": Cover,
    "update_setting": UpdateSetting,
    "event": Event,
    "case": Case,
    "agreement": Agreement,
    "concern": Concern,
    "concern_note": ConcernNote,
    "cpd_entry": CpdEntry,
    "draft_action": DraftAction,
}


def table_of(row: Reversible) -> str:
    """The name of a row's table."""
    return next(name for name, table in TABLES.items() if type(row) is table)


def as_stored(row: Reversible) -> dict[str, Any]:
    """A row's columns in JSON's types. Sealed columns are left out: what was typed is never copied."""
    kept = {name: getattr(row, name) for name in type(row).model_fields if not name.startswith("sealed")}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in kept.items()}


def find(uow: UnitOfWork, table: str, row_id: str) -> Reversible | None:
    """A row by table name and id, or None."""
    found = uow.session.get(TABLES[table], row_id)
    return found if isinstance(found, Reversible) else None


def put_back(row: Reversible, before: Mapping[str, Any] | None) -> None:
    """Give a row the columns it had, under a version of its own; one that the action made is marked
    withdrawn.
    """
    version = row.version + 1
    if before is None:
        setattr(row, "status" if isinstance(row, SupervisionSession) else "state", "withdrawn")
    else:
        for name, value in before.items():
            setattr(row, name, _typed(value, type(row).model_fields[name].annotation))
    row.version = version


def _typed(value: Any, annotation: Any) -> Any:
    """JSON's ISO text as the date or instant the column holds."""
    if not isinstance(value, str):
        return value
    wanted = str(annotation)
    if "datetime.datetime" in wanted:
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if "datetime.date" in wanted else value
