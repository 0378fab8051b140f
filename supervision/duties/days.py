"""Where a local day begins, as an instant."""

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from supervision.policy import Policy, at_local

_MIDNIGHT = time(0)


def day_begins(day: date, policy: Policy) -> datetime:
    """The first instant (UTC) of a local day."""
    return at_local(day, _MIDNIGHT, policy.timezone)


def day_is_over(day: date, policy: Policy) -> datetime:
    """The first instant (UTC) after a local day."""
    return _next_day_begins(day, policy.timezone)


@lru_cache(maxsize=4096)
def _next_day_begins(day: date, timezone: ZoneInfo) -> datetime:
    return at_local(day + timedelta(days=1), _MIDNIGHT, timezone)
