"""Small files to import: each row says only what matters, the rest is filled in."""

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import select
from sqlmodel import SQLModel

from bot.directory import IMPORTER, KINDS, Outcome, Row, Table, import_table
from storage.store import Store
from storage.tables import Duty
from storage.unit import UnitOfWork
from supervision.policy import Policy, load_policies
from supervision.work import Work

USUAL: Mapping[str, Mapping[str, str]] = {
    "people": {"name": "Somebody", "role": "social_worker", "authority": "central-bedfordshire"},
    "cases": {"types": "adoption", "workers": "worker"},
    "sessions": {
        "supervisee": "worker",
        "supervisor": "manager",
        "starts_at": "2026-11-30T10:00",
        "minutes": "90",
        "kind": "both",
        "status": "planned",
    },
    "absences": {"person": "manager", "from": "2026-11-02", "planned": "no"},
    "events": {"what": "circumstances_changed", "person": "worker", "on": "2026-11-16"},
}
HELD = {"status": "held", "starts_at": "2026-11-16T10:00"}
CANCELLED = {"status": "cancelled", "cancelled_on": "2026-11-20", "cancel_reason": "other"}


@cache
def policies() -> Mapping[str, Policy]:
    return load_policies()


def table(kind: str, *rows: Mapping[str, str]) -> Table:
    """The rows of a file, from line 2 on."""
    columns = (*KINDS[kind].columns, *KINDS[kind].optional)
    return Table(
        tuple(
            Row(line, {column: {**USUAL[kind], **row}.get(column, "") for column in columns})
            for line, row in enumerate(rows, start=2)
        )
    )


def text(kind: str, *rows: Mapping[str, str]) -> str:
    """The same as the text of a file."""
    out = io.StringIO()
    found = table(kind, *rows).rows
    used = {column for row in found for column, cell in row.cells.items() if cell}
    columns = [*KINDS[kind].columns, *(column for column in KINDS[kind].optional if column in used)]
    writer = csv.DictWriter(out, columns, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(row.cells for row in found)
    return out.getvalue()


def import_rows(store: Store, kind: str, *rows: Mapping[str, str], dry_run: bool = False) -> Outcome:
    """Import these rows. Raises FaultyFile, DryRun."""
    found = table(kind, *rows)
    return store.run_now(
        lambda uow: import_table(Work(uow, policies(), IMPORTER), KINDS[kind], found, dry_run=dry_run)
    )


TEAM = (
    {"id": "worker", "supervisor": "manager"},
    {"id": "manager", "role": "team_manager", "supervisor": "head"},
    {"id": "head", "role": "head_of_service"},
    {"id": "elsewhere", "authority": "bradford", "supervisor": "elsewhere-manager"},
    {"id": "elsewhere-manager", "authority": "bradford", "role": "team_manager"},
)


BRADFORD_CASE = {"reference": "BD-1", "types": "child-in-care", "workers": "elsewhere"}


def import_team(store: Store) -> None:
    """A worker, their manager and the head of service; a worker and a manager in Bradford; a case each."""
    import_rows(store, "people", *TEAM)
    import_rows(
        store,
        "cases",
        {"reference": "CB-1"},
        {"reference": "CB-2"},
        BRADFORD_CASE,
    )


def all_of(store: Store, model: type[SQLModel]) -> list[Any]:
    """Every row of a table."""

    def work(uow: UnitOfWork) -> list[Any]:
        return list(uow.session.scalars(select(model)))

    return store.read_now(work)


def one_of(store: Store, model: type[SQLModel], **columns: object) -> Any:
    """The one row with these columns."""
    (found,) = [
        row
        for row in all_of(store, model)
        if all(getattr(row, name) == value for name, value in columns.items())
    ]
    return found


def kept(store: Store, leaving_out: Iterable[str] = ("audit",)) -> dict[str, list[str]]:
    """Everything in the store, table by table."""

    def work(uow: UnitOfWork) -> dict[str, list[str]]:
        return {
            name: sorted(repr(tuple(row)) for row in uow.execute(select(found)))
            for name, found in SQLModel.metadata.tables.items()
            if name not in leaving_out
        }

    return store.read_now(work)


def owed(store: Store) -> set[tuple[str, str, str | None, date | None]]:
    """What is owed: rule, party, owner and due date."""
    return {
        (one.rule, one.party, one.owner_id, one.due_on)
        for one in all_of(store, Duty)
        if one.status in ("open", "paused")
    }
