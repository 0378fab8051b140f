"""Every command, option, setting, word, kind of message, column and table has its entry in the docs; and no other has."""

import argparse
import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from sqlmodel import SQLModel

from bot.cli import COMMANDS, command_of
from bot.cli.command import Command
from bot.directory import KINDS
from bot.directory.event_shapes import SHAPES
from bot.settings import Settings
from dialogs.engine import commands as steering
from dialogs.news import NEWS
from dialogs.registry import COMMANDS as WORDS
from dialogs.registry import TOPICS
from dialogs.wording.owed import WORDED
from storage.sealing import SEALED_COLUMNS
from storage.tables import __all__ as every_table
from supervision.policy import load_policies
from supervision.policy.vocabulary import ROLES
from tools.check.files import files_of

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"


def text_of(page: str) -> str:
    return (DOCS / page).read_text(encoding="utf-8")


def sections(page: str) -> Mapping[str, str]:
    """The parts of a page under its second-level headings, by heading."""
    heads = re.split(r"^## (.+)$", text_of(page), flags=re.MULTILINE)[1:]
    return dict(zip(heads[::2], heads[1::2], strict=True))


def rows(text: str) -> Iterator[list[str]]:
    """The rows of the tables in a text, without their heads."""
    for table in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE):
        for line in table.splitlines()[2:]:
            yield [cell.strip() for cell in line.strip("|").split("|")]


def code(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def first_column(text: str) -> set[str]:
    return {word for row in rows(text) for word in code(row[0])}


def options_of(command: Command) -> set[str]:
    alone = argparse.ArgumentParser(add_help=False)
    command.arguments(alone)
    return set(re.findall(r"--[a-z-]+", alone.format_usage()))


def test_every_command_has_its_section_and_its_options() -> None:
    documented = {
        head.removeprefix("supervision-bot "): first_column(part)
        for head, part in sections("operators/commands.md").items()
        if head.startswith("supervision-bot ")
    }
    assert documented == {name: options_of(command_of(name)) for name in COMMANDS}


def test_every_target_of_make_has_its_row() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = {f"make {name}" for name in re.findall(r"^([a-z]+):.*## ", makefile, re.MULTILINE)}
    assert first_column(sections("operators/commands.md")["make"]) == targets


def test_every_setting_has_its_section_with_its_meaning_and_default() -> None:
    documented = {head: " ".join(part.split()) for head, part in sections("operators/settings.md").items()}
    expected = {}
    for name, field in Settings.model_fields.items():
        default = f"`{field.default}`" if field.default not in (None, "", ()) else "none"
        expected[f"SUPERVISION_{name.upper()}"] = f"{field.description} Default: {default}"
    assert documented == expected


def test_every_word_that_starts_something_has_its_row_with_its_other_words() -> None:
    part = sections("users/words-to-type.md")["To start something"]
    documented = {code(row[0])[0]: set(code(row[1])) for row in rows(part)}
    aliases: dict[str, set[str]] = {name: set() for topic in TOPICS for name in topic.commands}
    for topic in TOPICS:
        for alias, name in topic.aliases.items():
            aliases[name].add(alias)
    assert documented == aliases
    assert set(WORDS) == {word for name, others in documented.items() for word in {name, *others}}


def test_every_word_that_steers_a_conversation_has_its_row() -> None:
    part = sections("users/words-to-type.md")["While you answer questions"]
    assert first_column(part) == {*steering.COMMANDS, "confirm", "yes"}


@pytest.mark.parametrize("page", ["supervisees", "supervisors", "managers"])
def test_the_words_on_the_pages_for_people_are_words_one_can_type(page: str) -> None:
    part = sections(f"users/{page}.md")["What you can do"]
    assert first_column(part) <= set(WORDS)


def notices_put() -> set[str]:
    """The words in supervision/ that are the kind of a notice."""
    found = set()
    for path in files_of(ROOT):
        if path.suffix == ".py" and path.is_relative_to(ROOT / "supervision"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    found.add(node.value)
    return found


def test_every_kind_of_news_has_its_row() -> None:
    documented = first_column(sections("privacy/nudges-and-notifications.md")["News of what others did"])
    assert documented >= set(NEWS)
    assert documented - set(NEWS) <= notices_put()


def test_every_rule_that_reminds_has_its_row() -> None:
    part = sections("privacy/nudges-and-notifications.md")["Reminders of the policy"]
    families = {word.removesuffix("-…") for word in first_column(part)}
    assert families == set(WORDED)


def test_every_column_of_every_file_has_its_row() -> None:
    parts = sections("administrators/importing.md")
    documented = {name: first_column(parts[name.capitalize()]) for name in KINDS}
    columns = {name: {*kind.columns, *kind.optional} for name, kind in KINDS.items()}
    assert documented == columns | {"events": columns["events"] | set(SHAPES)}


def test_every_role_is_named_where_the_column_is_explained() -> None:
    people = {code(row[0])[0]: row[2] for row in rows(sections("administrators/importing.md")["People"])}
    assert set(code(people["role"])) == set(ROLES)
    assert set(code(people["authority"])) == set(load_policies())


def test_every_table_has_its_class_and_every_sealed_column_its_row() -> None:
    parts = sections("privacy/what-is-kept.md")
    classes = {word for row in rows(parts["By class"]) for word in code(row[2])}
    assert len(every_table) == len(SQLModel.metadata.tables)
    assert classes == set(SQLModel.metadata.tables)
    sealed = {(code(row[0])[0], code(row[1])[0]) for row in rows(parts["Sealed text"])}
    assert sealed == {(column.table, column.field) for column in SEALED_COLUMNS}
