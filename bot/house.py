"""The house put together: store, policies, turns and sweep, for whichever channel is given. Nothing happens at import."""

import logging
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from bot.channels import Channel
from bot.post import HousePost
from bot.turn import Turns
from scheduler.dispatch import Dispatcher
from scheduler.recurring import Calendar, InSlices, Job
from scheduler.sweep import Sweep
from scheduler.ticker import Ticker
from scheduler.timely import Timely
from storage.store import Store
from storage.unit import UnitOfWork
from supervision import duties
from supervision.notices import AT_ONCE
from supervision.policy import Policy, at_local
from supervision.updates import clock as updates
from supervision.work import CLOCK, Work

log = logging.getLogger(__name__)

# After the hours in which a change of clocks could skip or repeat it, before anybody is at work.
NIGHTLY_HOUR = 4


@dataclass(frozen=True, slots=True)
class House:
    """One running bot."""

    store: Store
    policies: Mapping[str, Policy]
    turns: Turns
    sweep: Sweep
    ticker: Ticker


def build(
    store: Store, policies: Mapping[str, Policy], channel: Channel, further: tuple[Job, ...] = ()
) -> House:
    """Put a house together around a store; `further` is recurring work beside the nightly check of all duties."""
    nightly = InSlices("reconcile", partial(next_night, policies), partial(_reconcile, policies))
    calendar = Calendar(store, (nightly, *further))
    post = HousePost(policies, channel)
    timely = Timely(store, partial(_settle_clocks, policies), Dispatcher(store, post), AT_ONCE)
    sweep = Sweep(store, partial(_settle_due, policies), calendar, Dispatcher(store, post), timely)
    return House(store, policies, Turns(store, policies), sweep, Ticker(sweep))


def _settle_due(policies: Mapping[str, Policy], uow: UnitOfWork) -> int:
    return duties.settle_due(Work(uow, policies, CLOCK))


def _settle_clocks(policies: Mapping[str, Policy], uow: UnitOfWork) -> int:
    return updates.settle_due(Work(uow, policies, CLOCK))


def _reconcile(policies: Mapping[str, Policy], uow: UnitOfWork, after: str) -> str | None:
    checked = duties.reconcile_slice(Work(uow, policies, CLOCK), after)
    if checked is None:
        return None
    if checked.changes:
        what = Counter(f"{one.rule} {one.what}" for one in checked.changes)
        log.warning("the nightly check mended what nobody had settled: %s", dict(what))
    return checked.last


def next_night(policies: Mapping[str, Policy], last: datetime) -> datetime:
    """The next instant after another at which it is the hour of nightly work."""
    zone = next(iter(policies.values())).timezone
    day = last.astimezone(zone).date()
    hour = datetime.min.time().replace(hour=NIGHTLY_HOUR)
    tonight = at_local(day, hour, zone)
    return tonight if tonight > last else at_local(day + timedelta(days=1), hour, zone)
