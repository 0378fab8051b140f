"""The tutorial, followed word for word by somebody who types every command and pastes every part where it is told to."""

import json
import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from bot.cli import main
from bot.directory import KINDS
from supervision.policy import Policy, load_file

PAGE = Path(__file__).parents[2] / "docs" / "administrators" / "writing-a-policy.md"
PASTE = "in place of what is there"
ADD = "at the end of `riverside.toml`"
REPLACE = re.compile(r"replace `([^`]+)` with `([^`]+)`")
MORE = "…"


class Part(NamedTuple):
    """A fenced block and the words since the last one; the words after the last block have none."""

    words: str
    language: str
    body: str


def parts() -> Iterator[Part]:
    text = PAGE.read_text(encoding="utf-8")
    pieces = re.split(r"^```(\w+)\n(.*?)^```\n", text, flags=re.MULTILINE | re.DOTALL)
    for words, language, body in zip(pieces[::3], [*pieces[1::3], ""], [*pieces[2::3], ""], strict=True):
        yield Part(" ".join(words.split()), language, body)


def commands(body: str) -> Iterator[tuple[str, list[str]]]:
    """Each command of a block and the lines it answers."""
    for command in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
        line, *answer = command.rstrip("\n").split("\n")
        yield line, answer


def typed(line: str, folder: Path, capture: pytest.CaptureFixture[str]) -> list[str]:
    """What a command answers, in a terminal in this folder."""
    program, *arguments = shlex.split(line)
    if program != "supervision-bot":
        subprocess.run([program, *arguments], cwd=folder, check=True)
        return []
    main(arguments)
    ended = capture.readouterr()
    return [one.rstrip() for one in (ended.out + ended.err).rstrip("\n").split("\n")]


@pytest.fixture
def followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """The folder in which the tutorial was followed to its end."""
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "riverside.toml"
    for words, language, body in parts():
        for old, new in REPLACE.findall(words):
            text = file.read_text(encoding="utf-8")
            assert text.count(old) == 1
            file.write_text(text.replace(old, new), encoding="utf-8")
        if language == "toml":
            assert (PASTE in words) != (ADD in words)
            kept = "" if PASTE in words else file.read_text(encoding="utf-8") + "\n"
            file.write_text(kept + body, encoding="utf-8")
        for line, answer in commands(body) if language == "console" else ():
            shown = typed(line, tmp_path, capsys)
            if answer and answer[-1] == MORE:
                shown[len(answer) - 1 :] = [MORE]
            assert shown == answer, line
    return tmp_path


def test_the_tutorial_answers_as_it_is_written_and_leaves_a_policy_in_force(followed: Path) -> None:
    policy = load_file(followed / "data" / "policies" / "riverside.toml")
    assert {clock(policy, "record-case"), clock(policy, "freq-sw")} == {"within_hours", "every"}
    assert policy.rules["rebook"].uncertain
    assert not policy.clauses["oversight"].counts_as_supervision


def test_the_tutorial_uses_no_other_kind_of_block() -> None:
    assert {part.language for part in parts()} == {"console", "toml", ""}


def clock(policy: Policy, rule: str) -> str:
    return policy.rules[rule].clock.kind


def test_the_council_of_the_tutorial_is_served_like_any_other(
    followed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = {
        "people": [
            "rm1,Rowan Marsh,rowan@riverside.example,team_manager,riverside,,,2024-01-08,,,,",
            "rw1,Robin Weir,robin@riverside.example,social_worker,riverside,rm1,,2024-01-08,,,,",
        ],
        "sessions": ["rs1,rw1,rm1,2026-11-02T10:00,60,case,held,,,,,2026-11-02,,,"],
    }
    for kind, lines in rows.items():
        file = followed / f"{kind}.csv"
        file.write_text("\n".join([",".join(KINDS[kind].columns), *lines]) + "\n", encoding="utf-8")
        assert main(["import", kind, str(file)]) == 0
    capsys.readouterr()
    assert main(["duties", "--person", "rw1", "--json"]) == 0
    owed = {duty["rule"]: duty["due"] for duty in json.loads(capsys.readouterr().out)}
    assert owed["record-case"].startswith("2026-11-03")
    assert owed["freq-sw"].startswith("2026-11-30")
