"""The house put together: store, policies, turns and sweep, for whichever channel is given. Nothing happens at import."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from bot.channels import Channel
from bot.post import HousePost
from bot.turn import Turns
from scheduler.dispatch import Dispatcher
from scheduler.recurring import Calendar, Recurring
from scheduler.sweep import Sweep
from scheduler.ticker import Ticker
from storage.store import Store
from storage.unit import UnitOfWork
from supervision import duties
from supervision.policy import Policy, at_local
from supervision.updates.clock import settle_due as settle_updates
from supervision.work import CLOCK, Work

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


def build(store: Store, policies: Mapping[str, Policy], channel: Channel) -> House:
    """Put a house together around a store."""
    nightly = Recurring("reconcile", partial(_next_night, policies), partial(_reconcile, policies))
    calendar = Calendar(store, (nightly,))
    sweep = Sweep(
        store, partial(_settle_due, policies), calendar, Dispatcher(store, HousePost(policies, channel))
    )
    return House(store, policies, Turns(store, policies), sweep, Ticker(sweep))


def _settle_due(policies: Mapping[str, Policy], uow: UnitOfWork) -> int:
    work = Work(uow, policies, CLOCK)
    return settle_updates(work) + duties.settle_due(work)


def _reconcile(policies: Mapping[str, Policy], uow: UnitOfWork) -> None:
    duties.reconcile(Work(uow, policies, CLOCK))


def _next_night(policies: Mapping[str, Policy], last: datetime) -> datetime:
    zone = next(iter(policies.values())).timezone
    day = last.astimezone(zone).date()
    hour = datetime.min.time().replace(hour=NIGHTLY_HOUR)
    tonight = at_local(day, hour, zone)
    return tonight if tonight > last else at_local(day + timedelta(days=1), hour, zone)
