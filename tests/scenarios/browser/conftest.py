"""A council imported once for all who need it, and servers that each have a copy of their own."""

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.scenarios.browser.server import LONDON, Command, Server, command
from tests.scenarios.browser.window import Window
from tests.support.forked import Forked
from tests.support.second_council import Council, second_council

Serve = Callable[..., Server]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--councils", type=int, default=1, help="tell the story on so many generated councils")
    parser.addoption("--pictures", action="store_true", help="write the pictures of the documentation anew")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "seed" in metafunc.fixturenames:
        metafunc.parametrize("seed", range(1, 1 + metafunc.config.getoption("--councils", 1)), scope="module")


@pytest.fixture(scope="module")
def imported(seed: int, tmp_path_factory: pytest.TempPathFactory) -> tuple[Council, Path]:
    """A second council, imported by the command line, and its data directory."""
    council = second_council(seed, datetime.now(LONDON).date())
    folder = tmp_path_factory.mktemp(f"council-{seed}")
    council.write(folder)
    for kind in ("people", "cases", "sessions", "absences", "events"):
        command(folder, "import", kind, folder / f"{kind}.csv", "--data", folder)
    return council, folder


@pytest.fixture(scope="session")
def demo_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with the fictional council as its first start leaves it."""
    data = tmp_path_factory.mktemp("demo") / "data"
    Server(data).stop()
    return data


@pytest.fixture
def window(page: Page, demo_data: Path, serve: Serve) -> Window:
    """A window on the fictional council, where nobody has said anything yet."""
    return Window(page, serve(demo_data))


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    """Starts a server on a copy of a data directory, or on a new one. It ends with the test, and has had no fault."""
    started: list[Server] = []

    def start(copied_from: Path | None = None, *options: str, by: type[Forked | Command] = Forked) -> Server:
        data = tmp_path / f"data-{len(started)}"
        if copied_from is not None:
            shutil.copytree(copied_from, data)
        started.append(Server(data, *options, by=by))
        return started[-1]

    yield start
    for server in started:
        server.stop()
    assert "".join(server.errors.read_text() for server in started) == ""
