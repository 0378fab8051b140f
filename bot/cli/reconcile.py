"""`reconcile`: every duty worked out anew from the facts, slice by slice, beside a running bot."""

import argparse
import gc
import json
from collections import Counter
from collections.abc import Callable, Mapping
from functools import partial

from bot.cli.arguments import add_data, add_json
from bot.cli.command import Command
from bot.cli.opening import existing_store
from bot.cli.progress import progress_for
from bot.settings import Settings
from storage.queries import people
from storage.store import Store
from storage.unit import UnitOfWork
from supervision import duties
from supervision.policy import Policy
from supervision.work import CLOCK, Work

_ABOUT = """\
Works out every duty anew from the facts and the policies, and mends what differs, as the bot does by itself every
night. Use it after putting a store back from a copy, or when you doubt what is shown. It works beside a running
bot: a hundred people at a time, between which answers have their turn. Run a second time it finds nothing."""
_EXAMPLES = """\
  supervision-bot reconcile
  supervision-bot reconcile --data council --json"""

AT_ONCE = 100
"""How many people are checked in one unit of work: nobody's answer waits for more than these."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    add_data(parser)
    add_json(parser)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Check everybody and say what was mended. Raises SaidNo where there is no store."""
    chosen = settings.at(options.data)
    policies = chosen.policies()
    with existing_store(chosen) as store:
        everybody = store.read_now(people.how_many)
        store.run_now(lambda uow: duties.keep_policy_texts(Work(uow, policies, CLOCK)))
        show = progress_for(everybody)
        checked, mended = check_everybody(
            store, policies, lambda done: show("people checked", done, everybody)
        )
    if options.json:
        found = [{"rule": rule, "what": what, "duties": n} for (rule, what), n in sorted(mended.items())]
        print(json.dumps({"people": checked, "mended": found}, indent=2))
        return 0
    print(f"{checked} {'person' if checked == 1 else 'people'} checked. ", end="")
    print("Mended:" if mended else "There was nothing to mend.")
    for (rule, what), number in sorted(mended.items()):
        print(f"  {rule:32} {what:8} {number:6}")
    return 0


def check_everybody(
    store: Store, policies: Mapping[str, Policy], shown: Callable[[int], None]
) -> tuple[int, Counter[tuple[str, str]]]:
    """Reconcile everybody in slices, each a unit of work of its own; `shown` is told how many people that were so far.

    Gives how many people there are, and how many duties of which rule were opened, amended or closed.
    """
    # What lives as long as the process need not be looked at by every collection (docs/decisions).
    gc.collect()
    gc.freeze()
    mended: Counter[tuple[str, str]] = Counter()
    checked, after = 0, ""
    while (found := store.run_now(partial(_slice, policies, after))) is not None:
        checked, after = checked + found.people, found.last
        mended.update((one.rule, one.what) for one in found.changes)
        shown(checked)
    return checked, mended


def _slice(policies: Mapping[str, Policy], after: str, uow: UnitOfWork) -> duties.Slice | None:
    return duties.reconcile_slice(Work(uow, policies, CLOCK), after, AT_ONCE)


COMMAND = Command(
    "reconcile", "work out every duty anew, and mend what differs", _ABOUT, _EXAMPLES, arguments, run
)
