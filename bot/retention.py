"""What is kept long enough goes every night, a slice at a time, if the settings say how long that is."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import partial

from bot.house import next_night
from bot.settings import Settings
from scheduler.recurring import InSlices
from storage import retention
from storage.unit import UnitOfWork
from supervision.policy import Policy, add_months
from supervision.work import CLOCK


def nightly(settings: Settings, policies: Mapping[str, Policy]) -> tuple[InSlices, ...]:
    """The nightly work; none where everything is kept."""
    if not settings.keep_months:
        return ()
    work = partial(_slice, settings, policies)
    return (InSlices("retention", partial(next_night, policies), work),)


def day_before(policies: Mapping[str, Policy], now: datetime, months: int) -> date:
    """The local day so many months ago: what is from before it is old."""
    zone = next(iter(policies.values())).timezone
    return add_months(now.astimezone(zone).date(), -months)


def _slice(settings: Settings, policies: Mapping[str, Policy], uow: UnitOfWork, after: str) -> str | None:
    """Some of one class; the mark is how many classes are done with."""
    done = int(after or 0)
    which, months = settings.keep_months[done]
    if not retention.remove(uow, which, day_before(policies, uow.now, months), CLOCK):
        done += 1
    return str(done) if done < len(settings.keep_months) else None
