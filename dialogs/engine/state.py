"""Where a conversation stands, and how that is kept: as JSON, sealed by whoever stores it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, fields
from datetime import date, datetime
from hashlib import blake2b
from typing import Literal

from dialogs.engine.values import SKIPPED, Facts, Held
from dialogs.errors import StateError
from dialogs.exchange.immutable import value
from dialogs.exchange.reply import Answer

Mode = Literal["one", "form", "finish"]
_ROOM = 2**12


@value
class State:
    """One started conversation.

    flow, flow_version   the flow it is in, and the version of it that it finishes on
    step, mode           what is asked now, alone or as part of the form; or what was answered last, where a button that
                         finishes is waited for
    version              that of the prompt; grows whenever the prompt moves on, so an older answer is
                         recognised
    started              the version it began with: no two conversations share their versions
    parked               stopped for now: what is typed is no answer to it until the person carries on
    args                 what it is about
    answers              what was given or skipped, by step, also at steps that do not apply just now
    """

    flow: str
    flow_version: int
    step: str
    version: int
    started: int
    mode: Mode = "one"
    parked: bool = False
    args: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, Held] = field(default_factory=dict, repr=False)

    def owns(self, answer: Answer) -> bool:
        """Whether an answer was given to a prompt of this conversation, the present one or an earlier one.

        Several conversations of one flow may be open at once, each about another child: this is how an answer
        finds its own.
        """
        return answer.flow == self.flow and self.started <= answer.version < self.started + _ROOM

    def asking(self, step: str, mode: Mode) -> State:
        """Asking another step, or in another way: a new prompt, so a new version."""
        return State(
            self.flow, self.flow_version, step, self.version + 1, self.started,
            mode, self.parked, self.args, self.answers,
        )  # fmt: skip

    def answered(self, answers: Mapping[str, Held]) -> State:
        """With other answers, at the same prompt."""
        return State(
            self.flow, self.flow_version, self.step, self.version, self.started,
            self.mode, self.parked, self.args, answers,
        )  # fmt: skip

    @property
    def card_id(self) -> str:
        """The identity of the message that holds the prompt, which the next one takes the place of, and the last words."""
        return f"{self.flow}:{self.started}"


_PARTS = {one.name for one in fields(State)}
# Before conversations could be parked, none was.
_LATER = {"parked"}
# Each prompt that followed something typed had a card of its own; the number of it counts no more.
_FORMER = {"card"}


def first_version(flow: str, args: Mapping[str, str], facts: Facts) -> int:
    """A number that no other conversation's versions come near: from what it is about and when it begins.

    Were versions counted from nought, a card about one child would fit the conversation about another. Below
    2**52, so that JavaScript keeps it exactly.
    """
    about = repr((flow, sorted(args.items()), facts["now"]))
    return int.from_bytes(blake2b(about.encode(), digest_size=5).digest(), "big") * _ROOM


def state_to_json(state: State) -> dict[str, object]:
    """The state as JSON. It holds what people typed: seal it."""
    return {
        "flow": state.flow,
        "flow_version": state.flow_version,
        "step": state.step,
        "version": state.version,
        "started": state.started,
        "mode": state.mode,
        "parked": state.parked,
        "args": state.args,
        "answers": {
            step: value if type(value) is str else value_to_json(value)
            for step, value in state.answers.items()
        },
    }


def state_from_json(given: object) -> State:
    """The state that ``state_to_json`` wrote. Raises StateError."""
    try:
        if not isinstance(given, dict) or (given.keys() | _LATER) - _FORMER != _PARTS:
            raise StateError("a kept conversation has other parts than expected")
        answers = {
            step: it if type(it) is str else value_from_json(it) for step, it in given["answers"].items()
        }
        # In their order: by name takes four times as long.
        state = State(
            given["flow"], given["flow_version"], given["step"], given["version"], given["started"],
            given["mode"], given.get("parked", False), given["args"], answers,
        )  # fmt: skip
    except (AttributeError, TypeError, ValueError) as unread:
        raise StateError("a kept conversation cannot be read") from unread
    numbers = {type(state.flow_version), type(state.version), type(state.started)}
    if numbers != {int} or state.mode not in ("one", "form", "finish") or type(state.parked) is not bool:
        raise StateError("a kept conversation cannot be read")
    return state


def value_to_json(value: Held) -> object:
    """One answer as JSON: dates, instants and "skipped" under a key that names them."""
    match value:
        case str() | bool() | int():
            return value
        case datetime():
            return {"instant": value.isoformat()}
        case date():
            return {"day": value.isoformat()}
        case tuple():
            return list(value)
    return {"skipped": True}


def value_from_json(given: object) -> Held:
    """The answer that ``value_to_json`` wrote. Raises ValueError."""
    match given:
        case str() | bool() | int():
            return given
        case {"instant": str(text)}:
            return datetime.fromisoformat(text)
        case {"day": str(text)}:
            return date.fromisoformat(text)
        case {"skipped": True}:
            return SKIPPED
        case list():
            return tuple(str(it) for it in given)
    raise ValueError("no answer")
