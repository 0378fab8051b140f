"""Walking a flow as a person would, on any message checked against what every channel can show."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from dialogs.engine.advance import advance, begin
from dialogs.engine.flow import Flow
from dialogs.engine.outcomes import Advance, Kept, Outcome
from dialogs.engine.state import State, state_from_json, state_to_json
from dialogs.engine.values import Held
from dialogs.exchange.as_json import message_from_json, message_to_json, reply_from_json, reply_to_json
from dialogs.exchange.limits import problems
from dialogs.exchange.message import Message
from dialogs.exchange.reply import Answer, Reply, Say

SATURDAY: Mapping[str, object] = {
    "now": datetime(2026, 11, 21, 9, 0, tzinfo=UTC),
    "today": date(2026, 11, 21),
    "timezone": ZoneInfo("Europe/London"),
}
Given = str | tuple[str, ...]


class Talk:
    """A conversation with one person. Each turn the state goes through JSON, as it does when it is stored."""

    def __init__(
        self,
        flow: Flow,
        facts: Mapping[str, object],
        args: Mapping[str, str],
        answers: Mapping[str, Held] | None = None,
        form: bool = False,
    ) -> None:
        self.flow = flow
        self.facts = {**SATURDAY, **facts}
        self.kept: dict[str, Held] = {}
        self.outcomes: tuple[Outcome, ...] = ()
        self.state: State | None = None
        self.message = Message("")
        self._take(begin(flow, args, self.facts, answers, form=form))

    def say(self, text: str) -> Talk:
        """Types into the chat."""
        return self.reply(Say(text))

    def press(self, label: str, **values: Given) -> Talk:
        """Presses a button of the last message, with its fields filled in as given and otherwise as shown."""
        return self.reply(self.pressed(label, **values))

    def pressed(self, label: str, **values: Given) -> Answer:
        """The reply that pressing would send."""
        (button,) = (it for it in self.message.buttons if it.label == label)
        assert isinstance(button.reply, Answer)
        fields = {it.name: it.value for it in self.message.fields} if button.collects else {}
        assert values.keys() <= fields.keys(), "the message has no such field"
        reply = button.reply
        return Answer(reply.flow, reply.step, reply.version, {**reply.values, **fields, **values})

    def save(self, **values: Given) -> Talk:
        """Fills in and saves."""
        return self.press(self.onward, **values)

    def reply(self, reply: Reply) -> Talk:
        """Any reply, through JSON as a client sends it."""
        assert self.state, "the conversation is over"
        sent = reply_from_json(json.loads(json.dumps(reply_to_json(reply))))
        self._take(advance(self.flow, self.state, sent, self.facts))
        return self

    @property
    def onward(self) -> str:
        """The button that takes what was answered, whatever it is called here."""
        (label,) = [one.label for one in self.message.buttons if one.collects and one.style == "primary"]
        return label

    @property
    def labels(self) -> list[str]:
        """What can be pressed."""
        return [button.label for button in self.message.buttons]

    @property
    def step(self) -> str:
        """What is asked; the empty string when it is over."""
        return self.state.step if self.state else ""

    @property
    def problem(self) -> str:
        """The problem at the one field there is."""
        (field,) = self.message.fields
        return field.problem

    def _take(self, turn: Advance) -> None:
        for message in turn.messages:
            assert problems(message) == []
            assert message_from_json(json.loads(json.dumps(message_to_json(message)))) == message
            self.message = message
        if turn.state:
            assert state_from_json(json.loads(json.dumps(state_to_json(turn.state)))) == turn.state
        self.state, self.outcomes = turn.state, turn.outcomes
        self.kept |= {it.step: it.value for it in turn.outcomes if isinstance(it, Kept)}
