"""What the docs show works as it stands there."""

import re
import shlex
from pathlib import Path

import pytest

from bot.cli import main
from supervision.policy import load_policies

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"


def blocks(page: str, language: str) -> list[str]:
    text = (DOCS / page).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def test_the_examples_of_the_five_files_are_imported_without_a_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kinds = ("people", "cases", "sessions", "absences", "events")
    for kind, text in zip(kinds, blocks("administrators/importing.md", "csv"), strict=True):
        file = tmp_path / f"{kind}.csv"
        file.write_text(text, encoding="utf-8")
        assert main(["import", kind, str(file), "--data", str(tmp_path / "data")]) == 0
        assert f"{len(text.splitlines()) - 1} new, 0 changed" in capsys.readouterr().out


@pytest.mark.parametrize("overlay", blocks("administrators/policies.md", "toml"))
def test_an_example_of_an_overlay_is_loaded_and_marks_its_rule(overlay: str, tmp_path: Path) -> None:
    (tmp_path / "bradford.toml").write_text(overlay, encoding="utf-8")
    (rule,) = re.findall(r"^\[rules\.([a-z-]+)\]$", overlay, re.MULTILINE)
    assert load_policies(tmp_path)["bradford"].rules[rule].local_setting


def test_every_explain_in_the_docs_is_one_that_can_be_run(capsys: pytest.CaptureFixture[str]) -> None:
    pages = "\n".join(path.read_text(encoding="utf-8") for path in DOCS.rglob("*.md"))
    shown = set(re.findall(r"^(?:.*`)?(supervision-bot explain [^`\n]+)", pages, re.MULTILINE))
    assert shown
    for line in shown:
        words = shlex.split(line.replace(" --data DIR", ""))[1:]
        assert main(words) == 0
        assert capsys.readouterr().out
