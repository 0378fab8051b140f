"""Declaring a conversation: a flow is a list of steps with conditions as data, and its words by key.

A flow only asks. What the answers mean is the business of whoever applies them. Step ids are short and
permanent, for they stand in kept answers; wording may change freely. A flow is checked as it is declared.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, field

from dialogs.engine.checks import check
from dialogs.engine.steps import (
    Check,
    Choice,
    Choices,
    Date,
    DateTime,
    LongText,
    Number,
    Offer,
    Review,
    Step,
    Text,
    YesNo,
)
from dialogs.engine.words import SHARED
from dialogs.exchange.sizes import BUTTON_LABEL
from dialogs.exchange.text import cut

__all__ = [
    "Check",
    "Choice",
    "Choices",
    "Date",
    "DateTime",
    "Flow",
    "LongText",
    "Number",
    "Offer",
    "Review",
    "Step",
    "Text",
    "YesNo",
]


@dataclass(frozen=True, slots=True)
class Flow:
    """A conversation. ``version`` is stored with every started one, which finishes on it.

    args       what it is about: names of texts given to ``begin``, stored with it
    facts      names of the facts it reads; each must be there, though it may be None
    resumable  whether "stop" keeps it for later; otherwise "stop" gives it up

    Words by key (placeholders in braces name arguments or facts; dates are written in full):
      title, summary           heading of each message · what a lock screen may show: no placeholders
      <step>                   the question; for a Review what is said above the answers
      <step>.label             a short name, for buttons and the check; the question itself otherwise
      <step>.hint              one line below the question
      <step>.blank             what to do when nothing was entered: "Enter what you have decided to do"
      <step>.<option>          the label of a declared option
      <step>.<check>           the problem that a check found
      <step>.confirm           the button of a Review
      before, left, finished   said before the first question · when stopped · at the end; optional
      finish                   the button of the last question, where it does more than save; optional
    Raises FlowError naming every fault.
    """

    id: str
    version: int
    steps: tuple[Step, ...]
    words: Mapping[str, str]
    _: KW_ONLY
    args: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    resumable: bool = True
    by_id: Mapping[str, Step] = field(init=False, repr=False, compare=False)
    form: Mapping[str, Step] = field(init=False, repr=False, compare=False)
    """The steps that make one form, by id: those before the Review, or all where there is none."""
    review: str = field(init=False, repr=False, compare=False)
    """The id of its Review, or "" where it has none."""
    all_words: Mapping[str, str] = field(init=False, repr=False, compare=False)
    """Its own words, and those that every conversation shares."""
    labels: Mapping[str, str] = field(init=False, repr=False, compare=False)
    """Those that need no filling in, no longer than a button's label may be."""
    counted: tuple[str, ...] = field(init=False, repr=False, compare=False)
    """The ids of those steps of the form that count in "Question 2 of 4"."""
    reads: frozenset[str] = field(init=False, repr=False, compare=False)
    """The names of all facts and arguments that it must be told."""

    def __post_init__(self) -> None:
        review = next((step for step in self.steps if isinstance(step, Review)), None)
        form = self.steps[: self.steps.index(review)] if review is not None else self.steps
        object.__setattr__(self, "by_id", {step.id: step for step in self.steps})
        object.__setattr__(self, "form", {step.id: step for step in form})
        object.__setattr__(self, "review", review.id if review is not None else "")
        words = {**SHARED, **self.words}
        labels = {key: cut(text, BUTTON_LABEL) for key, text in words.items() if "{" not in text}
        object.__setattr__(self, "all_words", words)
        object.__setattr__(self, "labels", labels)
        object.__setattr__(self, "counted", tuple(step.id for step in form if step.counted))
        object.__setattr__(self, "reads", frozenset({"now", "today", "timezone", *self.facts, *self.args}))
        check(self)

    def step(self, step: str) -> Step:
        """The step of this id. Raises KeyError."""
        return self.by_id[step]
