import functools
from collections.abc import AsyncIterator, Callable, Mapping
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.channels.teams.assembly import Teams, local_teams
from bot.turn import Turns
from storage.store import Store
from supervision.policy import Policy, load_policies
from tests.bot.channels.teams.client import Client
from tests.bot.channels.teams.people import ACCOUNTS, move_in
from tests.bot.channels.teams.service import Service, running
from tests.support.stores import Clock

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


@pytest.fixture
async def teams(sqlite_store: Store, policies: Mapping[str, Policy], clock: Clock) -> AsyncIterator[Teams]:
    """Teams as local mode has it: nobody proves anything."""
    move_in(sqlite_store, policies)
    teams = local_teams(Turns(sqlite_store, policies), clock, "the people team")
    yield teams
    await teams.close()


@pytest.fixture
async def bot(teams: Teams) -> "AsyncIterator[TestClient[Any, Any]]":
    app = web.Application(client_max_size=256 * 1024)
    app.add_routes(teams.intake.routes())
    async with TestClient(TestServer(app)) as bot:
        yield bot


@pytest.fixture
def as_person(bot: "TestClient[Any, Any]", service: Service, teams: Teams) -> As:
    """The client of a person by id, or of a stranger by any other name."""

    def client(person: str) -> Client:
        made = Client(bot, service, ACCOUNTS.get(person, person))
        made.settle = teams.talk.settle
        return made

    return client
