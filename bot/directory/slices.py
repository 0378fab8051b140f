"""Importing into a store that a bot is running on: what can wait is done in slices, between which others write."""

import time
from collections.abc import Mapping
from dataclasses import replace

from bot.directory.csv_file import Table
from bot.directory.importing import Outcome, Progress, import_table
from bot.directory.kind import AnyKind
from storage.queries import people
from storage.store import Store
from storage.unit import UnitOfWork
from supervision.duties import Change, settle
from supervision.policy import Policy
from supervision.work import IMPORTER, Work

SLICE = 200
"""So many people's duties are worked out in one transaction: a fraction of a second."""
# SQLite has whoever waits for the writer look again up to ten times a second.
_PAUSE_SECONDS = 0.1


def import_into(
    store: Store,
    policies: Mapping[str, Policy],
    kind: AnyKind,
    table: Table,
    *,
    dry_run: bool = False,
    progress: Progress = lambda what, done, total: None,
    slice_of: int = SLICE,
    pause: float = _PAUSE_SECONDS,
) -> Outcome:
    """Import a file, all rows or none. The duties of whom it touches follow within the same transaction where they are
    few, else in slices after it: interrupted there, what is missing is worked out when they next say something, or at
    night. Raises FaultyFile; DryRun when nothing is to be kept.
    """
    outcome = store.run_now(
        lambda uow: import_table(
            Work(uow, policies, IMPORTER),
            kind,
            table,
            dry_run=dry_run,
            progress=progress,
            at_once=None if dry_run else slice_of,
        )
    )
    waiting, changes = outcome.waiting, list(outcome.duties)
    for start in range(0, len(waiting), slice_of):
        time.sleep(pause)
        some = waiting[start : start + slice_of]

        def work(uow: UnitOfWork, some: tuple[str, ...] = some) -> list[Change]:
            return _settle(Work(uow, policies, IMPORTER), some)

        changes += store.run_now(work)
        progress("people's duties settled", start + len(some), len(waiting))
    return replace(outcome, duties=tuple(changes), waiting=())


def _settle(work: Work, person_ids: tuple[str, ...]) -> list[Change]:
    found = (people.person(work.uow, one) for one in person_ids)
    return [change for person in found if person for change in settle(work, person)]
