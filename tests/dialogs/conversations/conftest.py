"""A council to talk in, and a chat for each of its people."""

from collections.abc import Callable, Iterator

import pytest

from storage.store import Store
from supervision.policy import load_policies
from tests.dialogs.conversations.chat import Chat
from tests.supervision.world import World
from tests.support.stores import Clock


@pytest.fixture
def world(sqlite_store: Store, clock: Clock) -> Iterator[World]:
    """A team in Central Bedfordshire; at the end of each test the ledger agrees with the facts."""
    made = World(sqlite_store, clock, load_policies())
    made.differences()
    yield made
    assert made.differences() == [], "a reconcile found something to mend"


@pytest.fixture
def chat(world: World) -> Callable[[str], Chat]:
    """`chat("robin")` talks as Robin."""
    return lambda person: Chat(world, person)
