"""What can be chosen at a step, and which option was meant by what was typed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dialogs.engine.problem import Problem
from dialogs.engine.steps import Choice, Choices
from dialogs.engine.values import Answers, Facts
from dialogs.engine.words import Wording
from dialogs.exchange.message import Option

Options = Sequence[Option]


Offered = tuple[Option, ...] | tuple[str, ...]
"""What can be chosen: options as a fact gives them, or the values of declared ones, labelled once they are shown."""


def offered(step: Choice | Choices, answers: Answers, facts: Facts) -> Offered:
    """What applies now at a step. Raises TypeError for a fact of another kind."""
    if isinstance(step.options, str):
        given = facts[step.options]
        if not isinstance(given, Sequence) or not all(isinstance(it, Option) for it in given):
            raise TypeError(f"the fact {step.options} is no sequence of options")
        return tuple(given)
    found = []
    for option in step.options:
        if isinstance(option, str):
            found.append(option)
        elif option.when.holds(answers, facts):
            found.append(option.value)
    return tuple(found)


def labelled(step: str, found: Offered, wording: Wording) -> tuple[Option, ...]:
    """The options of a step, with their labels."""
    return tuple([it if isinstance(it, Option) else Option(it, wording(f"{step}.{it}")) for it in found])


def pick(options: Options, text: str, wording: Wording) -> str:
    """The value of the one option meant: by value, label, number in the list, or the start of its label that
    no other shares. Raises Problem, with the options that fit when there are several."""
    typed = text.casefold()
    for meant in (
        [it for it in options if it.value == text],
        [it for it in options if it.label.casefold() == typed],
        [it for place, it in enumerate(options, 1) if text == str(place)],
        [it for it in options if it.value.casefold() == typed],
        [it for it in options if typed and it.label.casefold().startswith(typed)],
    ):
        if len(meant) == 1:
            return meant[0].value
        if meant:
            raise Problem(wording("two_options"), tuple(meant))
    raise Problem(wording("not_option"))


def is_named(options: Options, text: str) -> bool:
    """Whether an option is meant by its whole name, as it is shown: what it is called inside is nobody's word."""
    typed = text.strip().casefold()
    return any(typed == it.label.casefold() for it in options)


def pick_several(options: Options, parts: Sequence[str], wording: Wording) -> tuple[str, ...]:
    """The values meant, in the order of the options: each part is one option, or several parted by commas or
    "and". Raises Problem."""
    meant: set[str] = set()
    for part in parts:
        try:
            meant.add(pick(options, part, wording))
        except Problem:
            pieces = [it for it in re.split(r",|;|\band\b", part) if it.strip()]
            if len(pieces) < 2:
                raise
            meant |= {pick(options, it.strip(), wording) for it in pieces}
    return tuple(option.value for option in options if option.value in meant)
