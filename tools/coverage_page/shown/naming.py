"""Naming tests: a file of them, and the names of tests in it without the word they all begin with."""

from collections.abc import Mapping
from typing import Final

Tests = Mapping[str, tuple[str, ...]]

SUPERVISION: Final = "tests/supervision/test_{}.py"
SCENARIOS: Final = "tests/scenarios/test_{}.py"
CHAT: Final = "tests/dialogs/conversations/test_{}.py"


def of(place: str, name: str, *tests: str) -> Tests:
    """These tests of one file."""
    return {place.format(name): tuple(f"test_{one}" for one in tests)}
