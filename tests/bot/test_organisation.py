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
from tests.bot.channels.slack.client import signed
from tests.bot.channels.teams.issuer import APP_ID, activity
from tests.bot.channels.test_needs import ON_SLACK
from tests.support.stores import Clock

ON_TEAMS: dict[str, Any] = {
    "channels": "teams",
    "operator_contact": "it@council.example",
    "teams_app_id": APP_ID,
    "teams_tenant_id": "0a1b2c3d-0000-4000-8000-00000000000e",
    "teams_secret": SecretStr("a-secret-of-ours"),
}


@pytest.fixture(autouse=True)
def nothing_leaves_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """What would go to Slack goes to a proxy that is not there."""
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")


@pytest.fixture
async def bot(sqlite_store: Store, clock: Clock) -> "AsyncIterator[TestClient[Any, Any]]":
    settings = Settings(**ON_TEAMS)
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


async def test_on_slack_nobody_comes_in_without_a_signature_and_teams_is_not_served(
    sqlite_store: Store, clock: Clock
) -> None:
    app = organisation_app(Settings(**ON_SLACK), sqlite_store, load_policies(), clock)
    bot: TestClient[Any, Any]
    async with TestClient(TestServer(app)) as bot:
        raw = b'{"type":"url_verification","challenge":"abc"}'
        assert (await bot.post("/slack/events", data=raw)).status == 401
        headers = signed(raw, clock.now, secret=ON_SLACK["slack_signing_secret"].get_secret_value())
        given = {"Content-Type": "application/json", **headers}
        answer = await bot.post("/slack/events", data=raw, headers=given)
        assert (answer.status, (await answer.json())["challenge"]) == (200, "abc")
        assert (await bot.post("/api/messages", json=activity())).status == 404


async def test_both_channels_are_served_at_once(sqlite_store: Store, clock: Clock) -> None:
    both = {**ON_SLACK, **ON_TEAMS, "channels": "teams,slack"}
    app = organisation_app(Settings(**both), sqlite_store, load_policies(), clock)
    bot: TestClient[Any, Any]
    async with TestClient(TestServer(app)) as bot:
        assert (await bot.post("/slack/events", data=b"{}")).status == 401
        assert (await bot.post("/api/messages", json=activity())).status == 401
