"""Bad requests: each is answered as the table says, nothing is changed, nothing is told."""

import json
from collections.abc import AsyncIterator, Mapping
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from sqlmodel import SQLModel

from bot.channels.limiter import Limiter
from bot.channels.teams.assembly import Teams, teams
from bot.channels.teams.intake import MOST_BODY
from bot.channels.teams.keys import Keys
from bot.channels.teams.service_urls import allow_list
from bot.channels.teams.tokens import TokenCheck
from bot.turn import Turns
from dialogs.registry import VERBS
from storage.queries import duties
from storage.store import Store
from storage.unit import UnitOfWork
from supervision.policy import Policy
from tests.bot.channels.teams.abuse import TABLE, Bad, press
from tests.bot.channels.teams.client import TENANT, Client
from tests.bot.channels.teams.issuer import APP_ID, METADATA, Issuer
from tests.bot.channels.teams.people import ACCOUNTS, ANN, BEN, SAM, SESSION, move_in
from tests.bot.channels.teams.service import Service
from tests.support.stores import Clock

# What a turn notes of itself, whatever comes of it: that it was taken, and where its person is.
OF_THE_TURN = {"delivery", "conversation", "sent_card"}


@pytest.fixture
def issuer() -> Issuer:
    return Issuer("first")


@pytest.fixture
async def guarded(
    sqlite_store: Store, policies: Mapping[str, Policy], clock: Clock, service: Service, issuer: Issuer
) -> AsyncIterator[Teams]:
    """Teams as an organisation runs it, but that the service may also be the one of the test."""
    move_in(sqlite_store, policies)
    microsofts = allow_list(("smba.trafficmanager.net",))
    made = teams(
        Turns(sqlite_store, policies),
        clock,
        app_id=APP_ID,
        contact="the people team",
        allowed=lambda url: url == service.url or microsofts(url),
        tokens=None,
        check=TokenCheck(Keys(issuer.fetch, METADATA), APP_ID, TENANT, clock),
        limiter=Limiter(()),
    )
    yield made
    await made.close()


@pytest.fixture
async def bot(guarded: Teams) -> "AsyncIterator[TestClient[Any, Any]]":
    app = web.Application(client_max_size=MOST_BODY)
    app.add_routes(guarded.intake.routes())
    async with TestClient(TestServer(app)) as bot:
        yield bot


@pytest.fixture
def ann(
    bot: "TestClient[Any, Any]", service: Service, issuer: Issuer, clock: Clock, guarded: Teams
) -> Client:
    return signed_in(ANN, bot, service, issuer, clock, guarded)


@pytest.fixture
def ben(
    bot: "TestClient[Any, Any]", service: Service, issuer: Issuer, clock: Clock, guarded: Teams
) -> Client:
    return signed_in(BEN, bot, service, issuer, clock, guarded)


def signed_in(
    person: str, bot: "TestClient[Any, Any]", service: Service, issuer: Issuer, clock: Clock, guarded: Teams
) -> Client:
    token = issuer.token(clock.now, serviceurl=service.url)
    client = Client(bot, service, ACCOUNTS[person], token)
    client.settle = guarded.talk.settle
    return client


def rows(store: Store, *, all_of_them: bool) -> dict[str, list[str]]:
    """Everything that is kept, table by table."""

    def read(uow: UnitOfWork) -> dict[str, list[str]]:
        return {
            name: sorted(map(repr, uow.connection.execute(table.select()).all()))
            for name, table in SQLModel.metadata.tables.items()
            if all_of_them or name not in OF_THE_TURN
        }

    return store.read_now(read)


def test_the_table_has_sixty_rows_and_each_its_own() -> None:
    assert len(TABLE) >= 60
    assert len({bad.what + bad.answered for bad in TABLE}) >= len(TABLE) - 1


async def test_a_good_request_is_taken(ann: Client, service: Service) -> None:
    await ann.say("help")
    assert service.posted != []


