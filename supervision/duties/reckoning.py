"""By when a duty is due and what its inputs are, as they stand in its row: worked out once for equal inputs.

In an authority many duties have the same rule and the same dates. What was worked out is kept for the process; it
depends on nothing but the policy's text, which its version stands for.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

from supervision.duties.days import day_is_over
from supervision.policy import Due, Policy, end_of_day

MOST = 6_000


class Reckoned(NamedTuple):
    """A row's inputs and dates; `over_at` is when the day it is due on is over, `waiting` the reason its clock stands still,
    if it does.
    """

    inputs: dict[str, str | int]
    due_on: date | None
    due_at: datetime | None
    over_at: datetime | None
    waiting: str


_kept: dict[tuple[object, ...], Reckoned] = {}


def reckon(policy: Policy, rule: str, inputs: Mapping[str, date | int], *, undated: bool) -> Reckoned:
    """What a duty under a rule with these inputs has in its row. Raises CalendarError as `Rule.due` does."""
    # A date and an instant of it may be equal to nothing else; their kind need not be part of the key.
    key = (policy.version, rule, undated, *inputs.items())
    found = _kept.get(key)
    if found is None:
        if len(_kept) >= MOST:
            _kept.clear()
        found = _kept[key] = _reckoned(policy, rule, inputs, undated=undated)
    return found


def _reckoned(policy: Policy, rule: str, inputs: Mapping[str, date | int], *, undated: bool) -> Reckoned:
    due = Due("no_number") if undated else policy.rules[rule].due(inputs, policy.calendar)
    stored = {name: one if isinstance(one, int) else one.isoformat() for name, one in inputs.items()}
    waiting = f"waiting-{due.waiting_for}" if due.status == "paused" else ""
    if due.on is None:
        return Reckoned(stored, None, None, None, waiting)
    at = due.at or end_of_day(due.on, policy)
    return Reckoned(stored, due.on, at, day_is_over(due.on, policy), waiting)
