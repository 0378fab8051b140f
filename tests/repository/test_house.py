"""The floors that import contracts cannot see."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tools.check import CHECKS
from tools.check.files import files_of

ROOT = Path(__file__).parents[2]
ROOMS = ("bot", "dialogs", "manifest", "scheduler", "storage", "supervision")


def nodes(*rooms: str) -> Iterator[tuple[str, ast.AST]]:
    """Everything that the modules of these rooms say, with the module's path."""
    for path in files_of(ROOT):
        name = path.relative_to(ROOT)
        if path.suffix == ".py" and name.parts[0] in rooms:
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                yield str(name), node


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__module__)
def test_the_repository_passes_its_own_checks(check: Callable[[Path], Iterator[str]]) -> None:
    assert list(check(ROOT)) == []


def test_only_storage_opens_an_engine() -> None:
    names = {"create_engine", "create_async_engine", "engine_from_config"}
    found = {path for path, node in nodes(*ROOMS) if isinstance(node, ast.alias) and node.name in names}
    assert {path for path in found if not path.startswith("storage/")} == set()


def test_only_bot_reads_the_clock() -> None:
    clocks = {"datetime.now", "datetime.today", "datetime.utcnow", "date.today", "func.now", "time.time"}
    found = {
        path
        for path, node in nodes("dialogs", "scheduler", "storage", "supervision")
        if isinstance(node, ast.Attribute) and ".".join(ast.unparse(node).split(".")[-2:]) in clocks
    }
    assert found == set()


def test_no_code_asks_which_authority_it_is() -> None:
    found = {
        path
        for path, node in nodes(*ROOMS)
        if isinstance(node, ast.Compare)
        and any(ast.unparse(side).split(".")[-1] == "authority" for side in sides(node))
        and any(isinstance(side, ast.Constant) and isinstance(side.value, str) for side in sides(node))
    }
    assert found == set()


def sides(comparison: ast.Compare) -> list[ast.expr]:
    return [comparison.left, *comparison.comparators]