@pytest.mark.parametrize("bad", TABLE, ids=lambda bad: bad.what)
async def test_it_is_answered_as_written_and_changes_nothing(
    ann: Client, service: Service, issuer: Issuer, clock: Clock, sqlite_store: Store, bad: Bad
) -> None:
    denied = bad.status != 200
    before = rows(sqlite_store, all_of_them=denied)
    body = ann.activity("message", text="due")
    bad.change(body)
    token = (
        ann.token
        if bad.token is None
        else issuer.token(clock.now, **{"serviceurl": service.url, **bad.token})
    )
    response = await ann.bot.post(
        "/api/messages",
        data=json.dumps(body).encode() if bad.raw is None else bad.raw,
        headers={
            "Content-Type": bad.content_type,
            **(
                {}
                if bad.header == ""
                else {"Authorization": f"Bearer {token}" if bad.header is None else bad.header}
            ),
        },
    )
    answer = await response.text()
    await ann.settle()
    assert response.status == bad.status
    assert rows(sqlite_store, all_of_them=denied) == before
    assert "Traceback" not in answer
    if denied:
        assert service.calls == []
    else:
        assert bad.answered in f"{answer} {service.posted}"


@pytest.mark.parametrize("subject", [SESSION, ANN, "duty", "case-EX-1", "", "x' or '1'='1", "\ud800"])
async def test_nobody_does_anything_to_what_is_not_theirs(
    ben: Client, service: Service, sqlite_store: Store, subject: str
) -> None:
    before = rows(sqlite_store, all_of_them=False)
    if subject == "duty":
        subject = sqlite_store.read_now(lambda uow: duties.live_of(uow, ANN)[0].id)
    told = []
    for verb in sorted(VERBS):
        body = ben.activity("message", text="")
        press(verb, subject=subject, version=1)(body)
        response = await ben.post(body)
        assert response.status == 200
        told.append(await response.text())
    await ben.settle()
    assert "EX-1" not in f"{told} {service.messages}"
    assert "EX-2" not in f"{told} {service.messages}"
    after = rows(sqlite_store, all_of_them=False)
    # What is one's own may be begun: a flow of ben's, with a line that he did.
    assert {name for name in after if after[name] != before[name]} <= {"dialog", "audit"}


async def test_a_replayed_request_is_answered_and_changes_nothing(ann: Client, sqlite_store: Store) -> None:
    await ann.say("prepare")
    body = ann.activity("message", text="")
    action = ann.card_with("Save and continue")["actions"][0]
    filled = {**action["data"], **ann.filled(ann.card_with("Save and continue"), {})}
    body.update(type="invoke", name="adaptiveCard/action")
    body["value"] = {"action": {"type": "Action.Execute", "verb": "answer", "data": filled}}
    assert (await ann.post(body)).status == 200
    await ann.settle()
    once = rows(sqlite_store, all_of_them=False)
    for _ in range(3):
        assert (await ann.post(body)).status == 200
        await ann.settle()
    assert rows(sqlite_store, all_of_them=False) == once


async def test_somebody_elses_card_data_says_nothing_of_them(
    ben: Client, service: Service, sqlite_store: Store
) -> None:
    """Hidden fields and names in the data are nobody's word on who speaks."""
    hidden = {
        "actor": ANN,
        "person": ANN,
        "from": {"aadObjectId": ACCOUNTS[SAM]},
        "now": "2020-01-01",
        "one:do": "confirm",
    }
    answer = await ben.invoke(
        {"type": "Action.Execute", "verb": "due", "data": {"reply": {"press": {"verb": "due"}}, **hidden}}
    )
    await ben.settle()
    assert "EX-1" not in f"{answer} {service.messages}"
    assert "Sam" not in f"{answer}"


@pytest.mark.parametrize("token", [True, False])
async def test_a_body_that_is_not_what_its_encoding_says_is_refused_without_a_stack_trace(
    ann: Client, token: bool, caplog: pytest.LogCaptureFixture
) -> None:
    headers = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
    if token:
        headers["Authorization"] = f"Bearer {ann.token}"
    for _ in range(2):
        response = await ann.bot.post("/api/messages", data=b"{}" * 9, headers=headers)
        assert response.status == (400 if token else 401)
    assert [one for one in caplog.records if one.exc_info] == []


async def test_without_a_token_nothing_of_the_body_is_read(ann: Client) -> None:
    response = await ann.bot.post(
        "/api/messages", data=b"no JSON", headers={"Content-Type": "application/json"}
    )
    assert response.status == 401
