"""When a step applies or must be answered, as data, so that a flow can be drawn and checked.

Conditions look at the answers to earlier steps and at facts. What equality cannot say is a named function.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from dialogs.engine.values import SKIPPED, Answers, Facts, Value


class Condition(Protocol):
    """Whether something holds, and which steps and facts it reads to know."""

    def holds(self, answers: Answers, facts: Facts) -> bool: ...

    def parts(self) -> Iterator[Condition]: ...


class _Leaf:
    __slots__ = ()

    def parts(self) -> Iterator[Condition]:
        return iter(())


@dataclass(frozen=True, slots=True)
class Equals(_Leaf):
    """The step was answered with exactly this."""

    step: str
    value: Value

    def holds(self, answers: Answers, facts: Facts) -> bool:
        return answers.get(self.step, SKIPPED) == self.value


@dataclass(frozen=True, slots=True)
class Includes(_Leaf):
    """The option is among those chosen at a step where several may be."""

    step: str
    value: str

    def holds(self, answers: Answers, facts: Facts) -> bool:
        return self.value in answers.chosen(self.step)


@dataclass(frozen=True, slots=True)
class Answered(_Leaf):
    """The step has an answer that was not left out."""

    step: str

    def holds(self, answers: Answers, facts: Facts) -> bool:
        return answers.kept.get(self.step, SKIPPED) is not SKIPPED


@dataclass(frozen=True, slots=True)
class Blank(_Leaf):
    """The step was left out, is not reached yet, or does not apply."""

    step: str

    def holds(self, answers: Answers, facts: Facts) -> bool:
        return answers.kept.get(self.step, SKIPPED) is SKIPPED


@dataclass(frozen=True, slots=True)
class Given(_Leaf):
    """The fact of this name is there and not empty."""

    fact: str

    def holds(self, answers: Answers, facts: Facts) -> bool:
        return bool(facts.get(self.fact))


@dataclass(frozen=True, slots=True)
class Holds(_Leaf):
    """A named function of the facts says so."""

    function: Callable[[Facts], bool]

    def holds(self, answers: Answers, facts: Facts) -> bool:
        return self.function(facts)


@dataclass(frozen=True, slots=True)
class Not:
    condition: Condition

    def holds(self, answers: Answers, facts: Facts) -> bool:
        return not self.condition.holds(answers, facts)

    def parts(self) -> Iterator[Condition]:
        yield self.condition


@dataclass(frozen=True, slots=True, init=False)
class AllOf:
    conditions: tuple[Condition, ...]

    def __init__(self, *conditions: Condition) -> None:
        object.__setattr__(self, "conditions", conditions)

    def holds(self, answers: Answers, facts: Facts) -> bool:
        # Loops rather than all() and any() over a generator, which cost twice as much: an answer asks some forty times.
        for it in self.conditions:
            if not it.holds(answers, facts):
                break
        else:
            return True
        return False

    def parts(self) -> Iterator[Condition]:
        return iter(self.conditions)


@dataclass(frozen=True, slots=True, init=False)
class AnyOf:
    conditions: tuple[Condition, ...]

    def __init__(self, *conditions: Condition) -> None:
        object.__setattr__(self, "conditions", conditions)

    def holds(self, answers: Answers, facts: Facts) -> bool:
        for it in self.conditions:
            if it.holds(answers, facts):
                break
        else:
            return False
        return True

    def parts(self) -> Iterator[Condition]:
        return iter(self.conditions)


def leaves(condition: Condition) -> Iterator[Condition]:
    """The conditions that read something themselves, however deep they stand."""
    parts = tuple(condition.parts())
    if not parts:
        yield condition
    for part in parts:
        yield from leaves(part)
