"""Reading a number as people type it, and a length of time: ``two``; ``90 mins``, ``an hour``, ``1h30``, ``1.5 hours``."""

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
_WORDS: Final = (
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
_NUMBERS: Final = {word: number for number, word in enumerate(_WORDS, 1)} | {"a": 1, "an": 1}


def in_figures(text: str) -> str:
    """A number up to twelve that is written out, in figures; anything else as it is."""
    return str(_WORDS.index(said) + 1) if (said := text.casefold()) in _WORDS else text


def in_minutes(text: str) -> str:
    """The minutes of a length, in figures; what is no length of time that way stays as it is."""
    said = " ".join(text.casefold().replace(",", " ").split())
    for pattern in _PATTERNS:
        if found := pattern.fullmatch(said):
            parts = found.groupdict()
            hours, minutes = parts.get("hours") or "0", int(parts.get("minutes") or 0)
            whole = _NUMBERS[hours] if hours in _NUMBERS else float(hours)
            return str(int(whole * 60) + minutes + (30 if parts.get("half") else 0))
    return in_figures(text)
