"""What tests there are: their names file by file, and how many cases the policies' tables of cases have for each rule."""

import ast
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path


@cache
def names_in(file: Path) -> frozenset[str]:
    """The names of the tests in a file; none where there is no such file."""
    if not file.exists():
        return frozenset()
    found = ast.walk(ast.parse(file.read_text(encoding="utf-8")))
    functions = (one.name for one in found if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef))
    return frozenset(name for name in functions if name.startswith("test_"))


@cache
def cases(root: Path) -> Counter[str]:
    """How many cases (facts, expected due date, reason) tests/policy holds for each rule, of both authorities together."""
    counted: Counter[str] = Counter()
    for file in sorted((root / "tests" / "policy").glob("cases*.toml")):
        found = tomllib.loads(file.read_text(encoding="utf-8"))
        counted.update(str(one.get("rule", "")) for one in found.get("case", []))
        # What happened to a case is held against each of the rules that its end may open.
        counted.update({rule: len(found.get("ended", [])) for rule in found.get("ended_under", [])})
    return counted
