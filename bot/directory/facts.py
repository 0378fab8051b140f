"""The facts column of cases.csv: key=value pairs, with the keys that the case's types declare."""

import re
from collections.abc import Collection, Mapping

from bot.directory.cells import parse_day

_NUMBER = re.compile(r"\d{1,4}(\.\d{1,3})?")
_REMEDY = {
    "yes_no": "yes or no",
    "number": "a number, for example 3",
    "date": "a date as year-month-day, for example 2026-11-30",
    "person": "the id of a person in the store",
}

# Nobody decides that a case is left alone for longer: a higher number is a slip of the keyboard.
MOST_MONTHS = 60
# The facts that clocks count with: those are in whole months.
_COUNTED = {"interval_months": f"a whole number of months from 1 to {MOST_MONTHS}"}

Value = bool | int | float | str


def parse_facts(
    pairs: Collection[str], declared: Mapping[str, str], people: Collection[str]
) -> tuple[dict[str, Value], list[str]]:
    """The facts by key, and what is wrong with the others. `declared`: each key's kind."""
    facts: dict[str, Value] = {}
    problems = []
    for number, pair in enumerate(pairs, start=1):
        key, _, text = (part.strip() for part in pair.partition("="))
        if key not in declared:
            keys = ", ".join(sorted(declared)) or "none"
            problems.append(
                f"the key of fact {number} is not one this case's types declare. They declare: {keys}."
            )
        elif key in facts:
            problems.append(f"{key} is there twice. Take one of them out.")
        elif (value := _value(declared[key], text, people)) is None or not _can_be(key, value):
            problems.append(f"{key} must be {_COUNTED.get(key, _REMEDY[declared[key]])}.")
        else:
            facts[key] = value
    return facts, problems


def _can_be(key: str, value: Value) -> bool:
    return key not in _COUNTED or (isinstance(value, int) and 1 <= value <= MOST_MONTHS)


def _value(kind: str, text: str, people: Collection[str]) -> Value | None:
    match kind:
        case "yes_no":
            return {"yes": True, "no": False}.get(text)
        case "number":
            if not _NUMBER.fullmatch(text):
                return None
            return float(text) if "." in text else int(text)
        case "date":
            day = parse_day(text)
            return day.isoformat() if day else None
        case _:
            return text if text in people else None
