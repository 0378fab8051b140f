"""A line of the audit trail, added within the unit of work that gives cause for it."""

from datetime import datetime
from typing import Protocol

from sqlalchemy import insert

from storage.ids import new_id
from storage.prepared import Prepared, Unit
from storage.tables.columns import table_of
from storage.tables.trail import AuditLine

_append = Prepared(
    insert(table_of(AuditLine)), "id", "at", "actor_id", "action", "subject_kind", "subject_id", "purpose"
)


class AuditedUnit(Unit, Protocol):
    """A unit of work that knows when it began."""

    now: datetime


def append(uow: AuditedUnit, actor: str, action: str, subject_kind: str, subject: str, purpose: str) -> None:
    """Add a line: who did what to which subject, and what for. Ids and states only, never what was typed."""
    _append.run(
        uow,
        {
            "id": new_id(uow.now),
            "at": uow.now,
            "actor_id": actor,
            "action": action,
            "subject_kind": subject_kind,
            "subject_id": subject,
            "purpose": purpose,
        },
    )
