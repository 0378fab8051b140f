"""The local page's server on a store of the test's own, on Monday 23 November 2026 at 07:00."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.channels.local.web_app import local_app
from bot.clock import MovableClock
from storage.store import Store, open_store
from storage.unit import UnitOfWork
from supervision.policy import load_policies
from tests.bot.channels.local.page import Page
from tests.scenarios.council import clock_work, keep_cases, keep_session, keep_team
from tests.support.stores import KEYRING

MONDAY = datetime(2026, 11, 23, 7, tzinfo=UTC)
TUESDAY = datetime(2026, 11, 24, 14, tzinfo=UTC)


@pytest.fixture
def movable() -> MovableClock:
    """Stands still until it is moved."""
    clock = MovableClock()
    clock.hold(MONDAY)
    return clock


@pytest.fixture
def council(sqlite_place: Path, movable: MovableClock) -> Iterator[Store]:
    """Wren and finch meet sorrel on Tuesday, about two cases each."""
    policies = load_policies()

    def keep(uow: UnitOfWork) -> None:
        keep_team(uow, "wren", "finch")
        for name in ("wren", "finch"):
            cases = keep_cases(uow, name, f"CB-1-{name}", f"CB-2-{name}")
            keep_session(clock_work(uow, policies), f"of-{name}", name, TUESDAY, cases)

    with open_store(sqlite_place, KEYRING, movable, durable=False) as store:
        store.run_now(keep)
        yield store


@asynccontextmanager
async def serving(store: Store, clock: MovableClock) -> AsyncIterator[Page]:
    """The page's server, for as long as the block lasts."""
    client: TestClient[Any, Any] = TestClient(TestServer(local_app(store, dict(load_policies()), clock)))
    async with client:
        yield Page(client)


@pytest.fixture
async def page(council: Store, movable: MovableClock) -> AsyncIterator[Page]:
    async with serving(council, movable) as page:
        yield page
