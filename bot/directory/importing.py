"""Importing one file, all rows or none, within one unit of work."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.directory.cells import Cells
from bot.directory.csv_file import Table
from bot.directory.entry import Applied, Entry, RowChange, digest_of
from bot.directory.faults import Fault, FaultyFile
from bot.directory.kind import AnyKind
from storage.queries import imports
from supervision.duties import Change, keep_policy_texts, settle
from supervision.work import IMPORTER, Work

Progress = Callable[[str, int, int], None]
"""What is being done, how many of it are, and how many there are."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import came to: each row that was not as last imported, how many were, what the ledger became, and whose
    duties are still to be settled.
    """

    rows: tuple[RowChange, ...]
    skipped: tuple[int, ...]
    duties: tuple[Change, ...]
    waiting: tuple[str, ...] = ()

    def count(self, what: str) -> int:
        """How many rows were `new` or `changed`."""
        return sum(1 for row in self.rows if row.what == what)


class DryRun(Exception):
    """Raised in place of returning, so that the unit of work keeps nothing; `outcome` says what it would have been."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__("Nothing was kept.")
        self.outcome = outcome


def import_table(
    work: Work,
    kind: AnyKind,
    table: Table,
    *,
    dry_run: bool = False,
    progress: Progress = lambda what, done, total: None,
    at_once: int | None = None,
) -> Outcome:
    """Check every row, write those that are not as last imported, and settle the duties of everybody touched; of more
    than so many `at_once`, leave that to the caller and name them.

    Raises FaultyFile with every fault of every row; DryRun when nothing is to be kept.
    """
    faults: list[Fault] = list(table.faults)
    entries = _read(work, kind, table, faults)
    listed = {row.cells[kind.columns[0]] for row in table.rows}
    kind.check(work, [one for one in entries if not one.cells.faulty], listed)
    _check_keys(entries)
    if faults:
        raise FaultyFile(faults)
    known = imports.digests(work.uow, kind.name)
    fresh = [entry for entry in entries if known.get(entry.key) != entry.digest]
    skipped = tuple(entry.line for entry in entries if known.get(entry.key) == entry.digest)
    applied = _write(work, kind, fresh, progress)
    touched = applied.touched
    waiting = tuple(touched) if at_once is not None and len(touched) > at_once else ()
    changes = () if waiting else _settle(work, applied, progress)
    outcome = Outcome(tuple(applied.changes), skipped, changes, waiting)
    counts = f"{outcome.count('new')} new, {outcome.count('changed')} changed, {len(skipped)} as before"
    work.uow.audit(IMPORTER, f"import-{kind.name}", "file", "", purpose=counts)
    if dry_run:
        work.uow.session.flush()
        raise DryRun(outcome)
    return outcome


def _read(work: Work, kind: AnyKind, table: Table, faults: list[Fault]) -> list[Entry]:
    return [
        kind.read(Cells(row, faults), digest_of(row, kind.columns, kind.optional), work.policies)
        for row in table.rows
    ]


def _check_keys(entries: Sequence[Entry]) -> None:
    first: dict[str, int] = {}
    for entry in entries:
        if not entry.key or entry.cells.faulty:
            continue
        if entry.key in first:
            entry.cells.fault(
                "", f"says the same one again as line {first[entry.key]}. Take one of them out."
            )
        first.setdefault(entry.key, entry.line)


def _write(work: Work, kind: AnyKind, fresh: Sequence[Entry], progress: Progress) -> Applied:
    written = 0

    def step() -> None:
        nonlocal written
        written += 1
        progress("rows written", written, len(fresh))

    applied = kind.write(work, fresh, step)
    imports.keep_digests(work.uow, kind.name, {entry.key: entry.digest for entry in fresh})
    keep_policy_texts(work)
    return applied


def _settle(work: Work, applied: Applied, progress: Progress) -> tuple[Change, ...]:
    changes: list[Change] = []
    for done, person in enumerate(applied.touched.values(), start=1):
        changes += settle(work, person)
        progress("people's duties settled", done, len(applied.touched))
    return tuple(changes)
