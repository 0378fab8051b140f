"""By which tests each clause is shown: those of the part of the ledger that serves a rule, and those of the clause itself.

Each is a file of tests and the names of tests in it; `tests_there` looks them up. The policies' cases are counted.
"""

from collections.abc import Mapping

from tools.coverage_page.shown.cases import CASES
from tools.coverage_page.shown.conversations import CONVERSATIONS
from tools.coverage_page.shown.naming import Tests
from tools.coverage_page.shown.parts import PARTS
from tools.coverage_page.shown.rules import RULES

__all__ = ["CLAUSES", "PARTS", "Tests"]

CLAUSES: Mapping[str, Tests] = {**RULES, **CASES, **CONVERSATIONS}
"""Tests of a clause itself, beside those of the part of the ledger that serves it."""
