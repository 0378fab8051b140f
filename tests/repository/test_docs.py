"""The docs as a whole: what a newcomer meets first, and that no page is lost."""

import re
import tomllib
from pathlib import Path

import pytest

from tools.rules_page import faults

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
DECISIONS = sorted((DOCS / "decisions").glob("[0-9]*.md"))
PROMISE = (
    "A reminder is sent at most once unless the service told us it was not accepted; if its answer is lost we "
    'record "unknown", show it, and do not repeat it silently. An escalation is sent at least once; a repeat says so.'
)


def words_of(path: Path) -> str:
    """What a page says, on one line, without the marks of a quotation."""
    return " ".join(path.read_text(encoding="utf-8").replace("\n>", "\n").split())


def linked_from(path: Path) -> set[Path]:
    targets = re.findall(r"\]\(([^)#:]+)", path.read_text(encoding="utf-8"))
    return {(path.parent / target).resolve() for target in targets}


def test_the_readme_is_one_screen_with_a_picture_and_the_two_commands() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 60
    assert "(docs/pictures/page.png)" in text
    assert re.search(r"^make run\b", text, re.MULTILINE)
    assert re.search(r"^make test\b", text, re.MULTILINE)


@pytest.mark.parametrize(
    "page", ["README.md", "docs/operators/commands.md", "docs/administrators/writing-a-policy.md"]
)
def test_a_page_that_begins_with_commands_says_where_the_command_is_installed(page: str) -> None:
    (folder,) = re.findall(r"^VENV := (.+)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    (command,) = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]
    said = re.search(r"After `make install` the command [a-z ]*is `([^`]+)`", words_of(ROOT / page))
    assert said
    assert said[1] == f"{folder}/bin/{command}"


def test_every_page_is_linked_from_the_index_of_the_docs() -> None:
    pages = {path.resolve() for path in DOCS.rglob("*.md") if path not in DECISIONS} - {DOCS / "README.md"}
    assert pages - linked_from(DOCS / "README.md") == set()


@pytest.mark.parametrize("page", ["managers.md", "supervisors.md"])
def test_the_weekly_summary_is_said_to_list_cases_to_discuss_as_well(page: str) -> None:
    (said,) = re.findall(r"Each Monday .*?\n\n", (DOCS / "users" / page).read_text("utf-8"), re.DOTALL)
    assert "not booked" in said
    assert '"Discuss 3 cases with ' in said


def test_each_row_of_a_table_says_what_to_do_by_itself() -> None:
    for path in DOCS.rglob("*.md"):
        remedies = path.read_text(encoding="utf-8").partition("## When something does not work")[2]
        assert "| The same |" not in remedies, path.name


def test_every_decision_is_linked_from_the_index_of_decisions() -> None:
    assert {path.resolve() for path in DECISIONS} == linked_from(DOCS / "decisions" / "README.md")


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_says_why_what_and_what_it_costs(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    number = int(path.name[:4])
    assert text.startswith(f"# {number}. ")
    assert re.search(r"^Date: \d{4}-\d\d-\d\d\. Status: (accepted|replaced by \d+)\.$", text, re.MULTILINE)
    parts = ["## Context", "## Decision", "## Consequences", "Good: ", "Bad: "]
    assert [text.count(f"\n{part}") for part in parts] == [1] * len(parts)


def test_decisions_are_numbered_without_a_gap() -> None:
    assert [int(path.name[:4]) for path in DECISIONS] == list(range(1, len(DECISIONS) + 1))


def test_the_promise_of_the_outbox_stands_in_its_exact_words() -> None:
    assert PROMISE in words_of(DOCS / "operators" / "promises.md")


def test_the_page_of_rules_is_what_the_policy_files_say() -> None:
    assert list(faults(ROOT)) == []
