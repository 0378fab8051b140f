"""`reconcile`: every duty worked out anew from the facts, slice by slice, beside a running bot."""

import argparse
import gc
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from bot.cli.arguments import add_data, add_json
from bot.cli.command import Command
from bot.cli.counting_by import counting_by
from bot.cli.finding import listed
from bot.cli.ledger_checks import STAY
from bot.cli.looking import Opening, processes, settle_in, slices_to_mend
from bot.cli.opening import existing_store
from bot.cli.progress import progress_for
from bot.cli.without_policy import REMEDY, said
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
bot: a hundred people at a time, between which answers have their turn. Run a second time it finds nothing. Exit
code 1 when somebody's duties could not be worked out: it names them."""
_EXAMPLES = """\
  supervision-bot reconcile
  supervision-bot reconcile --data council --json"""

AT_ONCE = 100
"""How many people are checked in one unit of work: nobody's answer waits for more than these."""
FEWEST = 2
"""Processes that look beside this one which writes; a single one would only be in its way."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    add_data(parser)
    add_json(parser)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Check everybody and say what was mended; 1 where somebody's duties could not be settled.

    Raises SaidNo where there is no store.
    """
    opening = partial(_opened, settings.at(options.data))
    store, policies = opening()
    with store:
        store.run_now(lambda uow: duties.keep_policy_texts(Work(uow, policies, CLOCK)))
        works_for = store.read_now(people.authorities)
        everybody, lacking = list(works_for), said(works_for.values(), policies)
        show = progress_for(len(everybody))
        mended, unsettled = check_everybody(
            store, policies, everybody, opening, partial(show, "people checked")
        )
    checked = len(everybody)
    if options.json:
        found = [{"rule": rule, "what": what, "duties": n} for (rule, what), n in sorted(mended.items())]
        print(json.dumps({"people": checked, "mended": found, "unsettled": unsettled}, indent=2))
        return 1 if unsettled else 0
    print(f"{checked} {'person' if checked == 1 else 'people'} checked. ", end="")
    print("Mended:" if mended else "There was nothing to mend.")
    for (rule, what), number in sorted(mended.items()):
        print(f"  {rule:32} {what:8} {number:6}")
    if not unsettled:
        return 0
    print(f"{len(unsettled)} could not be settled: {listed(unsettled)}. {STAY}")
    if lacking:
        print(f"{lacking}. {REMEDY}")
    return 1


def check_everybody(
    store: Store,
    policies: Mapping[str, Policy],
    everybody: Sequence[str],
    opening: Opening,
    shown: Callable[[int, int], None],
) -> tuple[Counter[tuple[str, str]], list[str]]:
    """Reconcile everybody in slices, each a unit of work of its own; `shown` is told how many people that were so far,
    and of how many. Many people are looked through in several processes, and only what is to be mended is settled here.

    Gives how many duties of which rule were opened, amended or closed, and the ids of those whose could not be settled.
    """
    usual = gc.get_threshold()
    settle_in()
    slices = ["", *everybody[AT_ONCE - 1 : -1 : AT_ONCE]]
    workers = processes(len(everybody))
    to_mend = slices_to_mend(opening, slices, AT_ONCE, workers) if workers >= FEWEST else iter(slices)
    mended: Counter[tuple[str, str]] = Counter()
    unsettled: list[str] = []
    try:
        for number, after in enumerate(to_mend, start=1):
            found = store.run_now(partial(_slice, policies, after)) if after is not None else None
            if found is not None:
                mended.update((one.rule, one.what) for one in found.changes)
                unsettled += found.unsettled
            shown(min(number * AT_ONCE, len(everybody)), len(everybody))
    finally:
        gc.set_threshold(*usual)
    return mended, unsettled


def _opened(settings: Settings) -> tuple[Store, Mapping[str, Policy]]:
    store = existing_store(settings)
    return store, counting_by(settings, store, settings.policies()).policies


def _slice(policies: Mapping[str, Policy], after: str, uow: UnitOfWork) -> duties.Slice | None:
    return duties.reconcile_slice(Work(uow, policies, CLOCK), after, AT_ONCE)


COMMAND = Command(
    "reconcile", "work out every duty anew, and mend what differs", _ABOUT, _EXAMPLES, arguments, run
)
