from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.channels.limiter import Limiter
from bot.channels.local.channel import LocalChannel
from bot.channels.local.chat import Chat
from bot.channels.local.guard import in_sentences
from bot.channels.local.hub import Hub
from bot.channels.slack.assembly import slack
from bot.channels.slack.web import Web
from bot.channels.teams.assembly import local_teams
from bot.turn import Turns
from storage.store import Store
from supervision.policy import Policy, load_policies
from tests.bot.channels.local.page import Page
from tests.bot.channels.slack import people as on_slack
from tests.bot.channels.slack.client import SECRET
from tests.bot.channels.slack.client import Client as SlackClient
from tests.bot.channels.slack.service import TEAM
from tests.bot.channels.slack.service import running as slack_running
from tests.bot.channels.teams.client import Client
from tests.bot.channels.teams.people import ACCOUNTS, ANN, move_in
from tests.bot.channels.teams.service import running
from tests.contracts.channels.scripted import Scripted
from tests.contracts.channels.someone import InSlack, InTeams, OnThePage, Someone
from tests.support.stores import Clock

POLICIES = load_policies()
Meet = Callable[..., Awaitable[Someone]]


@dataclass(slots=True)
class Building:
    """A channel being put up for one test."""

    name: str
    store: Store
    policies: Mapping[str, Policy]
    clock: Clock
    stack: AsyncExitStack

    async def meet(self, turns: Turns, person: str = ANN) -> Someone:
        """Somebody who has spoken once, so that they can be written to."""
        if self.name == "local":
            hub = Hub()
            page = Page(await self._client(Chat(self.store, turns, hub).routes()))
            return OnThePage(page, person, LocalChannel(self.store, hub))
        if self.name == "slack":
            return await self._in_slack(turns, person)
        service = await self.stack.enter_async_context(running())
        teams = local_teams(turns, self.clock, "the people team")
        self.stack.push_async_callback(teams.close)
        client = Client(await self._client(teams.intake.routes()), service, ACCOUNTS.get(person, person))
        client.settle = teams.talk.settle
        return InTeams(client, teams.channel)

    async def _in_slack(self, turns: Turns, person: str) -> Someone:
        service = await self.stack.enter_async_context(slack_running())
        web_api = Web("xoxb", address=service.url, limiter=Limiter(()))
        made = slack(
            turns,
            self.clock,
            team=TEAM,
            token="xoxb",
            signing_secret=SECRET,
            contact="the people team",
            web=web_api,
        )
        self.stack.push_async_callback(made.close)
        account = on_slack.ACCOUNTS.get(person, "U0NOBODY")
        client = SlackClient(
            await self._client(made.routes()), service, account, self.clock, made.talk.settle
        )
        return InSlack(client, made.channel)

    async def _client(self, routes: list[web.RouteDef]) -> "TestClient[Any, Any]":
        app = web.Application(client_max_size=256 * 1024, middlewares=[in_sentences])
        app.add_routes(routes)
        return await self.stack.enter_async_context(TestClient(TestServer(app)))


@pytest.fixture(params=["local", "teams", "slack"])
async def building(
    request: pytest.FixtureRequest, sqlite_store: Store, clock: Clock
) -> AsyncIterator[Building]:
    """The suite runs once on each channel."""
    move = on_slack.move_in if request.param == "slack" else move_in
    move(sqlite_store, POLICIES)
    async with AsyncExitStack() as stack:
        yield Building(request.param, sqlite_store, POLICIES, clock, stack)


@pytest.fixture
def turns(sqlite_store: Store) -> Turns:
    """The turns of the product."""
    return Turns(sqlite_store, POLICIES)


@pytest.fixture
def scripted(sqlite_store: Store) -> Scripted:
    return Scripted(sqlite_store, POLICIES).listen()


@pytest.fixture
async def ann(building: Building, turns: Turns) -> Someone:
    """Ann, on the product's own turns."""
    return await building.meet(turns)


@pytest.fixture
async def reader(building: Building, scripted: Scripted) -> Someone:
    """Ann, to whom the test says what it wants."""
    return await building.meet(scripted)
