"""Where a local day begins, as an instant."""

from datetime import date, datetime, time, timedelta

from supervision.policy import Policy, at_local


def day_begins(day: date, policy: Policy) -> datetime:
    """The first instant (UTC) of a local day."""
    return at_local(day, time(0), policy.timezone)


def day_is_over(day: date, policy: Policy) -> datetime:
    """The first instant (UTC) after a local day."""
    return day_begins(day + timedelta(days=1), policy)
