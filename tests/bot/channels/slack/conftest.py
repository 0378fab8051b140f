import asyncio
import functools
from collections.abc import AsyncIterator, Callable, Mapping
from typing import Any, TypeVar

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.channels.limiter import Limiter
from bot.channels.slack.assembly import Slack, slack
from bot.channels.slack.intake import MOST_BODY
from bot.channels.slack.talk import AT_MOST, QUICK
from bot.channels.slack.web import Web
from bot.turn import KeepOf, Turn, Turns
from dialogs.exchange.message import Message
from storage.store import Store
from storage.unit import UnitOfWork
from supervision.policy import Policy, load_policies
from tests.bot.channels.slack.client import SECRET, Client
from tests.bot.channels.slack.people import ACCOUNTS, move_in
from tests.bot.channels.slack.service import TEAM, Service, running
from tests.support.stores import Clock

T = TypeVar("T")
As = Callable[[str], Client]


@functools.cache
def all_policies() -> Mapping[str, Policy]:
    return load_policies()


@pytest.fixture
def policies() -> Mapping[str, Policy]:
    return all_policies()


@pytest.fixture
async def service() -> AsyncIterator[Service]:
    async with running() as service:
        yield service


class Gated(Turns):
    """Turns that are taken only while the gate is open. With `says` all of them come to that."""

    says: tuple[Message, ...] = ()

    def __init__(self, store: Store, policies: Mapping[str, Policy]) -> None:
        super().__init__(store, policies)
        self.gate = asyncio.Event()
        self.gate.set()

    async def take_from(self, turn_of: Callable[[UnitOfWork], Turn], keep: KeepOf[T]) -> T:
        await self.gate.wait()
        return await super().take_from(turn_of, keep)

    def within(self, uow: UnitOfWork, turn: Turn) -> tuple[Message, ...]:
        return self.says or super().within(uow, turn)


@pytest.fixture
def turns(sqlite_store: Store, policies: Mapping[str, Policy]) -> Gated:
    move_in(sqlite_store, policies)
    return Gated(sqlite_store, policies)


@pytest.fixture
def slow() -> bool:
    """Whether Slack waits for no turn at all."""
    return False


@pytest.fixture
async def on_slack(turns: Turns, clock: Clock, service: Service, slow: bool) -> AsyncIterator[Slack]:
    """Slack as an organisation runs it, but that it calls the service of the test."""
    hurry = 0.0 if slow else AT_MOST
    made = slack(
        turns,
        clock,
        team=TEAM,
        token="xoxb-a-token-of-ours",
        signing_secret=SECRET,
        contact="the people team",
        web=Web("xoxb-a-token-of-ours", address=service.url, limiter=Limiter(())),
        at_most=hurry,
        quick=min(hurry, QUICK),
    )
    yield made
    await made.close()


@pytest.fixture
async def bot(on_slack: Slack) -> "AsyncIterator[TestClient[Any, Any]]":
    app = web.Application(client_max_size=MOST_BODY)
    app.add_routes(on_slack.routes())
    async with TestClient(TestServer(app)) as bot:
        yield bot


@pytest.fixture
def as_person(bot: "TestClient[Any, Any]", service: Service, on_slack: Slack, clock: Clock) -> As:
    """The client of a person by id, or of a stranger by any other name."""
    return lambda person: Client(bot, service, ACCOUNTS.get(person, person), clock, on_slack.talk.settle)
