"""`retention`: what is kept for how long, what would go by that, and its removal before the night."""

import argparse
import json
from collections.abc import Mapping
from datetime import date

from pydantic_core import PydanticCustomError

from bot.cli.arguments import add_data, add_json
from bot.cli.command import Command
from bot.cli.opening import existing_store
from bot.keeping import CLASSES, months_of
from bot.retention import day_before
from bot.settings import Settings
from storage.retention import count, remove
from storage.retention.classes import Class
from storage.store import Store
from supervision.notices import OPERATOR
from supervision.work import SaidNo

_ABOUT = """\
Says how long each class of what was typed is kept (SUPERVISION_KEEP_MONTHS), and what is older and would go. Nothing
goes unless --remove is given; a bot that runs removes the same every night. The classes:

  working    preparations, notes of 10-minute updates, drafts of case records, conversations begun, the local page
  case       changes asked for in case records and disagreements with them, what audits taught
  personal   drafts of personal notes and what was said of them, agreements replaced, concerns closed; of those who
             left, agreements and CPD records too
  messages   which reminders left and which messages were taken, without words
  leavers    name, email and account ids of those who left

The dates of sessions, records and duties stay, and nothing goes that belongs to a duty which is still owed. What went
is still in your backups."""
_EXAMPLES = """\
  supervision-bot retention                          what the setting says, and what would go
  supervision-bot retention --keep working=12        what would go by other numbers
  supervision-bot retention --remove --data council  remove it now, as every night"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument(
        "--keep", type=_months, metavar="CLASS=MONTHS,…", help="look with these numbers, not the setting's"
    )
    parser.add_argument("--dry-run", action="store_true", help="only look, which is what it does anyway")
    parser.add_argument("--remove", action="store_true", help="remove what is older than the setting says")
    add_data(parser)
    add_json(parser)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Look, or remove. Raises SaidNo where nothing may be removed, StorageError."""
    chosen = settings.at(options.data)
    if options.remove and (options.keep is not None or options.dry_run):
        raise SaidNo("What is removed is what SUPERVISION_KEEP_MONTHS says: give --remove alone.")
    keep = dict(chosen.keep_months if options.keep is None else options.keep)
    if options.remove and not keep:
        raise SaidNo("Everything is kept: set SUPERVISION_KEEP_MONTHS first, for example to working=24.")
    policies = chosen.policies()
    with existing_store(chosen) as store:
        now = store.read_now(lambda uow: uow.now)
        before = {which: day_before(policies, now, months) for which, months in keep.items()}
        found = store.read_now(lambda uow: {which: count(uow, which, before[which]) for which in before})
        if options.remove:
            for which, day in before.items():
                _remove(store, which, day)
    if options.json:
        print(json.dumps({"removed": options.remove, "classes": _as_json(keep, before, found)}, indent=2))
        return 0
    for one in CLASSES:
        print(_said(one, keep.get(one), before.get(one), options.remove))
        for table, rows in found.get(one, {}).items():
            print(f"    {table:20}  {rows:,}")
    if not options.remove and any(sum(one.values()) for one in found.values()):
        print("Nothing has been removed.")
    return 0


def _remove(store: Store, which: Class, before: date) -> None:
    """Slice by slice: answers have their turn between them."""
    while store.run_now(lambda uow: remove(uow, which, before, OPERATOR)):
        pass


def _said(which: Class, months: int | None, before: date | None, removed: bool) -> str:
    if months is None or before is None:
        return f"{which:9}  kept"
    end = "removed" if removed else "would go"
    long = "1 month" if months == 1 else f"{months} months"
    return f"{which:9}  kept for {long}; from before {before.isoformat()} {end}:"


def _as_json(
    keep: Mapping[Class, int], before: Mapping[Class, date], found: Mapping[Class, Mapping[str, int]]
) -> list[dict[str, object]]:
    return [
        {"class": one, "months": keep[one], "before": before[one].isoformat(), "rows": dict(found[one])}
        for one in keep
    ]


def _months(text: str) -> tuple[tuple[Class, int], ...]:
    try:
        return months_of(text)
    except PydanticCustomError as fault:
        raise argparse.ArgumentTypeError(fault.message()) from fault


COMMAND = Command(
    "retention", "what is kept for how long, and what would go", _ABOUT, _EXAMPLES, arguments, run
)
