"""Microsoft's own client pointed at local mode."""

from collections.abc import AsyncIterator, Mapping
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.channels.local.web_app import local_app
from bot.clock import MovableClock
from storage.store import Store
from supervision.policy import Policy
from tests.bot.channels.teams.client import Client, says
from tests.bot.channels.teams.people import ACCOUNTS, ANN, move_in
from tests.bot.channels.teams.service import Service


@pytest.fixture
async def local(sqlite_store: Store, policies: Mapping[str, Policy]) -> "AsyncIterator[TestClient[Any, Any]]":
    move_in(sqlite_store, policies)
    async with TestClient(TestServer(local_app(sqlite_store, dict(policies), MovableClock()))) as local:
        yield local


async def test_a_person_of_the_council_is_known_by_their_account(
    local: "TestClient[Any, Any]", service: Service
) -> None:
    ann = Client(local, service, ACCOUNTS[ANN])
    (answer,) = await ann.say("help")
    assert "Hello Ann Example" in says(answer)


async def test_it_writes_to_no_other_machine(local: "TestClient[Any, Any]", service: Service) -> None:
    ann = Client(local, service, ACCOUNTS[ANN])
    body = ann.activity("message", text="help", serviceUrl="https://smba.trafficmanager.net/uk/")
    assert (await ann.post(body)).status == 403


@pytest.mark.parametrize(
    ("header", "value", "status"),
    [("Host", "bot.example", 403), ("Origin", "https://elsewhere.example", 403)],
)
async def test_it_answers_this_machine_only(
    local: "TestClient[Any, Any]", service: Service, header: str, value: str, status: int
) -> None:
    ann = Client(local, service, ACCOUNTS[ANN])
    assert (await ann.post(ann.activity("message", text="help"), **{header: value})).status == status
    assert service.posted == []
