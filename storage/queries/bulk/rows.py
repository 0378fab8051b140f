"""Rows as they are read for the ledger: values, which nobody changes."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple


class CaseRow(NamedTuple):
    """A case as it is read for the ledger, with one of its workers and since when they are known to work it (`joined_on`);
    with the sessions on whose agenda it is or was, and whether events stand about it. What the other columns say:
    `storage/tables/cases.py`; `known_from` is never empty.
    """

    person_id: str
    joined_on: date
    known_from: date
    id: str
    reference: str
    types: Sequence[str]
    facts: Mapping[str, Any]
    allocated_on: date | None
    closed_on: date | None
    last_supervised_on: date | None
    plan_review_months: int | None
    sessions: Sequence[str]
    has_events: bool


class SessionRow(NamedTuple):
    """A session as it is read for the ledger; what each column says: `storage/tables/sessions.py`."""

    id: str
    supervisee_id: str
    supervisor_id: str
    starts_at: datetime
    minutes: int
    kind: str
    status: str
    booked_on: date | None
    cancelled_on: date | None
    cancelled_by: str | None
    cancel_reason: str
    planned_on: date | None
    sick_id: str | None
    held_on: date | None
    supervisee_prepared_at: datetime | None
    supervisor_prepared_at: datetime | None
    version: int


class RecordRow(NamedTuple):
    """A record as it is read for the ledger; what each column says: `storage/tables/sessions.py`."""

    id: str
    session_id: str
    kind: str
    state: str
    tasked_on: date | None
    delegated_to_id: str | None
