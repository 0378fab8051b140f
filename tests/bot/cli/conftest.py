from pathlib import Path

import pytest

from tests.bot.cli.commands import Commands


@pytest.fixture
def bot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Commands:
    """The command line, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return Commands(tmp_path, capsys)
