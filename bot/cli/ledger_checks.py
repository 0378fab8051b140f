"""What the doctor looks at in the ledger: whether everybody's duties can be worked out."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from bot.cli.counting_by import counting_by
from bot.cli.finding import Finding, listed
from bot.cli.looking import agree
from bot.cli.without_policy import REMEDY, said
from bot.settings import Settings
from storage.queries import people
from storage.store import Store
from storage.unit import UnitOfWork
from supervision import duties
from supervision.policy import Policy, PolicyError
from supervision.work import CLOCK, Work

STAY = (
    "Their duties stay as they were; the lines on standard error say why. Put right what was last imported about them, or "
    "show those lines to whoever looks after the bot."
)
"""What is said of those whose duties cannot be settled, here and by `reconcile`."""
AT_ONCE = 100
"""How many people are looked at in one unit of work."""


class _TakenBack(Exception):
    """What was tried is not kept; with those whose duties could not be settled."""

    def __init__(self, unsettled: tuple[str, ...]) -> None:
        super().__init__()
        self.unsettled = unsettled


def ledger(settings: Settings, store: Store) -> Iterator[Finding]:
    """Nothing where the policies cannot be read: that stands in a line of its own."""
    try:
        policies = counting_by(settings, store, settings.policies()).policies
    except PolicyError:
        return
    works_for = store.read_now(people.authorities)
    if lacking := said(works_for.values(), policies):
        yield Finding("authorities", lacking, REMEDY)
    served = {one for one, authority in works_for.items() if authority in policies}
    unsettled = [one for one in _unsettled(store, policies, list(works_for)) if one in served]
    if unsettled:
        yield Finding("duties", f"cannot be worked out about {listed(unsettled)}", STAY)
    elif served:
        yield Finding("duties", "can be worked out about everybody")


def _unsettled(store: Store, policies: Mapping[str, Policy], ids: Sequence[str]) -> Iterator[str]:
    """Those whose duties cannot be settled. Only where something would be mended is it tried, and taken back."""
    for after in ["", *ids[AT_ONCE - 1 : -1 : AT_ONCE]]:
        if not agree(store, policies, after, AT_ONCE):
            try:
                store.run_now(partial(_try, policies, after))
            except _TakenBack as tried:
                yield from tried.unsettled


def _try(policies: Mapping[str, Policy], after: str, uow: UnitOfWork) -> None:
    checked = duties.reconcile_slice(Work(uow, policies, CLOCK), after, AT_ONCE)
    raise _TakenBack(checked.unsettled if checked is not None else ())
