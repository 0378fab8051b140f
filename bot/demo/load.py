"""Putting the fictional council into a store."""

import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from bot.demo.days import dated
from bot.directory import KINDS, Row, Table, import_table, read_table
from bot.settings import Settings
from storage.ids import new_id
from storage.store import Store
from storage.tables import UpdateSetting
from storage.unit import UnitOfWork
from supervision import access, duties
from supervision.policy import Policy, WorkingCalendar, local_day
from supervision.work import CLOCK, Work

COUNCIL = Path(__file__).parent / "council"
OVERLAYS = Path(__file__).parent / "overlays"

FIRST = "cb106"
"""Whom to be first: a social worker with a session to prepare and a record to sign off."""
UPDATES = ("cb106", "cb103")
"""Whose sessions have 10-minute updates: supervisee and supervisor."""


def load_council(store: Store, settings: Settings, today: date | None = None) -> None:
    """Import the fictional council as it stands on a day, the store's own today unless another is given.

    Its local settings come first, into the data directory, as the duties follow from them; where there are local
    settings already they are somebody's own and stay. One unit of work: all of it or nothing. Raises PolicyError,
    FaultyFile.
    """
    if settings.overlays_at is None:
        shutil.copytree(OVERLAYS, settings.data / "overlays")
    policies = settings.policies()

    def load(uow: UnitOfWork) -> None:
        # Nobody is given a minute to undo this, as people are: what is due now is said at once.
        work = Work(uow, policies, CLOCK)
        calendar = _calendar(policies)
        day = today or local_day(work.now, calendar.timezone)
        touched: dict[str, None] = {}
        for kind in KINDS.values():
            table = read_table(COUNCIL / f"{kind.name}.csv", kind.columns, kind.optional)
            outcome = import_table(work, kind, _as_of(table, day, calendar), at_once=0)
            touched |= dict.fromkeys(outcome.waiting)
        supervisee_id, supervisor_id = UPDATES
        uow.session.add(
            UpdateSetting(id=new_id(work.now), supervisee_id=supervisee_id, supervisor_id=supervisor_id)
        )
        # Once all is there: nobody is told of what a file further on answers.
        duties.settle_all(work, [access.person_for(work, one) for one in touched])

    store.run_now(load)


def _as_of(table: Table, today: date, calendar: WorkingCalendar) -> Table:
    """The table with its days written out."""
    rows = tuple(
        Row(row.line, {column: dated(cell, today, calendar) for column, cell in row.cells.items()})
        for row in table.rows
    )
    return Table(rows, table.faults)


def _calendar(policies: Mapping[str, Policy]) -> WorkingCalendar:
    """Whose working days the files go by: both teams are in England, so any of them will do."""
    return next(iter(policies.values())).calendar
