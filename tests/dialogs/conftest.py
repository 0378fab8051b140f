"""What the tests of conversations share."""

from __future__ import annotations

import pytest

from tests.dialogs.talking import Talk


@pytest.fixture
def talk() -> type[Talk]:
    """Begins a conversation: ``talk(FLOW, facts, args)``. It is Saturday 21 November 2026, 09:00."""
    return Talk
