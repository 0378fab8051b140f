"""What is wrong with a declared flow, found when it is declared rather than when a person meets it.

Steps run forward only, and conditions read earlier steps only, so every path ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from string import Formatter
from typing import Protocol

from dialogs.engine.conditions import Answered, Blank, Condition, Equals, Given, Includes, leaves
from dialogs.engine.steps import MOST_LETTERS, Choice, Choices, LongText, Offer, Review, Step, Text
from dialogs.engine.words import SHARED
from dialogs.errors import FlowError

ALWAYS = ("now", "today", "timezone")
"""Facts that every conversation is given."""
RESERVED = {"do", "what", "title", "summary", "before", "finished", "finish", *SHARED}
"""No step may have these ids: names in an answer's values that say which button was pressed, and keys of
words."""
_ID = re.compile(r"[a-z][a-z0-9_]{0,39}")


class Declared(Protocol):
    """What a flow declares."""

    @property
    def id(self) -> str: ...
    @property
    def steps(self) -> tuple[Step, ...]: ...
    @property
    def words(self) -> Mapping[str, str]: ...
    @property
    def args(self) -> tuple[str, ...]: ...
    @property
    def facts(self) -> tuple[str, ...]: ...


def check(flow: Declared) -> None:
    """Raises FlowError naming every fault."""
    if faults := [*_steps(flow), *_words(flow)]:
        raise FlowError(flow.id, faults)


def _steps(flow: Declared) -> Iterator[str]:
    if not flow.steps:
        yield "has no steps"
    if sum(isinstance(step, Review) for step in flow.steps) > 1:
        yield "has more than one review"
    earlier: dict[str, Step] = {}
    for step in flow.steps:
        if not _ID.fullmatch(step.id) or step.id in RESERVED or step.id in earlier:
            yield f"step id {step.id} is reserved, used twice or not short lower case"
        if isinstance(step, Text | LongText) and not 0 < step.max_length <= MOST_LETTERS:
            yield f"step {step.id} allows more than {MOST_LETTERS} characters"
        if step.default and step.default not in (*flow.facts, *flow.args, *ALWAYS):
            yield f"step {step.id} starts from {step.default}, which is no declared fact"
        for condition in _conditions(step):
            yield from _condition(flow, step, condition, earlier)
        if isinstance(step, Choice | Choices):
            yield from _options(flow, step)
        if isinstance(step, Review) and (step.required is not True or step.when):
            yield f"review {step.id} must be asked always"
        earlier[step.id] = step


def _conditions(step: Step) -> Iterator[Condition]:
    given = [step.when, step.required]
    if isinstance(step, Choice | Choices) and not isinstance(step.options, str):
        given += [option.when for option in step.options if isinstance(option, Offer)]
    for condition in given:
        if condition is not None and not isinstance(condition, bool):
            yield from leaves(condition)


def _condition(flow: Declared, step: Step, condition: Condition, earlier: dict[str, Step]) -> Iterator[str]:
    match condition:
        case Given(fact):
            if fact not in (*flow.facts, *flow.args):
                yield f"step {step.id} depends on {fact}, which is no declared fact"
        case Answered(other) | Blank(other) | Equals(other, _) | Includes(other, _):
            if other not in earlier:
                yield f"step {step.id} depends on {other}, which is no earlier step"
            elif isinstance(condition, Equals | Includes) and condition.value not in _values(earlier[other]):
                yield f"step {step.id} depends on an answer that {other} does not offer"
            elif isinstance(condition, Includes) != isinstance(earlier[other], Choices) and isinstance(
                condition, Equals | Includes
            ):
                yield f"step {step.id} must use Includes for a step with several answers, Equals for others"


class _Anything:
    def __contains__(self, value: object) -> bool:
        return True


def _values(step: Step) -> tuple[str, ...] | _Anything:
    if not isinstance(step, Choice | Choices) or isinstance(step.options, str):
        return _Anything()
    return tuple(option.value if isinstance(option, Offer) else option for option in step.options)


def _options(flow: Declared, step: Choice | Choices) -> Iterator[str]:
    if isinstance(step.options, str):
        if step.options not in flow.facts:
            yield f"step {step.id} takes its options from {step.options}, which is no declared fact"
    elif not step.options:
        yield f"step {step.id} offers nothing to choose"


def _words(flow: Declared) -> Iterator[str]:
    needed = {"title", "summary", *_needed(flow)}
    allowed = needed | SHARED.keys() | {"before", "finished", "finish"}
    allowed |= {f"{step.id}.{part}" for step in flow.steps for part in ("label", "hint", "blank", "confirm")}
    for key in sorted(needed - flow.words.keys()):
        yield f"has no words for {key}"
    for key in sorted(flow.words.keys() - allowed):
        yield f"has words for {key}, which it never says"
    known = {*flow.facts, *flow.args, *ALWAYS}
    for key, text in flow.words.items():
        if not text.strip():
            yield f"has empty words for {key}"
        places = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
        if key == "summary" and places:
            yield "has a summary with placeholders; a lock screen may show it"
        elif key not in SHARED and places - known:
            yield f"has a placeholder in {key} that names no declared fact"


def _needed(flow: Declared) -> Iterator[str]:
    for step in flow.steps:
        yield step.id
        yield from (f"{step.id}.{key}" for key in step.checks)
        values = _values(step)
        if isinstance(values, tuple):
            yield from (f"{step.id}.{value}" for value in values)
