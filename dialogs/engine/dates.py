"""Reading a day or a time as people type it: ``tomorrow``, ``next Tuesday``, ``23 Nov``, ``24 Nov 2pm``.

A closed grammar that knows when it does not know. Every reader returns all readings that make sense, so that
the person is asked when there are two; nothing is guessed. The day comes before the month, always.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date, time, timedelta
from typing import Literal

from dialogs.exchange.text import DAYS, MONTHS

Direction = Literal["future", "past", "any"]

# Within the years whose bank holidays are known, with room for what is counted from a day.
FIRST_YEAR, LAST_YEAR = 1900, 2090
_WEEK = timedelta(days=7)
_FAR, _NEAR = timedelta(days=270), timedelta(days=95)
_MONTH = "|".join(f"{name[:3]}(?:{name[3:]})?".lower() for name in MONTHS) + "|sept"
_DAY = (
    "mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs?(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"
)
_RELATIVE = {"yesterday": -1, "today": 0, "tomorrow": 1}
_WEEKDAY = re.compile(rf"(?:(next|last|this|on) )?({_DAY})( week)?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NAMED = rf"(?:(?P<weekday>{_DAY}) )?"
_NUMBER = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_PARTS = (
    re.compile(rf"{_NAMED}{_NUMBER}(?: of)? (?P<month>{_MONTH})(?: (?P<year>\d{{4}}|\d{{2}}))?"),
    re.compile(rf"{_NAMED}(?P<month>{_MONTH}) {_NUMBER}(?: (?P<year>\d{{4}}))?"),
    re.compile(rf"{_NAMED}(?P<day>\d{{1,2}})[/.-](?P<month>\d{{1,2}})(?:[/.-](?P<year>\d{{4}}|\d{{2}}))?"),
)
_TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?(?:[:.]00)? ?(am|pm)?")
_HOURS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_SPOKEN = re.compile(
    rf"(half(?: past)?|quarter past|quarter to)? ?(\d{{1,2}}|{'|'.join(_HOURS)})(?: ?o[’']?clock)? ?(am|pm)?"
)
_PAST = {"half": 30, "half past": 30, "quarter past": 15, "quarter to": 45}


def tidy(text: str) -> str:
    """What the patterns below read: lower case, single spaces, no commas."""
    return " ".join(text.casefold().replace(",", " ").split()).removeprefix("on ")


def read_days(text: str, today: date, direction: Direction) -> tuple[date, ...]:
    """Every day ``text`` may mean, earliest first; empty when it is no day. A full date is returned even when
    it lies on the wrong side of ``today``, so that the caller can say so. ``text`` is tidied already."""
    if text in _RELATIVE:
        return (today + timedelta(days=_RELATIVE[text]),)
    if found := _ISO.fullmatch(text):
        return _existing(*(int(part) for part in found.groups()))
    if found := _WEEKDAY.fullmatch(text):
        return tuple(sorted(set(_weekday(found, today, direction))))
    for pattern in _PARTS:
        if found := pattern.fullmatch(text):
            return _written(found, today, direction)
    return ()


def read_times(text: str) -> tuple[time, ...]:
    """Every time of day ``text`` may mean: ``2`` and ``2:30`` may be night or afternoon, ``02:30`` and ``10``
    not; nor may ``half nine``, which is half past nine here."""
    if text in ("noon", "midday", "12 noon"):
        return (time(12),)
    found = _TIME.fullmatch(_in_figures(text))
    if not found:
        return ()
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if minute > 59 or hour > 23 or (half and not 1 <= hour <= 12):
        return ()
    if half:
        return (time(hour % 12 + (12 if half == "pm" else 0), minute),)
    if 1 <= hour <= 7 and len(found[1]) == 1:
        return (time(hour, minute), time(hour + 12, minute))
    return (time(hour, minute),)


def _in_figures(text: str) -> str:
    """A time as it is spoken, in figures: ``half nine`` is ``9:30``. Anything else stays as it is."""
    found = _SPOKEN.fullmatch(text)
    if found is None:
        return text
    past, said, half = found.groups()
    hour = int(said) if said.isdigit() else _HOURS.index(said) + 1
    if past and not 1 <= hour <= 12:
        return text
    if past == "quarter to":
        hour = hour - 1 or 12
    minutes = f":{_PAST[past]:02}" if past else ""
    return f"{hour if past or not said.isdigit() else said}{minutes}{half or ''}"


def split(text: str) -> Iterator[tuple[str, str]]:
    """Ways to take ``text`` apart into a day and a time, either of which may be empty."""
    words = text.replace(" at ", " ").replace(" on ", " ").removeprefix("at ").split(" ")
    for place in range(len(words) + 1):
        yield " ".join(words[:place]), " ".join(words[place:])
        yield " ".join(words[place:]), " ".join(words[:place])


def is_no_day_of_its_month(text: str) -> bool:
    """Whether ``text`` is a date as it would be written, of a day that its month does not have: ``31/4``."""
    found = next((it for pattern in _PARTS if (it := pattern.fullmatch(text))), None)
    if found is None:
        return False
    name, day = found["month"], int(found["day"])
    month = int(name) if name.isdigit() else _month(name)
    # Of a leap year where none is given: 29 February is a day, of another year.
    year = int(found["year"]) if found["year"] else 2028
    return 1 <= month <= 12 and monthrange(max(year, 1), month)[1] < day <= 31


def _existing(year: int, month: int, day: int) -> tuple[date, ...]:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return ()
    try:
        return (date(year, month, day),)
    except ValueError:
        return ()


def _weekday(found: re.Match[str], today: date, direction: Direction) -> Iterator[date]:
    which, name, week = found.groups()
    number = next(i for i, day in enumerate(DAYS) if day.casefold().startswith(name[:3]))
    coming = today + timedelta(days=(number - today.weekday()) % 7)
    gone = today - timedelta(days=(today.weekday() - number) % 7)
    monday = today - timedelta(days=today.weekday())
    in_week = monday + timedelta(days=number)
    if week:
        yield coming + _WEEK
    elif which == "next":
        # Said on a Monday, "next Tuesday" is tomorrow to some and in eight days to others.
        yield coming if coming > today else coming + _WEEK
        yield in_week + _WEEK
    elif which == "last":
        yield gone if gone < today else gone - _WEEK
        yield in_week - _WEEK
    elif which == "this":
        yield in_week
    else:
        if direction != "past":
            yield coming
        if direction != "future":
            yield gone
        if coming == today:
            yield today + _WEEK if direction != "past" else today - _WEEK


def _written(found: re.Match[str], today: date, direction: Direction) -> tuple[date, ...]:
    day, year, name = int(found["day"]), found["year"], found["month"]
    month = int(name) if name.isdigit() else _month(name)
    if year:
        return _existing(int(year) + (2000 if len(year) == 2 else 0), month, day)
    after = _first(month, day, range(today.year, today.year + 9), lambda it: it >= today)
    before = _first(month, day, range(today.year, today.year - 9, -1), lambda it: it <= today)
    if before is not None and after is not None and direction != "any":
        near, far = (before, after) if direction == "future" else (after, before)
        # "20/11", typed on 23 November for a session, may be a slip and may be the next year's: the caller asks.
        if abs(far - today) > _FAR and abs(near - today) < _NEAR:
            return tuple(sorted((near, far)))
    wanted = {"future": {after}, "past": {before}, "any": {before, after}}[direction]
    return tuple(sorted(it for it in wanted if it is not None))


def _month(name: str) -> int:
    return next(i for i, month in enumerate(MONTHS, 1) if month.casefold().startswith(name[:3]))


def _first(month: int, day: int, years: range, fits: Callable[[date], bool]) -> date | None:
    for year in years:
        for it in _existing(year, month, day):
            if fits(it):
                return it
    return None


def named_weekday(text: str) -> int | None:
    """The day of the week a full date was written with, Monday being 0, to hold it against the calendar."""
    found = re.match(rf"({_DAY}) .*\d", text)
    return next(i for i, day in enumerate(DAYS) if day.casefold().startswith(found[1][:3])) if found else None
