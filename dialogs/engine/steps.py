"""The kinds of step a flow is made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import KW_ONLY, dataclass, field
from typing import Final

from dialogs.engine.conditions import Condition
from dialogs.engine.dates import Direction
from dialogs.engine.values import Answers, Facts, Value

MOST_LETTERS = 3000
"""Characters one answer may have: what Slack's inputs take."""

Check = Callable[[Value, Answers, Facts], bool]
"""Whether a value that reads well is nevertheless wrong, in view of the other answers and the facts."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to ask.

    required  whether it must be answered, or the condition under which it must
    when      the condition under which it is asked at all
    default   the name of a fact that stands in the field when first asked
    checks    word key → function; when it says True the words ``<step>.<key>`` are the problem
    counted   whether it counts in "Question 2 of 4"
    private   whether what stands in it at first, or can be chosen, is what somebody typed: it stands in no chat
    """

    id: str
    _: KW_ONLY
    required: bool | Condition = True
    when: Condition | None = None
    default: str = ""
    checks: Mapping[str, Check] = field(default_factory=dict)
    counted: bool = True
    private: bool = False


@dataclass(frozen=True, slots=True)
class Text(Step):
    """One line."""

    max_length: int = 200


@dataclass(frozen=True, slots=True)
class LongText(Step):
    """Several lines."""

    max_length: int = MOST_LETTERS


# For isinstance, which is asked some twenty times in a turn: a union would be made anew each time.
TYPED: Final = (Text, LongText)


@dataclass(frozen=True, slots=True)
class Offer:
    """A declared option that is there only under a condition."""

    value: str
    when: Condition


@dataclass(frozen=True, slots=True)
class Choice(Step):
    """One of several. Options: values whose labels are the words ``<step>.<value>``, or the name of a fact
    that holds a sequence of Option."""

    options: tuple[str | Offer, ...] | str = ()


@dataclass(frozen=True, slots=True)
class Choices(Step):
    """Any number of several; options as in Choice."""

    options: tuple[str | Offer, ...] | str = ()


CHOOSING: Final = (Choice, Choices)


@dataclass(frozen=True, slots=True)
class Date(Step):
    """A local day: today or later, today or earlier, or any."""

    direction: Direction = "future"


@dataclass(frozen=True, slots=True)
class DateTime(Step):
    """A local day and time, kept as an instant: after now, before now, or any."""

    direction: Direction = "future"


@dataclass(frozen=True, slots=True)
class YesNo(Step):
    """Yes or no."""


@dataclass(frozen=True, slots=True)
class Number(Step):
    """A whole number within bounds; of `minutes` where it is a length of time, which may be typed as one: 1 hour 30."""

    least: int = 0
    most: int = 1_000_000
    minutes: bool = False


@dataclass(frozen=True, slots=True)
class Review(Step):
    """Check your answers. Confirmed with True; a later change of an earlier answer takes the confirmation
    back."""

    counted: bool = False
