"""What pydantic found wrong, in words for whoever writes the policy file."""

from collections.abc import Collection

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from supervision.policy.errors import Fault

_REMEDIES = {
    "missing": "is missing: add it.",
    "extra_forbidden": "is not a key that is known here: check its spelling or take it out.",
    "zoneinfo_str": "is not a time zone that is known: write, for instance, Europe/London.",
    "union_tag_not_found": "does not say which kind it is: add kind (a clock) or when (a nudge).",
    **dict.fromkeys(
        ("date_type", "date_parsing", "date_from_datetime_parsing", "date_from_datetime_inexact"),
        "must be a date without quotes and without a time: 2026-04-01.",
    ),
    **dict.fromkeys(("time_type", "time_parsing"), "must be a time without quotes: 09:00:00."),
    **dict.fromkeys(("tuple_type", "list_type"), 'must be a list in square brackets: ["one", "other"].'),
    **dict.fromkeys(
        ("model_type", "model_attributes_type", "dict_type"),
        "must be a table: names with their values in braces, or under a heading of its own in single square brackets.",
    ),
    **dict.fromkeys(("bool_type", "bool_parsing"), "must be true or false, without quotes."),
    "string_type": "must be text in quotes.",
    "string_too_short": "is empty: write something.",
}
_WORDS = {
    "Input should be": "must be",
    "a valid integer": "a whole number",
    "greater than or equal to": "at least",
    "less than or equal to": "at most",
}
# Filled in from elsewhere in the file: what is wrong there is told there, and not again for each rule.
_FILLED_IN = ("authority", "id")


def faults_of(found: ValidationError, file: str, data: object) -> tuple[Fault, ...]:
    """Each error as a fault of this file, its key as the file writes it: what follows from another error is left out."""
    errors = found.errors()
    places = {error["loc"] for error in errors}
    first = [error for error in errors if not _follows(error, places)]
    return tuple(Fault(file, _key(error, data), _problem(error)) for error in first or errors)


def _follows(error: ErrorDetails, places: Collection[tuple[int | str, ...]]) -> bool:
    """Whether it is there only because of another: of what was filled in, and a list that is empty without its faulty
    entries.
    """
    at = error["loc"]
    if error["type"] == "too_short":
        return any(len(one) > len(at) and one[: len(at)] == at for one in places)
    if at[-1:] == ("holds_from",):
        return at[0] == "rules" and ("document", "holds_from") in places
    if at[-2:] == ("clause", "document"):
        return any(one[:1] == ("document",) for one in places)
    return len(at) > 1 and at[-1] in _FILLED_IN


def _problem(error: ErrorDetails) -> str:
    if remedy := _REMEDIES.get(error["type"]):
        return remedy
    context = error.get("ctx", {})
    if error["type"] == "union_tag_invalid":
        return f"{context['tag']!r} is not known. Write one of {context['expected_tags']}."
    if error["type"] == "string_pattern_mismatch":
        return f"{error['input']!r} may hold small letters, digits and between words one - (facts: one _)."
    if error["type"] == "literal_error":
        return f"{error['input']!r} is not known. Write one of {context['expected']}."
    if error["type"] == "too_short":
        count = context["min_length"]
        return f"needs at least {count} {'entry' if count == 1 else 'entries'} in its square brackets."
    words = error["msg"].removeprefix("Value error, ")
    for said, ours in _WORDS.items():
        words = words.replace(said, ours)
    return f"{words}."


def _key(error: ErrorDetails, data: object) -> str:
    """The path as the file has it: pydantic puts the names of clock kinds and nudge steps between."""
    parts: list[str] = []
    here: object = data
    for part in error["loc"]:
        follows, here = _followed(here, part)
        if follows or data is None:
            parts.append(str(part))
    if error["type"] == "missing" and data is not None:
        parts.append(str(error["loc"][-1]))
    return ".".join(parts)


def _followed(here: object, part: int | str) -> tuple[bool, object]:
    if isinstance(here, dict) and part in here:
        return True, here[part]
    if isinstance(here, list) and isinstance(part, int):
        return True, here[part]
    return False, here
