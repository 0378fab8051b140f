"""What the service calls a message becomes part of an address later: it is kept only where it is an id."""

from collections.abc import Callable
from urllib.parse import unquote

import pytest

from bot.channels.teams.connector import Connector
from bot.channels.teams.faults import ConnectorFault
from bot.channels.teams.service_urls import loopback
from storage.queries import conversations as query
from storage.store import Store
from tests.bot.channels.teams.client import Client
from tests.bot.channels.teams.people import ANN
from tests.bot.channels.teams.service import Service

As = Callable[[str], Client]


@pytest.mark.parametrize("given", ["\ud800", "a\x00", "a b\r\nX: y", "x" * 60_000, ".", ".."], ids=range(6))
async def test_what_is_no_id_is_not_kept_and_the_turn_stands(
    as_person: As, service: Service, sqlite_store: Store, given: str
) -> None:
    ann = as_person(ANN)
    service.calls_it = given
    assert await ann.say("prepare")
    card = ann.card_with("Save and continue")["actions"][0]["data"]["card"]
    assert card
    assert sqlite_store.read_now(lambda uow: query.message_of(uow, "teams", ANN, card)) is None


@pytest.mark.parametrize("given", ["a/../../b", "..%2f..", "a?b#c", "19:x@thread;m=1", "...", "a\\..\\b"])
async def test_whatever_an_id_holds_it_stays_one_part_of_the_address(service: Service, given: str) -> None:
    connector = Connector(loopback, None)
    with pytest.raises(ConnectorFault):
        await connector.update(service.url, given, "..", b"{}", patience=0)
    assert service.calls == []
    assert await connector.send(service.url, given, b"{}", reply_to=given, patience=0)
    await connector.close()
    (call,) = service.calls
    conversations, name, activities, reply_to = call.path.rsplit("/", 4)[1:]
    assert (conversations, activities) == ("conversations", "activities")
    assert unquote(name) == unquote(reply_to) == given


@pytest.mark.parametrize("given", ["", ".", ".."])
async def test_nothing_is_sent_to_a_conversation_that_is_a_step_in_a_path(
    service: Service, given: str
) -> None:
    connector = Connector(loopback, None)
    with pytest.raises(ConnectorFault):
        await connector.send(service.url, given, b"{}", patience=0)
    await connector.close()
    assert service.calls == []
