"""What the service calls a message becomes part of an address later: it is kept only where it is an id."""

from collections.abc import Callable

import pytest

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
