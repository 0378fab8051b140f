"""The neutral message: what is said, asked and offered, before any channel draws it.

Nothing that a person typed is shown by ``repr``: messages end up in test output and tracebacks.
"""

from __future__ import annotations

from dataclasses import field
from typing import Literal

from dialogs.exchange.immutable import value
from dialogs.exchange.reply import Answer, Press

Kind = Literal["text", "long_text", "date", "time", "datetime", "number", "choice", "choices", "yes_no"]
Style = Literal["primary", "plain", "caution"]


@value
class Option:
    """One thing that can be chosen: the value that is kept, the label that is read."""

    value: str
    label: str
    hint: str = ""


@value
class Field:
    """One input. ``value`` is what it holds when shown; ``problem`` is what to put right, if anything.

    With a problem the value is what was typed, never thrown away: it may be longer than ``max_length`` or no
    date at all, and a channel whose input cannot hold it shows it beside.
    Dates travel as ``2026-11-24``, date-times as local ``2026-11-24T10:00``, yes/no as ``yes`` or ``no``.
    """

    name: str
    label: str
    kind: Kind
    value: str | tuple[str, ...] = field(default="", repr=False)
    required: bool = False
    hint: str = ""
    options: tuple[Option, ...] = ()
    max_length: int = 0
    problem: str = ""


@value
class Button:
    """A button and the reply it gives. ``collects``: the message's field values go along with it, every
    field by name, an emptied one as the empty string."""

    label: str
    reply: Press | Answer
    style: Style = "plain"
    collects: bool = False


@value
class Fact:
    """A labelled line to read."""

    label: str
    value: str = field(repr=False)


@value
class Message:
    """One message. ``summary`` is what a lock screen may show: never case text, never what was typed.

    ``card`` is a stable identity: a later message with the same card replaces the earlier one in place.
    ``private`` text is released only in a card or dialog, on request.
    ``in_place``: when it leaves by itself it changes its card where that stands, and calls for no attention.
    """

    text: str = field(repr=False)
    title: str = ""
    facts: tuple[Fact, ...] = ()
    fields: tuple[Field, ...] = ()
    buttons: tuple[Button, ...] = ()
    summary: str = ""
    card: str = ""
    private: bool = False
    in_place: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether it is words and nothing else."""
        more = self.title or self.card or self.summary or self.buttons or self.fields or self.facts
        return not (more or self.private or self.in_place)
