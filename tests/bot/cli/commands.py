"""Running commands as a shell would, in this process."""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main
from tests.bot.directory.files import TEAM, text


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Commands:
    """`supervision-bot` with the data directory of one test."""

    def __init__(self, folder: Path, capture: pytest.CaptureFixture[str], team: Path) -> None:
        self.folder = folder
        self.data = folder / "data"
        self._capture, self._team = capture, team

    def __call__(self, *arguments: str) -> Ended:
        try:
            code = main(arguments)
        except SystemExit as ended:
            code = int(ended.code or 0)
        found = self._capture.readouterr()
        return Ended(code, found.out, found.err)

    def file(self, kind: str, *rows: dict[str, str]) -> str:
        """Write a file of this kind; gives its path."""
        path = self.folder / f"{kind}.csv"
        path.write_text(text(kind, *rows), "utf-8")
        return str(path)

    def import_team(self) -> None:
        """A store with a small team in it. Where there is none yet, it is a copy of one that was imported for all."""
        if not self.data.exists():
            shutil.copytree(self._team, self.data)
            return
        assert self("import", "people", self.file("people", *TEAM), "--data", str(self.data)).code == 0
