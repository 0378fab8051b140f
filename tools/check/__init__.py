"""Checks of what no linter knows about: links, the lock, the pages of rules and of coverage, and words that must not be
in here.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from tools import coverage_page, rules_page
from tools.check import links, lock, words

# Each is given the repository and yields a line for each fault.
CHECKS: tuple[Callable[[Path], Iterator[str]], ...] = (
    coverage_page.faults,
    links.faults,
    lock.faults,
    rules_page.faults,
    words.faults,
)
