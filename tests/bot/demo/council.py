"""The fictional council loaded at an instant, and a walk through the days after it."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.demo import load_council
from bot.house import build
from bot.settings import Settings
from dialogs.exchange.as_json import message_to_json
from dialogs.exchange.message import Message
from scheduler.sending import Outcome, Sent
from storage.queries import people
from storage.store import Store, open_store
from storage.tables import Person
from supervision import duties
from supervision.duties import Change, Entry
from supervision.policy import Policy, instant
from supervision.work import CLOCK, Work
from tests.support.stores import KEYRING, Clock, Place

LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True, slots=True)
class Heard:
    """One message that left by itself."""

    person: str
    at: datetime
    message: Message

    @property
    def everything(self) -> str:
        """All that the message says and offers."""
        return json.dumps(message_to_json(self.message), ensure_ascii=False)


@dataclass(slots=True)
class Council:
    """The council in a store. `heard` is everything that has left, in order."""

    store: Store
    clock: Clock
    policies: Mapping[str, Policy]
    today: date
    heard: list[Heard] = field(default_factory=list)

    async def deliver(self, person_id: str, message: Message, key: str) -> Outcome:
        """Be the channel: whatever is sent is heard."""
        self.heard.append(Heard(person_id, self.clock.now, message))
        return Sent()

    async def until(self, end: datetime) -> list[Heard]:
        """Let time pass up to an instant, as the local page's clock does; gives what was heard on the way."""
        already, sweep = len(self.heard), build(self.store, self.policies, self).sweep
        await sweep.run_once()
        while (soonest := await sweep.next_instant()) is not None and soonest <= end:
            self.clock.now = max(soonest, self.clock.now)
            await sweep.run_once()
        self.clock.now = end
        await sweep.run_once()
        return self.heard[already:]

    async def at_once(self) -> list[Heard]:
        """What is heard without time passing."""
        return await self.until(self.clock.now)

    def next_morning(self) -> datetime:
        """The morning of the first working day after today."""
        policy = self.policies["central-bedfordshire"]
        return instant(policy.calendar.add_working_days(self.today, 1), policy)

    def everyone(self) -> list[Person]:
        return self.store.read_now(people.everyone)

    def entries(self, person_id: str, side: str = "owes") -> list[Entry]:
        """What somebody owes, or is owed."""
        found = self.store.read_now(
            lambda uow: duties.entries(Work(uow, self.policies, person_id), person_id)
        )
        return [one for one in found if one.side == side]

    def reconcile(self) -> list[Change]:
        return self.store.run_now(lambda uow: duties.reconcile(Work(uow, self.policies, CLOCK)))


def load(place: Place, data: Path, now: datetime) -> None:
    """Make the council as a newcomer's first start makes it at an instant."""
    with _open(place, _clock(now)) as store:
        load_council(store, Settings(data=data))


@contextmanager
def found(place: Place, data: Path, now: datetime) -> Iterator[Council]:
    """A council that was loaded, at an instant."""
    clock = _clock(now)
    with _open(place, clock) as store:
        policies = Settings(data=data).policies()
        yield Council(store, clock, policies, clock.now.astimezone(LONDON).date())


def _open(place: Place, clock: Clock) -> Store:
    return open_store(place, KEYRING, clock, durable=False)


def _clock(now: datetime) -> Clock:
    clock = Clock()
    clock.now = now.astimezone(UTC)
    return clock


def days(first: date, last: date) -> Iterator[date]:
    """Each day from one to another."""
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)
