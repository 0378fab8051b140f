"""The bot as an organisation runs it: nobody comes in without a token."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer
from pydantic import SecretStr

from bot.organisation import organisation_app
from bot.settings import Settings
from storage.store import Store
from supervision.policy import load_policies
from tests.bot.channels.teams.issuer import APP_ID, activity
from tests.support.stores import Clock


@pytest.fixture
async def bot(sqlite_store: Store, clock: Clock) -> "AsyncIterator[TestClient[Any, Any]]":
    settings = Settings(
        channels="teams",
        operator_contact="it@council.example",
        teams_app_id=APP_ID,
        teams_tenant_id="0a1b2c3d-0000-4000-8000-00000000000e",
        teams_secret=SecretStr("a-secret-of-ours"),
    )
    app = organisation_app(settings, sqlite_store, load_policies(), clock)
    async with TestClient(TestServer(app)) as bot:
        yield bot


async def test_it_says_that_it_runs_and_is_ready(bot: "TestClient[Any, Any]") -> None:
    for path in ("/health", "/ready"):
        assert (await bot.get(path)).status == 200


async def test_nobody_comes_in_without_a_token(bot: "TestClient[Any, Any]") -> None:
    assert (await bot.post("/api/messages", json=activity())).status == 401
    # What cannot be a token is not looked up anywhere.
    headers = {"Authorization": "Bearer not-a-token"}
    assert (await bot.post("/api/messages", json=activity(), headers=headers)).status == 401


async def test_an_address_that_is_not_the_services_is_refused_whatever_the_token(
    bot: "TestClient[Any, Any]",
) -> None:
    body, headers = activity(serviceUrl="http://127.0.0.1:9/"), {"Authorization": "Bearer unread"}
    assert (await bot.post("/api/messages", json=body, headers=headers)).status == 403


async def test_the_local_page_is_not_served(bot: "TestClient[Any, Any]") -> None:
    for path in ("/", "/local/people", "/local/clock"):
        assert (await bot.get(path)).status == 404
