"""Facts of every kind in whatever order, on either database: the ledger agrees with them at every step."""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from storage.store import open_store
from supervision.policy import Policy, load_policies
from tests.scenarios.any_facts.machine import AnyFacts
from tests.supervision.world import World
from tests.support.postgres import Postgres
from tests.support.stores import KEYRING, Clock, Place

# Each example is a store of its own and so many steps. make soak asks for more: FACTS_EXAMPLES=300.
EXAMPLES = int(os.environ.get("FACTS_EXAMPLES", "8"))
STEPS = int(os.environ.get("FACTS_STEPS", "10"))


@pytest.fixture(scope="module")
def policies() -> Mapping[str, Policy]:
    return load_policies()


@pytest.fixture
def stores() -> Iterator[ExitStack]:
    """Closes every store that the examples opened."""
    with ExitStack() as opened:
        yield opened


def test_any_facts_in_any_order_leave_nothing_to_mend(
    sqlite_template: Path, tmp_path: Path, stores: ExitStack, policies: Mapping[str, Policy]
) -> None:
    def place(number: int) -> Place:
        return Path(shutil.copy(sqlite_template, tmp_path / f"{number}.sqlite3"))

    _run(_worlds(place, stores, policies), EXAMPLES)


def test_nor_on_postgresql(
    postgres: Postgres, postgres_template: str, stores: ExitStack, policies: Mapping[str, Policy]
) -> None:
    def place(number: int) -> Place:
        return stores.enter_context(postgres.database(template=postgres_template))

    _run(_worlds(place, stores, policies), max(2, EXAMPLES // 4))


def _worlds(
    place: Callable[[int], Place], stores: ExitStack, policies: Mapping[str, Policy]
) -> Callable[[str], World]:
    made = 0

    def world(authority: str) -> World:
        nonlocal made
        made += 1
        clock = Clock()
        store = stores.enter_context(open_store(place(made), KEYRING, clock, durable=False))
        return World(store, clock, policies, authority)

    return world


def _run(world: Callable[[str], World], examples: int) -> None:
    class Here(AnyFacts):
        def make(self, authority: str) -> World:
            return world(authority)

    run_state_machine_as_test(
        Here,
        settings=settings(
            max_examples=examples,
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        ),
    )
