"""The values answers have once they are read, and what was left out on purpose."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import date, datetime
from enum import Enum
from typing import Final, TypeVar

from dialogs.exchange.immutable import value

Value = str | tuple[str, ...] | bool | int | date | datetime
"""Text or a chosen option · several options · yes or no · a whole number · a local day · an aware UTC
instant."""


_T = TypeVar("_T")
_D = TypeVar("_D")


class Skipped(Enum):
    """A step that the person chose to leave out. Different from one not reached yet."""

    SKIPPED = "skipped"


SKIPPED: Final = Skipped.SKIPPED
Held = Value | Skipped
"""What is kept for a step: its value, or that it was left out."""
Facts = Mapping[str, object]
"""What a conversation is told: ``now`` (aware UTC), ``today`` (local date), ``timezone`` (tzinfo), its
arguments and what its flow declares. What is only read out, and seldom, may be a function without arguments: it is asked
when it is read out."""


@value
class Answers(Mapping[str, Held]):
    """Answers by step id, in the order of the steps, with a typed way to each.

    A step that was skipped, or did not apply, is empty: ``""``, ``()``, ``None`` or ``False``. Asking for
    another type than the step has raises TypeError.
    """

    kept: Mapping[str, Held] = field(default_factory=dict, repr=False)

    def __getitem__(self, step: str) -> Held:
        return self.kept[step]

    def __iter__(self) -> Iterator[str]:
        return iter(self.kept)

    def __len__(self) -> int:
        return len(self.kept)

    def given(self, step: str) -> bool:
        """Whether the step has an answer, not left out."""
        return self.kept.get(step, SKIPPED) is not SKIPPED

    def text(self, step: str) -> str:
        """What was typed, or the value of the one option chosen."""
        return self._of(step, str, "")

    def chosen(self, step: str) -> tuple[str, ...]:
        """The values of the options chosen, in the order of the options."""
        return self._of(step, tuple, ())

    def day(self, step: str) -> date | None:
        """A local date."""
        return self._of(step, date, None)

    def instant(self, step: str) -> datetime | None:
        """An aware UTC instant."""
        return self._of(step, datetime, None)

    def number(self, step: str) -> int | None:
        """A whole number."""
        return self._of(step, int, None)

    def yes(self, step: str) -> bool:
        """Whether the answer was yes."""
        return self._of(step, bool, False)

    def _of(self, step: str, kind: type[_T], default: _D) -> _T | _D:
        value = self.kept.get(step, SKIPPED)
        if value is SKIPPED:
            return default
        # `type(...) is`: a yes is an int and an instant is a date to isinstance.
        if type(value) is not kind:
            raise TypeError(f"step {step} is no {kind.__name__}")
        return value
