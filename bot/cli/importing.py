"""`import`: people, cases, sessions, absences or events from a CSV file."""

import argparse
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bot.cli.arguments import add_data
from bot.cli.command import Command
from bot.cli.counting_by import counting_by
from bot.cli.opening import existing_store, is_there, new_or_existing_store
from bot.cli.progress import progress_for
from bot.cli.without_policy import refuse
from bot.directory import (
    KINDS,
    AnyKind,
    DryRun,
    FaultyFile,
    Outcome,
    Table,
    import_into,
    read_table,
)
from bot.settings import Settings
from storage.queries import health
from storage.store import Store
from supervision.work import SaidNo

_ABOUT = """\
Imports a CSV file: UTF-8, with a header, all rows or none. Import people first, then cases, sessions,
absences and events. Every row that cannot be used is listed with its line and what to do. A row that is as it was when
last imported is skipped; a changed one wins over what is in the store, and is listed. What is no longer in the
file stays. Afterwards the duties of everybody concerned are worked out anew.

It works beside a running bot, whose answers wait while rows are written: import tens of thousands of rows
outside working hours.

columns:
"""
_COLUMNS = "\n".join(
    f"  {name}: {','.join(kind.columns)}" + (f" [{','.join(kind.optional)}]" if kind.optional else "")
    for name, kind in KINDS.items()
)
_NOTES = """
Columns in brackets may be left out. Times in starts_at are local, as 2026-11-30T10:00; several types, workers or
cases are separated by semicolons. An empty line_manager means the supervisor's own supervisor, empty minutes mean
60, and an empty held_on means the day the session was to start."""
_WORDS = ("opened", "amended", "closed")
_EXAMPLES = """\
  supervision-bot import people people.csv --dry-run     what would change, and nothing is kept
  supervision-bot import people people.csv
  supervision-bot import sessions sessions.csv --data council"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("kind", choices=tuple(KINDS), help="what the file holds")
    parser.add_argument("file", type=Path, metavar="FILE.csv", help="the file")
    add_data(parser)
    parser.add_argument("--dry-run", action="store_true", help="say what would change, and keep nothing")


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Import the file, or list what is wrong with it."""
    chosen, kind = settings.at(options.data), KINDS[options.kind]
    policies, note = chosen.policies(), ""
    try:
        table = _table(options.file, kind)
        progress = progress_for(len(table.rows))
        with _store(chosen, options.dry_run) as store:
            by = counting_by(chosen, store, policies)
            named = {row.cells.get("id") for row in table.rows} if kind is KINDS["people"] else set()
            staff = store.read_now(health.staff)
            refuse([one.authority for one in staff if one.id not in named], by.policies)
            note = by.note() if by.waits or not options.dry_run else ""
            outcome = import_into(store, by.policies, kind, table, dry_run=options.dry_run, progress=progress)
    except FaultyFile as faulty:
        raise SaidNo(_refused(options.file, faulty)) from faulty
    except DryRun as dry:
        outcome = dry.outcome
    print("\n".join([*_report(options.file, outcome, options.dry_run), *([note] if note else [])]))
    return 0


def _table(file: Path, kind: AnyKind) -> Table:
    try:
        return read_table(file, kind.columns, kind.optional)
    except OSError as fault:
        raise SaidNo(f"{file} cannot be read ({fault.strerror}). Check the path.") from fault


@contextmanager
def _store(settings: Settings, dry_run: bool) -> Iterator[Store]:
    """The store; for a dry run where there is none yet, an empty one that is gone afterwards."""
    if not dry_run:
        with new_or_existing_store(settings) as store:
            yield store
    elif is_there(settings):
        with existing_store(settings) as store:
            yield store
    else:
        with tempfile.TemporaryDirectory() as folder:
            passing = settings.model_copy(update={"data": Path(folder), "keys": None, "key_file": None})
            with new_or_existing_store(passing) as store:
                yield store


def _refused(file: Path, faulty: FaultyFile) -> str:
    lines = len({fault.line for fault in faulty.faults})
    one = "1 line needs" if lines == 1 else f"{lines} lines need"
    return "\n".join([f"{file}: {one} correcting, so nothing was imported.", *map(str, faulty.faults)])


def _report(file: Path, outcome: Outcome, dry_run: bool) -> Iterator[str]:
    counts = f"{outcome.count('new')} new, {outcome.count('changed')} changed, {len(outcome.skipped)} as last imported"
    yield f"{file}: {counts}" + (" (dry run: nothing was kept)" if dry_run else "")
    for row in outcome.rows:
        if dry_run or row.what == "changed":
            columns = f": {', '.join(row.columns)}" if row.columns else ""
            yield f"  line {row.line}: {row.key} {row.what}{columns}"
    if dry_run and outcome.skipped:
        yield f"  as last imported: lines {_spans(outcome.skipped)}"
    duties = Counter((change.what, change.rule) for change in outcome.duties)
    for what in _WORDS:
        rules = ", ".join(f"{count} {rule}" for (was, rule), count in sorted(duties.items()) if was == what)
        if rules:
            yield f"Duties {what}: {rules}"


def _spans(lines: Sequence[int]) -> str:
    """2-5, 7, 9-10."""
    spans: list[list[int]] = []
    for line in sorted(lines):
        if spans and line == spans[-1][-1] + 1:
            spans[-1] = [spans[-1][0], line]
        else:
            spans.append([line])
    return ", ".join("-".join(str(end) for end in span) for span in spans)


COMMAND = Command(
    "import",
    "people, cases, sessions, absences or events from a CSV file",
    _ABOUT + _COLUMNS + "\n" + _NOTES,
    _EXAMPLES,
    arguments,
    run,
)
