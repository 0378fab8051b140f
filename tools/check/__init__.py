"""Checks of what no linter knows about: links, the lock, and words that must not be in here."""

from collections.abc import Callable, Iterator
from pathlib import Path

from tools.check import links, lock, words

# Each is given the repository and yields a line for each fault.
CHECKS: tuple[Callable[[Path], Iterator[str]], ...] = (links.faults, lock.faults, words.faults)
