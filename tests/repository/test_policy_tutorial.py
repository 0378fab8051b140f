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
from bot.clock import system_now
from bot.directory import KINDS
from supervision.policy import Policy, load_file

PAGE = Path(__file__).parents[2] / "docs" / "administrators" / "writing-a-policy.md"
PASTE = "in place of what is there"
ADD = "at the end of `riverside.toml`"
SAVE = re.compile(r"[Ss]ave this as `([^`]+)`")
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
        if language == "csv":
            (name,) = SAVE.findall(words)
            (tmp_path / name).write_text(body, encoding="utf-8")
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


def test_what_the_tutorial_makes_is_for_its_owner_alone(followed: Path) -> None:
    assert [one.stat().st_mode & 0o077 for one in (followed / "data", followed / "data" / "policies")] == [
        0,
        0,
    ]


def test_the_tutorial_uses_no_other_kind_of_block() -> None:
    assert {part.language for part in parts()} == {"console", "csv", "toml", ""}


def clock(policy: Policy, rule: str) -> str:
    return policy.rules[rule].clock.kind


def test_the_council_of_the_tutorial_is_served_like_any_other_also_by_a_rule_of_its_own(
    followed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    today = system_now().astimezone(load_file(followed / "riverside.toml").timezone).date()
    events = [",".join(KINDS["events"].columns), f"e1,event,incident-talk,rw1,,,{today},,"]
    (followed / "events.csv").write_text("\n".join(events) + "\n", encoding="utf-8")
    capsys.readouterr()
    assert main(["import", "events", "events.csv"]) == 0
    assert "Duties opened: 1 incident-talk" in capsys.readouterr().out
    assert main(["duties", "--person", "rw1", "--json"]) == 0
    owed = {duty["rule"]: duty for duty in json.loads(capsys.readouterr().out)}
    # The file that was put to work last gives 48 hours.
    assert owed["record-case"]["due"] == "2026-11-04"
    assert owed["freq-sw"]["due"] == "2026-11-30"
    assert (owed["incident-talk"]["owner"], owed["incident-talk"]["status"]) == ("rm1", "due")
