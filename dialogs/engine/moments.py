"""From the readings of a typed day or time to the one that is kept, or the question which was meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Final

from dialogs.engine import dates
from dialogs.engine.dates import Direction
from dialogs.engine.problem import Problem
from dialogs.engine.words import Wording
from dialogs.exchange.message import Option
from dialogs.exchange.text import full_date, full_instant

_MONTHS: Final = timedelta(days=300)
_OTHER_YEAR: Final[Mapping[Direction, str]] = {"future": "passed_this_year", "past": "ahead_this_year"}


def read_day(text: str, direction: Direction, wording: Wording) -> date:
    """The local day meant. Raises Problem: unread, on the wrong side of today, or of several meanings."""
    today = _today(wording)
    tidied = dates.tidy(text)
    days = dates.read_days(tidied, today, direction)
    if not days:
        raise Problem(wording("no_such_day" if dates.is_no_day_of_its_month(tidied) else "not_date"))
    _check_weekday(tidied, days, wording)
    fitting = [day for day in days if _fits(day, today, direction)]
    if not fitting:
        raise Problem(wording("passed" if direction == "future" else "ahead", when=days[0]))
    options = tuple(Option(day.isoformat(), full_date(day)) for day in fitting)
    if len(fitting) > 1:
        raise Problem(wording("which"), options)
    if other := _of_another_year(days, fitting[0]):
        raise Problem(wording(_OTHER_YEAR[direction], when=other), options)
    return fitting[0]


def read_instant(text: str, direction: Direction, wording: Wording) -> datetime:
    """The instant meant, in UTC, of a day and time in local words. Raises Problem as ``read_day`` does."""
    now, zone = _now(wording), wording.zone
    if exact := _from_iso(text):
        found = [exact] if exact.utcoffset() is not None else list(_instants(exact, zone))
        if not found:
            raise Problem(wording("no_such_time"))
    else:
        found = _from_words(dates.tidy(text), direction, wording)
    fitting = sorted({it.astimezone(UTC) for it in found if _fits(it, now, direction)})
    if not fitting:
        raise Problem(wording("passed" if direction == "future" else "ahead", when=found[0]))
    options = tuple(_reading(it, wording) for it in fitting)
    if len(fitting) > 1:
        raise Problem(wording("which"), options)
    if other := _of_another_year(found, fitting[0]):
        raise Problem(wording(_OTHER_YEAR[direction], when=other), options)
    return fitting[0]


def written(instant: datetime, zone: tzinfo) -> str:
    """An instant as its field holds it: local, with the offset only where the wall time alone has two
    meanings."""
    local = instant.astimezone(zone)
    wall = local.replace(tzinfo=None)
    twice = len(tuple(_instants(wall, zone))) > 1
    return (local if twice else wall).isoformat(timespec="minutes")


def _of_another_year(found: Sequence[date], fitting: date) -> date | None:
    """A reading in the year before or after the one that fits: a year was not typed, and may not be meant."""
    return next((one for one in found if abs(one - fitting) > _MONTHS), None)


def _from_iso(text: str) -> datetime | None:
    if "-" not in text or ":" not in text:
        return None
    try:
        exact = datetime.fromisoformat(text.strip().upper()).replace(second=0, microsecond=0)
    except ValueError:
        return None
    # At either end of the calendar a change of time zone would leave it.
    return exact if dates.FIRST_YEAR <= exact.year <= dates.LAST_YEAR else None


def _from_words(text: str, direction: Direction, wording: Wording) -> list[datetime]:
    today = _today(wording)
    walls: set[datetime] = set()
    lone: tuple[date, ...] = dates.read_days(text, today, direction)
    for day_part, time_part in dates.split(text):
        days = dates.read_days(day_part, today, direction)
        times = dates.read_times(time_part)
        if days and times:
            _check_weekday(day_part, days, wording)
        walls |= {datetime.combine(day, time) for day in days for time in times}
    if not walls:
        raise _no_instant(text, [it for it in lone if _fits(it, today, direction)] or lone, wording)
    found = [it for wall in sorted(walls) for it in _instants(wall, wording.zone)]
    if not found:
        raise Problem(wording("no_such_time"))
    return found


def _no_instant(text: str, lone: Sequence[date], wording: Wording) -> Problem:
    """What is to be added to what was typed, or to be put right in it."""
    if lone:
        return Problem(wording("no_time", day=lone[0]))
    if dates.read_times(text):
        return Problem(wording("no_day", time=text))
    parts = {text, *(day for day, time in dates.split(text) if dates.read_times(time))}
    wrong = any(dates.is_no_day_of_its_month(part) for part in parts)
    return Problem(wording("no_such_day" if wrong else "not_datetime"))


def _instants(wall: datetime, zone: tzinfo) -> Iterator[datetime]:
    """The instants at which clocks show ``wall``: none in the hour left out in spring, two in the hour
    repeated in autumn."""
    seen = set()
    for fold in (0, 1):
        instant = wall.replace(tzinfo=zone, fold=fold).astimezone(UTC)
        if instant.astimezone(zone).replace(tzinfo=None) == wall and instant not in seen:
            seen.add(instant)
            yield instant


def _reading(instant: datetime, wording: Wording) -> Option:
    value, when = written(instant, wording.zone), full_instant(instant, wording.zone)
    if len(value) > len("2026-11-24T10:00"):
        season = "summer" if instant.astimezone(wording.zone).dst() else "winter"
        return Option(value, wording(season, when=when))
    return Option(value, when)


def _check_weekday(text: str, days: tuple[date, ...], wording: Wording) -> None:
    named = dates.named_weekday(text)
    if named is not None and all(day.weekday() != named for day in days):
        raise Problem(wording("other_weekday", day=days[0]))


def _fits(moment: date, bound: date, direction: Direction) -> bool:
    return direction == "any" or (moment >= bound if direction == "future" else moment <= bound)


def _today(wording: Wording) -> date:
    today = wording.facts["today"]
    if type(today) is not date:
        raise TypeError("the fact today is no local date")
    return today


def _now(wording: Wording) -> datetime:
    now = wording.facts["now"]
    if not isinstance(now, datetime) or now.utcoffset() is None:
        raise TypeError("the fact now is no aware instant")
    return now
