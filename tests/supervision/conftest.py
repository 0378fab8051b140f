"""The world that tests of facts and duties stand on."""

from collections.abc import Iterator, Mapping

import pytest

from storage.store import Store
from supervision.policy import Policy, load_policies
from tests.supervision.world import World
from tests.support.stores import Clock


@pytest.fixture(scope="session")
def policies() -> Mapping[str, Policy]:
    return load_policies()


@pytest.fixture
def world(sqlite_store: Store, clock: Clock, policies: Mapping[str, Policy]) -> Iterator[World]:
    """A team in Central Bedfordshire; at the end of each test the ledger agrees with the facts."""
    made = World(sqlite_store, clock, policies)
    made.differences()
    yield made
    assert made.differences() == [], "a reconcile found something to mend"


@pytest.fixture
def bradford(sqlite_store: Store, clock: Clock, policies: Mapping[str, Policy]) -> Iterator[World]:
    """The same people in Bradford."""
    made = World(sqlite_store, clock, policies, "bradford")
    made.differences()
    yield made
    assert made.differences() == [], "a reconcile found something to mend"
