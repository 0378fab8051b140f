"""What `explain` is told of a duty: the dates and numbers that clocks name, and what is recorded of a case."""

import argparse
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import get_args

from bot.directory.facts import parse_facts
from supervision.policy import Policy, at_local
from supervision.policy.conditions import CaseFacts
from supervision.policy.inputs import INPUT_WORDS, InputName
from supervision.policy.vocabulary import OPENING_NAMES
from supervision.work import SaidNo

_NUMBERS = ("plan_review_months", "interval_months", "weekly_minutes", "agreed_weeks")
_MOST = 7 * 24 * 60
"""The minutes of a week are the largest of them."""
_INSTANT = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2})(Z|[+-]\d{2}:\d{2})?)?")
# A day, an instant by the clock on the wall, or a whole number.
Given = tuple[str, date | int, time | None]


def given(text: str) -> Given:
    """One input as an argument: returned=2026-11-16, start=2026-11-02T14:00, interval_months=2. A time is by the clock on
    the wall, or says its offset: one that comes twice in a night is told apart so.

    Raises ArgumentTypeError, which argparse shows as wrong usage.
    """
    name, _, value = text.partition("=")
    if name not in get_args(InputName):
        known = "; ".join(f"{one} ({words})" for one, words in INPUT_WORDS.items())
        raise argparse.ArgumentTypeError(f"{name} is no input of a clock. Write one of: {known}")
    if name in _NUMBERS:
        if not value.isdigit() or not 1 <= int(value) <= _MOST:
            raise argparse.ArgumentTypeError(f"write {name} as a whole number, for example {name}=2")
        return name, int(value), None
    found = _INSTANT.fullmatch(value)
    try:
        if found and found[3]:
            return name, datetime.fromisoformat(value).astimezone(UTC), None
        if found:
            clock = time.fromisoformat(found[2]) if found[2] else None
            return name, date.fromisoformat(found[1]), clock
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(
        f"write {name} as year-month-day, or with a time: {name}=2026-12-23, {name}=2026-12-23T14:00"
    )


def inputs_of(options: argparse.Namespace, policy: Policy, today: date) -> dict[str, date | int]:
    """All inputs by name, `start` today where it is left out, also under the name that clocks have for what opens
    the rule. Raises SaidNo for one that is given twice.
    """
    named: list[Given] = [
        (name, day, None)
        for name in ("start", "planned", "returned")
        if (day := getattr(options, name)) is not None
    ]
    found: dict[str, date | int] = {}
    for name, value, clock in (*named, *options.given):
        if name in found:
            raise SaidNo(f"{name} is given twice. Take one of them out.")
        has_time = clock is not None and isinstance(value, date)
        found[name] = at_local(value, clock, policy.timezone) if has_time else value
    start = found.get("start", today)
    opening = OPENING_NAMES.get(policy.rules[options.rule].opened_by)
    return {"start": start, **({opening: start} if opening else {}), **found}


def facts_of(pairs: Sequence[str], types: Sequence[str], policy: Policy) -> CaseFacts:
    """What is recorded of a case, as its types declare it. Raises SaidNo for a type or a fact that is not declared."""
    if unknown := [one for one in types if one not in policy.case_types]:
        known = "\n".join(f"  {one}" for one in sorted(policy.case_types))
        raise SaidNo(
            f"There is no case type {unknown[0]} in the policy of {policy.name}. There are:\n{known}"
        )
    declared: Mapping[str, str] = {
        name: kind for one in types for name, kind in policy.case_types[one].facts.items()
    }
    people = {pair.partition("=")[2].strip() for pair in pairs}
    facts, problems = parse_facts(pairs, declared, people)
    if problems:
        raise SaidNo("\n".join(f"{problem[:1].upper()}{problem[1:]}" for problem in problems))
    return facts
