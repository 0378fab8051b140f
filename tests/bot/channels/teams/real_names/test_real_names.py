"""The conversation with authentication on both ways, over TLS, under Microsoft's real names, with msal as it comes."""

from collections.abc import AsyncIterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from pydantic import SecretStr

from bot.channels.teams.assembly import Teams, teams
from bot.channels.teams.keys import AT_MOST_EVERY, Keys, fetch_json
from bot.channels.teams.service_urls import allow_list
from bot.channels.teams.tokens import TokenCheck
from bot.identity.client import CONNECTOR, Identity
from bot.identity.credentials import credential_of
from bot.turn import Turns
from scheduler.sending import NotAccepted, Sent
from storage.store import Store
from supervision.policy import Policy
from tests.bot.channels.teams.client import TENANT, Client, says
from tests.bot.channels.teams.issuer import APP_ID, Issuer
from tests.bot.channels.teams.messages import EVERYTHING
from tests.bot.channels.teams.people import ACCOUNTS, ANN, move_in
from tests.bot.channels.teams.real_names.authority import Authority
from tests.bot.channels.teams.real_names.microsoft import (
    SECRET,
    SERVICE_URL,
    Microsoft,
    OnThisMachine,
    microsoft,
    on_this_machine,
)
from tests.support.stores import Clock


@pytest.fixture
def issuer() -> Issuer:
    return Issuer("first")


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
async def there(
    issuer: Issuer, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Microsoft]:
    async with microsoft(issuer, authority.serving()) as (found, proxy):
        # How an organisation would lead msal through its own proxy.
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{proxy}")
        monkeypatch.setenv("NO_PROXY", "")
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(authority.trusted))
        yield found


class Seconds:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


def on_teams(
    there: Microsoft, authority: Authority, turns: Turns, clock: Clock, seconds: Seconds, secret: str
) -> Teams:
    """As an organisation runs it; only that the real names lead to this machine."""

    def client() -> aiohttp.ClientSession:
        connector = aiohttp.TCPConnector(resolver=OnThisMachine(there.port), ssl=authority.trusting())
        return aiohttp.ClientSession(connector=connector)

    credential = credential_of(APP_ID, TENANT, SecretStr(secret), None, managed=False)
    return teams(
        turns,
        clock,
        app_id=APP_ID,
        contact="the people team",
        allowed=allow_list(("smba.trafficmanager.net",)),
        tokens=Identity(credential).tokens(CONNECTOR),
        check=TokenCheck(Keys(partial(fetch_json, client=client), seconds=seconds), APP_ID, TENANT, clock),
        connect=partial(on_this_machine, there.port, authority.trusting()),
    )


@pytest.fixture
async def made(
    there: Microsoft,
    authority: Authority,
    sqlite_store: Store,
    policies: Mapping[str, Policy],
    clock: Clock,
    seconds: Seconds,
) -> AsyncIterator[Teams]:
    move_in(sqlite_store, policies)
    found = on_teams(there, authority, Turns(sqlite_store, policies), clock, seconds, SECRET)
    yield found
    await found.close()


@pytest.fixture
async def ann(made: Teams, there: Microsoft, issuer: Issuer, clock: Clock) -> AsyncIterator[Client]:
    app = web.Application()
    app.add_routes(made.intake.routes())
    async with TestClient(TestServer(app)) as bot:
        client: Client = Client(bot, there, ACCOUNTS[ANN], issuer.token(clock.now))
        client.settle = made.talk.settle
        yield client


async def test_a_conversation_with_a_rotation_in_the_middle(
    ann: Client, made: Teams, there: Microsoft, issuer: Issuer, clock: Clock, seconds: Seconds
) -> None:
    (welcome,) = await ann.install()
    assert "Your organisation added me" in says(welcome)
    await ann.say("prepare")
    asked = await ann.answer("Save and continue")

    issuer.key_ids = ["second"]
    seconds.now += AT_MOST_EVERY
    ann.token = issuer.token(clock.now, key_id="second")
    seen = await asked.press("Save and continue", key_dates="a date")
    assert "Question 1 of 4" in says(seen.card)
    assert await made.channel.deliver(ANN, EVERYTHING, "key") == Sent()

    # One token for everything that was sent, and the keys fetched once for each that signed.
    assert there.given == [f"token-1-for-{CONNECTOR}"]
    assert len(issuer.fetched) == 2
    assert {call.headers["Host"] for call in there.calls} == {"smba.trafficmanager.net"}


async def test_a_token_that_is_refused_is_replaced_and_nothing_is_lost(ann: Client, there: Microsoft) -> None:
    await ann.say("help")
    there.given.append("another, as after a revocation")
    assert len(await ann.say("help")) == 1
    assert len(there.given) == 3


async def test_so_is_one_with_which_a_reminder_is_sent(ann: Client, made: Teams, there: Microsoft) -> None:
    await ann.say("help")
    there.given.append("another, as after a revocation")
    assert await made.channel.deliver(ANN, EVERYTHING, "key") == Sent()


async def test_a_token_of_somebody_else_does_not_come_in(ann: Client, issuer: Issuer, clock: Clock) -> None:
    ann.token = issuer.token(clock.now, key_id="forged", headers={"kid": "first"})
    assert (await ann.post(ann.activity("message", text="help"))).status == 401


async def test_without_a_token_of_ours_nothing_is_sent(
    there: Microsoft,
    authority: Authority,
    ann: Client,
    sqlite_store: Store,
    policies: Mapping[str, Policy],
    clock: Clock,
    seconds: Seconds,
) -> None:
    await ann.say("help")
    there.calls.clear()
    unknown = on_teams(there, authority, Turns(sqlite_store, policies), clock, seconds, "another secret")
    outcome: Any = await unknown.channel.deliver(ANN, EVERYTHING, "key")
    assert isinstance(outcome, NotAccepted)
    assert outcome.failure == "NoToken"
    assert there.calls == []
    await unknown.close()


def test_the_address_is_the_real_one(tmp_path: Path) -> None:
    assert allow_list(("smba.trafficmanager.net",))(SERVICE_URL)
