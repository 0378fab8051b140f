"""What pydantic found wrong, in words for whoever writes the policy file."""

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from supervision.policy.errors import Fault

_REMEDIES = {
    "missing": "is missing: add it.",
    "extra_forbidden": "is not a key that is known here: check its spelling or take it out.",
    "zoneinfo_str": "is not a time zone that is known: write, for instance, Europe/London.",
    "union_tag_not_found": "does not say which kind it is: add kind (a clock) or when (a nudge).",
}


def faults_of(found: ValidationError, file: str, data: object) -> tuple[Fault, ...]:
    """Each error as a fault of this file, its key as the file writes it."""
    return tuple(Fault(file, _key(error, data), _problem(error)) for error in found.errors())


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
    words = (
        error["msg"]
        .removeprefix("Value error, ")
        .replace("Input should be", "must be")
        .replace("a valid integer", "a whole number")
    )
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
