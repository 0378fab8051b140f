"""What comes of a turn, for a conversation to apply."""

from __future__ import annotations

from dataclasses import field

from dialogs.engine.state import State
from dialogs.engine.values import Answers, Held
from dialogs.exchange.immutable import value
from dialogs.exchange.message import Message


@value
class Kept:
    """An answer was accepted, or a step left out: keep it at once. A confirmed Review is kept as True."""

    step: str
    value: Held = field(repr=False)


@value
class Finished:
    """All is answered and confirmed. Only steps that apply are among the answers; a Review is not."""

    answers: Answers = field(repr=False)


@value
class Left:
    """Stopped for now; the state stays."""


@value
class Discarded:
    """Given up; nothing is to come of it."""


Outcome = Kept | Finished | Left | Discarded


@value
class Advance:
    """What a turn did: the state to keep, or None when it is over; what to say; what to apply, in order.

    No outcomes: nothing but the prompt changed. ``card`` is the message whose place a conversation's own last
    words should take, so that no live button of it stays behind. ``last`` is where it stood when it was finished, and
    ``lines`` what the next prompt would have said first.
    """

    state: State | None
    messages: tuple[Message, ...]
    outcomes: tuple[Outcome, ...]
    card: str
    last: State | None = None
    lines: tuple[str, ...] = ()
