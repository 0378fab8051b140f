"""Small helpers on text that is shown or typed."""

from __future__ import annotations

from datetime import date, datetime, tzinfo

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
CUT = " …"


def clean(text: str) -> str:
    """``text`` with line ends as ``\\n`` and without what no database or encoder takes.

    NUL is refused by PostgreSQL, and half a surrogate pair (a client cutting an emoji in two) by UTF-8.
    """
    if text.isascii() and "\r" not in text and "\0" not in text:
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def word(text: str) -> str:
    """Typed text as it is compared with a word that can be typed: capitals, the spaces around it and a mark at its
    end make no difference.
    """
    return " ".join(text.split()).casefold().rstrip(".!?")


def cut(text: str, most: int, mark: str = CUT) -> str:
    """``text``, shortened to ``most`` characters with a mark at its end if it is longer."""
    if len(text) <= most:
        return text
    return text[: max(0, most - len(mark))].rstrip() + mark


def full_date(day: date) -> str:
    """A date as it is read back: ``Tuesday 24 November 2026``. Not by locale, which the server may lack."""
    return f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def full_instant(instant: datetime, zone: tzinfo) -> str:
    """An aware instant as local wall time: ``Tuesday 24 November 2026 at 10:00``."""
    local = instant.astimezone(zone)
    return f"{full_date(local)} at {local.hour:02}:{local.minute:02}"
