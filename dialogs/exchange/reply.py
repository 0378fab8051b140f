"""What comes back from a person: words typed, a button on a subject, or an answer to a step.

The actor is not among it: who speaks is known from the authenticated envelope only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from dialogs.exchange.immutable import value

Values = Mapping[str, str | tuple[str, ...]]
"""Field values by field name, as the client sent them: text, or several chosen option values."""


def _none() -> Values:
    return {}


@value
class Say:
    """Something typed into the chat. `posted`: what comes of it is posted there too, where an organisation keeps it."""

    text: str = field(repr=False)
    posted: bool = False


@value
class Press:
    """A button on a subject: what to do, to what, and which version of it the person was looking at."""

    verb: str
    subject: str = ""
    version: int = 0
    values: Values = field(default_factory=_none, repr=False)


@value
class Answer:
    """An answer to a step of a flow; ``version`` is that of the prompt it answers."""

    flow: str
    step: str
    version: int
    values: Values = field(default_factory=_none, repr=False)


Reply = Say | Press | Answer
