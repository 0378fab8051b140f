"""What comes of a turn, for a conversation to apply."""

from __future__ import annotations

from dataclasses import dataclass, field

from dialogs.message import Message
from dialogs.state import State
from dialogs.values import Answers, Held


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer was accepted, or a step left out: keep it at once. A confirmed Review is kept as True."""

    step: str
    value: Held = field(repr=False)


@dataclass(frozen=True, slots=True)
class Finished:
    """All is answered and confirmed. Only steps that apply are among the answers; a Review is not."""

    answers: Answers = field(repr=False)


@dataclass(frozen=True, slots=True)
class Left:
    """Stopped for now; the state stays."""


@dataclass(frozen=True, slots=True)
class Discarded:
    """Given up; nothing is to come of it."""


Outcome = Kept | Finished | Left | Discarded


@dataclass(frozen=True, slots=True)
class Advance:
    """What a turn did: the state to keep, or None when it is over; what to say; what to apply, in order.

    No outcomes: nothing but the prompt changed. ``card`` is the message whose place a conversation's own last
    words should take, so that no live button of it stays behind.
    """

    state: State | None
    messages: tuple[Message, ...]
    outcomes: tuple[Outcome, ...]
    card: str
