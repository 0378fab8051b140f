"""Stores for tests of every room: `store` runs a test on both databases, `sqlite_store` on SQLite alone.

The tables are made once a run, by the migrations, and copied for each test. `clock` stands at `clock.now`
until it is moved; each unit of work begins at what it says.
"""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import URL

from storage.keyring import Keyring
from storage.store import Store, open_store
from tests.support.postgres import Postgres

KEYRING = Keyring({"first": bytes(range(32))})

Place = Path | URL


class Clock:
    """A clock that is moved by hand. It starts on Monday 23 November 2026 at 09:00 UTC."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def move(self, *, days: float = 0, hours: float = 0, minutes: float = 0, seconds: float = 0) -> None:
        """Move on by this much; back, when negative."""
        self.now += timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with all tables and nothing in them."""
    path = tmp_path_factory.mktemp("template") / "store.sqlite3"
    open_store(path, KEYRING, Clock(), durable=False).close()
    return path


@pytest.fixture(scope="session")
def postgres_template(postgres: Postgres) -> Iterator[str]:
    """A database with all tables and nothing in them; gives its name."""
    with postgres.database() as url:
        open_store(url, KEYRING, Clock(), durable=False, migrate=True).close()
        assert url.database is not None
        yield url.database


@pytest.fixture
def sqlite_place(sqlite_template: Path, tmp_path: Path) -> Path:
    """A file of the test's own, with all tables."""
    return Path(shutil.copy(sqlite_template, tmp_path / "store.sqlite3"))


@pytest.fixture
def postgres_place(postgres: Postgres, postgres_template: str) -> Iterator[URL]:
    """A database of the test's own, with all tables."""
    with postgres.database(template=postgres_template) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest) -> Place:
    """Where a store can be opened, on either database."""
    found: Place = request.getfixturevalue("sqlite_place" if request.param == "sqlite" else "postgres_place")
    return found


@pytest.fixture
def store(place: Place, clock: Clock) -> Iterator[Store]:
    with open_store(place, KEYRING, clock, durable=False) as store:
        yield store


@pytest.fixture
def sqlite_store(sqlite_place: Path, clock: Clock) -> Iterator[Store]:
    with open_store(sqlite_place, KEYRING, clock, durable=False) as store:
        yield store


@pytest.fixture
def postgres_store(postgres_place: URL, clock: Clock) -> Iterator[Store]:
    with open_store(postgres_place, KEYRING, clock, durable=False) as store:
        yield store
