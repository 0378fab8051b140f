"""When something goes wrong on our side: people are told what to do, and neither they nor the log see what it was."""

from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.channels.teams.assembly import local_teams
from bot.channels.teams.incoming import Incoming
from bot.turn import Turn, Turns
from dialogs.exchange.message import Message
from storage.errors import NotSaved
from storage.store import Store
from storage.unit import UnitOfWork
from supervision.policy import load_policies
from tests.bot.channels.teams.client import Client, says
from tests.bot.channels.teams.people import ACCOUNTS, ANN, move_in
from tests.bot.channels.teams.service import Service
from tests.support.stores import Clock

PRESS = {"type": "Action.Execute", "verb": "due", "data": {"reply": {"press": {"verb": "due"}}}}
Faulty = Callable[[Exception], None]


class FaultyTurns(Turns):
    """Turns that end in whatever they are given."""

    fault: Exception = RuntimeError()

    def within(self, uow: UnitOfWork, turn: Turn) -> tuple[Message, ...]:
        raise self.fault


@pytest.fixture
def turns(sqlite_store: Store) -> FaultyTurns:
    move_in(sqlite_store, load_policies())
    return FaultyTurns(sqlite_store, load_policies())


@pytest.fixture
async def ann(turns: FaultyTurns, clock: Clock, service: Service) -> AsyncIterator[Client]:
    teams = local_teams(turns, clock, "the people team")
    app = web.Application()
    app.add_routes(teams.intake.routes())
    bot: TestClient[Any, Any]
    async with TestClient(TestServer(app)) as bot:
        yield Client(bot, service, ACCOUNTS[ANN])
    await teams.close()


async def test_a_turn_that_was_not_saved_can_be_said_again(ann: Client, turns: FaultyTurns) -> None:
    turns.fault = NotSaved()
    (told,) = await ann.say("what ann is worried about")
    assert says(told) == "That was not saved. Say it again in a moment."
    answer = await ann.invoke(PRESS)
    assert (answer["statusCode"], answer["type"]) == (500, "application/vnd.microsoft.error")
    assert answer["value"]["message"] == "That was not saved. Say it again in a moment."


async def test_a_fault_is_a_number_for_the_person_and_for_the_log(
    ann: Client, turns: FaultyTurns, caplog: pytest.LogCaptureFixture
) -> None:
    turns.fault = RuntimeError("what ann is worried about")
    (told,) = await ann.say("what ann is worried about")
    number = says(told).rsplit(" ", 1)[1]
    assert f"number {number}" in caplog.text
    assert "worried" not in caplog.text + says(told)
    answer = await ann.invoke(PRESS)
    assert answer["type"] == "application/vnd.microsoft.error"
    assert "worried" not in str(answer)


async def test_a_fault_that_cannot_be_told_is_no_error_for_teams(
    ann: Client, service: Service, caplog: pytest.LogCaptureFixture
) -> None:
    service.url = "http://127.0.0.1:9/teams/"
    assert (await ann.post(ann.activity("message", text="due"))).status == 200
    assert "nor could the person be told" in caplog.text


async def test_what_cannot_be_checked_does_not_come_in(
    turns: FaultyTurns, clock: Clock, service: Service, caplog: pytest.LogCaptureFixture
) -> None:
    async def check(header: str, incoming: Incoming) -> None:
        raise RuntimeError("with a secret in it")

    made = local_teams(turns, clock, "the people team")
    made.intake.check = check
    app = web.Application()
    app.add_routes(made.intake.routes())
    bot: TestClient[Any, Any]
    async with TestClient(TestServer(app)) as bot:
        ann = Client(bot, service, ACCOUNTS[ANN], "unread")
        assert (await ann.post(ann.activity("message", text="due"))).status == 401
    await made.close()
    assert "RuntimeError" in caplog.text
    assert "secret" not in caplog.text
