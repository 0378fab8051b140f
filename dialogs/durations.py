"""Reading a length of time as people type it: ``90 mins``, ``an hour``, ``1h30``, ``an hour and a half``, ``1.5 hours``."""

import re
from typing import Final

_HOURS = r"(?P<hours>an?|one|two|three|four|\d{1,2}(?:\.(?:5|25|75))?) ?(?:hours?|hrs?|h)"
_MINUTES = r"(?P<minutes>\d{1,3}) ?(?:minutes?|mins?|m)?"
_PATTERNS: Final = (
    re.compile(rf"{_HOURS}(?P<half> and a half)?"),
    re.compile(rf"{_HOURS} ?(?:and )?{_MINUTES}"),
    re.compile(r"(?P<minutes>\d{1,3}) ?(?:minutes?|mins?|m)"),
    re.compile(r"(?P<half>half an hour)"),
)
_NUMBERS: Final = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4}


def in_minutes(text: str) -> str:
    """The minutes of a length, in figures; what is no length of time that way stays as it is."""
    said = " ".join(text.casefold().replace(",", " ").split())
    for pattern in _PATTERNS:
        if found := pattern.fullmatch(said):
            parts = found.groupdict()
            hours, minutes = parts.get("hours") or "0", int(parts.get("minutes") or 0)
            whole = _NUMBERS[hours] if hours in _NUMBERS else float(hours)
            return str(int(whole * 60) + minutes + (30 if parts.get("half") else 0))
    return text
