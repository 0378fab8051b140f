"""Somebody with two accounts is written to in one place: where they spoke last."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

import pytest

from bot.channels.last_spoken import LastSpoken
from dialogs.exchange.message import Message
from scheduler.sending import AnswerLost, NotAccepted, Outcome, Sent, Undeliverable
from storage.deliveries import first_time
from storage.queries import conversations as query
from storage.queries.conversations import Reference
from storage.store import Store
from storage.unit import UnitOfWork
from supervision.policy import load_policies
from tests.bot.channels.teams.people import ANN, move_in
from tests.support.stores import Clock

NUDGE = Message("Prepare.", summary="Due")


@dataclass
class Heard:
    """A channel that says what it is told to."""

    outcome: Outcome
    heard: list[str] = field(default_factory=list)

    async def deliver(self, person_id: str, message: Message, key: str) -> Outcome:
        self.heard.append(person_id)
        return self.outcome


@pytest.fixture
def speaks(store: Store, clock: Clock) -> Callable[[str], None]:
    """Ann says something on a channel."""
    move_in(store, load_policies())

    def speak(channel: str) -> None:
        clock.move(minutes=1)
        store.run_now(partial(_speak, channel, f"{clock.now}"))

    return speak


def _speak(channel: str, delivery: str, uow: UnitOfWork) -> None:
    query.keep(uow, channel, ANN, Reference("chat", "", "team", "account", ""))
    first_time(uow, f"{channel}:{ANN}:{delivery}")
    # Somebody whose id begins alike.
    first_time(uow, f"teams:{ANN}-other:{delivery}")


async def test_it_is_where_they_spoke_last(store: Store, speaks: Callable[[str], None]) -> None:
    for last in ("teams", "slack", "teams", "slack"):
        speaks(last)
        channels = {"teams": Heard(Sent()), "slack": Heard(Sent())}
        assert await LastSpoken(store, channels).deliver(ANN, NUDGE, "key") == Sent()
        assert {name for name, one in channels.items() if one.heard} == {last}


async def test_where_they_have_spoken_comes_before_where_they_have_not(
    store: Store, speaks: Callable[[str], None]
) -> None:
    speaks("slack")
    channels = {"teams": Heard(Sent()), "slack": Heard(Sent())}
    await LastSpoken(store, channels).deliver(ANN, NUDGE, "key")
    assert channels["teams"].heard == []


async def test_one_that_cannot_reach_them_is_followed_by_the_other(
    store: Store, speaks: Callable[[str], None]
) -> None:
    speaks("teams")
    channels = {"teams": Heard(Undeliverable("NotInstalled")), "slack": Heard(Sent())}
    assert await LastSpoken(store, channels).deliver(ANN, NUDGE, "key") == Sent()
    channels["slack"].outcome = Undeliverable("NoSlackAccount")
    assert await LastSpoken(store, channels).deliver(ANN, NUDGE, "key") == Undeliverable("NotInstalled")


async def test_one_that_may_reach_them_is_waited_for(
    store: Store, speaks: Callable[[str], None], clock: Clock
) -> None:
    speaks("teams")
    for outcome in (NotAccepted(clock.now, "Throttled"), AnswerLost("Lost")):
        channels = {"teams": Heard(outcome), "slack": Heard(Sent())}
        assert await LastSpoken(store, channels).deliver(ANN, NUDGE, "key") == outcome
        assert channels["slack"].heard == []
