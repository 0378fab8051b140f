"""The page on installing holds against the Makefile, the settings and the commands."""

import re
import shlex
import tomllib
from pathlib import Path

import pytest

from bot.cli import COMMANDS
from bot.settings import Settings

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/operators/installing.md").read_text(encoding="utf-8")


def block(language: str) -> str:
    (found,) = re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    return str(found)


def test_installing_without_test_tools_is_a_target_of_the_makefile_that_takes_the_smaller_lock() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert "\nmake .venv/.runtime\n" in PAGE
    assert re.search(r"^VENV := \.venv$", makefile, re.MULTILINE)
    assert re.search(r"^\$\(VENV\)/\.runtime: requirements\.lock ", makefile, re.MULTILINE)


def test_the_version_of_python_is_the_one_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert f"Python {project['requires-python'].removeprefix('>=')} or later" in PAGE


def test_each_setting_and_command_it_names_is_there() -> None:
    settings = {f"SUPERVISION_{name.upper()}" for name in Settings.model_fields}
    assert set(re.findall(r"SUPERVISION_[A-Z_]+", PAGE)) <= settings
    for found in re.findall(r"(?:^|`)supervision-bot ([a-z]+)", PAGE, re.MULTILINE):
        assert found in COMMANDS


def test_the_example_of_settings_is_read_by_a_shell_and_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = re.findall(r"^SUPERVISION_[A-Z_]+='.*'$", PAGE, re.MULTILINE)
    for word in (shlex.split(line)[0] for line in lines):
        monkeypatch.setenv(*word.split("=", 1))
    settings = Settings()
    assert settings.channels == ("slack",)
    assert str(settings.store).startswith("postgresql://supervision:")


def test_service_and_web_server_use_the_folder_and_the_port_of_the_settings() -> None:
    unit, port = block("ini"), Settings.model_fields["port"].default
    assert "ExecStart=/opt/supervision-bot/.venv/bin/supervision-bot run\n" in unit
    assert "ReadWritePaths=/var/lib/supervision-bot\n" in unit
    assert "SUPERVISION_DATA='/var/lib/supervision-bot'\n" in PAGE
    assert block("nginx").count(f"proxy_pass http://127.0.0.1:{port};") == 2


def test_before_the_first_start_on_postgresql_the_same_keys_policies_and_overlays_are_asked_for() -> None:
    page = (ROOT / "docs/operators/running.md").read_text(encoding="utf-8")
    section = page.partition("\n## PostgreSQL\n")[2].partition("\n## ")[0]
    before, _, after = section.partition("1. Stop every bot")
    assert after
    assert all(one in before for one in ("Before the first start", "**Keys:**", "**Policies and overlays:**"))
