"""The package that a Teams administrator uploads."""

import io
import json
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator

from bot.cli import main
from dialogs.registry import COMMANDS
from manifest.icons.drawn import colour, white_outline
from manifest.teams import VERSION, App, manifest, package
from tests.support.node import NODE_MODULES

APP = App(
    "11111111-2222-4333-8444-555555555555", "1.0.0", {"help": "What you can type", "due": "What is owed"}
)
ICONS = Path(__file__).parents[2] / "manifest" / "icons"
SCHEMAS = NODE_MODULES / "@microsoft" / "app-manifest" / "build" / "json-schemas" / "teams"


def pixels(png: bytes) -> tuple[int, int, list[bytes]]:
    """Width, height, and the colour and opacity of each pixel."""
    width, height, depth, kind = struct.unpack(">IIBB", png[16:26])
    assert (depth, kind) == (8, 6)
    length = struct.unpack(">I", png[33:37])[0]
    raw = zlib.decompress(png[41 : 41 + length])
    rows = [raw[start + 1 : start + 1 + width * 4] for start in range(0, len(raw), width * 4 + 1)]
    return width, height, [row[at : at + 4] for row in rows for at in range(0, len(row), 4)]


@pytest.mark.needs_node
def test_it_is_what_the_newest_schema_asks_for() -> None:
    newest = max((one for one in SCHEMAS.iterdir() if one.name[1:2].isdigit()), key=number)
    assert newest.name == f"v{VERSION}"
    schema = json.loads((newest / "MicrosoftTeams.schema.json").read_text("utf-8"))
    assert [error.message for error in Draft4Validator(schema).iter_errors(manifest(APP))] == []


def test_the_package_holds_a_manifest_and_the_icons_it_names() -> None:
    with zipfile.ZipFile(io.BytesIO(package(APP))) as zipped:
        held = json.loads(zipped.read("manifest.json"))
        assert sorted(zipped.namelist()) == ["color.png", "manifest.json", "outline.png"]
        assert set(held["icons"].values()) <= set(zipped.namelist())
    assert held["bots"][0]["botId"] == held["id"] == APP.app_id
    assert held["bots"][0]["scopes"] == ["personal"]


def test_the_same_words_give_the_same_file() -> None:
    assert package(APP) == package(APP)


@pytest.mark.parametrize(("name", "drawn"), [("color.png", colour), ("outline.png", white_outline)])
def test_the_icons_are_as_they_are_drawn(name: str, drawn: Any) -> None:
    kept, made = pixels((ICONS / name).read_bytes()), pixels(drawn())
    assert kept == made


def test_the_icons_have_the_sizes_and_colours_that_teams_asks_for() -> None:
    width, height, found = pixels((ICONS / "color.png").read_bytes())
    assert (width, height) == (192, 192)
    assert {one[3] for one in found} == {255}
    width, height, found = pixels((ICONS / "outline.png").read_bytes())
    assert (width, height) == (32, 32)
    assert {one[:3] for one in found if one[3]} == {b"\xff\xff\xff"}
    assert {one[3] for one in found} >= {0, 255}


@pytest.mark.parametrize(
    "wrong", [{"name": "x" * 31}, {"name": ""}, {"organisation": "x" * 33}, {"website": "http://example.org"}]
)
def test_words_that_teams_does_not_take_are_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="must"):
        package(App(APP.app_id, "1.0.0", {}, **wrong))


def test_the_command_writes_it_and_every_command_in_it_answers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "app.zip"
    assert (
        main(["manifest", "teams", "--out", str(out), "--app-id", APP.app_id, "--organisation", "A Council"])
        == 0
    )
    with zipfile.ZipFile(out) as zipped:
        held = json.loads(zipped.read("manifest.json"))
    listed = [one["title"] for one in held["bots"][0]["commandLists"][0]["commands"]]
    assert listed[0] == "help"
    assert set(listed) <= set(COMMANDS)


def test_without_a_registration_it_says_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["manifest", "teams", "--out", str(tmp_path / "app.zip")]) == 1
    assert "SUPERVISION_TEAMS_APP_ID" in capsys.readouterr().err


def number(folder: Path) -> list[int]:
    """A schema's version, to be compared as numbers."""
    return [int(part) for part in folder.name.removeprefix("v").split(".")]
