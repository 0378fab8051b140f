"""Dates and instants: months that are too short, and where a local day ends."""

from calendar import monthrange
from datetime import UTC, date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

_LAST_SECOND = time(23, 59, 59)


@lru_cache(maxsize=4096)
def add_months(day: date, months: int) -> date:
    """The same day so many months later (or earlier); a day that does not exist becomes the month's last."""
    year, index = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, index + 1, min(day.day, monthrange(year, index + 1)[1]))


def last_day_of_month(day: date) -> date:
    """The last day, working or not, of the month this day lies in."""
    return day.replace(day=monthrange(day.year, day.month)[1])


@lru_cache(maxsize=4096)
def at_local(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """The UTC instant at which the clock on the wall shows this time on this day."""
    return datetime.combine(day, clock, zone).astimezone(UTC)


def day_ends(day: date, zone: ZoneInfo) -> datetime:
    """The UTC instant of a local day's last second: what is due on a day is in time until then."""
    return at_local(day, _LAST_SECOND, zone)


def local_day(value: date, zone: ZoneInfo) -> date:
    """The local day of a day (itself) or of an instant. Raises ValueError for an instant without a zone."""
    if not isinstance(value, datetime):
        return value
    if value.tzinfo is None:
        raise ValueError("An instant must say its time zone.")
    return _day_of(value, zone)


@lru_cache(maxsize=4096)
def _day_of(instant: datetime, zone: ZoneInfo) -> date:
    return instant.astimezone(zone).date()


def written(day: date) -> str:
    """A day as people write it: 4 January 2027."""
    return f"{day.day} {day:%B %Y}"
