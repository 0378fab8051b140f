"""What can go wrong in this room. No message ever holds what a person typed."""

from __future__ import annotations

from collections.abc import Sequence


class DialogError(Exception):
    """Something in a conversation is not as it should be."""


class FlowError(DialogError):
    """A flow is declared wrongly, or is given facts it was not declared with. A fault of ours."""

    def __init__(self, flow: str, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        super().__init__(f"flow {flow}: " + "; ".join(self.faults))


class StateError(DialogError):
    """A kept conversation cannot be read back, or belongs to another flow or version."""


class ReplyError(DialogError):
    """What a client sent is no reply. The message is one sentence for the person who sent it."""
