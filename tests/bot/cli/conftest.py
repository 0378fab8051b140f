import shutil
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from bot.cli import main
from bot.clock import system_now
from tests.bot.cli.commands import Commands
from tests.bot.directory.files import TEAM, text


@pytest.fixture
def bot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], team: Path
) -> Commands:
    """The command line, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return Commands(tmp_path, capsys, team)


@pytest.fixture(scope="session")
def team(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with a small team in it."""
    folder = tmp_path_factory.mktemp("team")
    _import(folder, "people", *TEAM)
    return folder / "data"


@pytest.fixture(scope="session")
def imported(tmp_path_factory: pytest.TempPathFactory, team: Path) -> Path:
    """A data directory with a small team in it, whose worker and manager last met 10 days ago."""
    folder = tmp_path_factory.mktemp("imported")
    ten_days_ago = (system_now() - timedelta(days=10)).date().isoformat()
    shutil.copytree(team, folder / "data")
    held = {"id": "s1", "status": "held", "starts_at": f"{ten_days_ago}T10:00", "held_on": ten_days_ago}
    _import(folder, "sessions", held)
    return folder / "data"


def _import(folder: Path, kind: str, *rows: Mapping[str, str]) -> None:
    file = folder / f"{kind}.csv"
    file.write_text(text(kind, *rows), encoding="utf-8")
    assert main(["import", kind, str(file), "--data", str(folder / "data")]) == 0


@pytest.fixture
def council(bot: Commands, imported: Path) -> Commands:
    """The command line with a team of Central Bedfordshire in its data directory."""
    shutil.copytree(imported, bot.data)
    return bot
