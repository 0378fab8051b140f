"""Talking to the bot as one person: typing, pressing what is shown, filling fields in. Every message is checked against
what every channel can show.
"""

from __future__ import annotations

import json

from dialogs.conduct import conduct
from dialogs.exchange.as_json import message_from_json, message_to_json, reply_from_json, reply_to_json
from dialogs.exchange.limits import problems
from dialogs.exchange.message import Button, Message
from dialogs.exchange.reply import Answer, Press, Reply, Say
from tests.supervision.world import World

Given = str | tuple[str, ...]


class Chat:
    """One person's chat; `messages` are those of the last turn."""

    def __init__(self, world: World, person: str) -> None:
        self.world, self.person = world, person
        self.messages: tuple[Message, ...] = ()

    def say(self, text: str) -> Chat:
        """Types into the chat."""
        return self.reply(Say(text))

    def press(self, label: str, **values: Given) -> Chat:
        """Presses a button that is shown, with its message's fields filled in as given and otherwise as shown."""
        return self.reply(self.pressing(label, **values))

    def pressing(self, label: str, **values: Given) -> Reply:
        """The reply that pressing would send."""
        ((message, button),) = [
            (message, one) for message in self.messages for one in message.buttons if one.label == label
        ]
        shown = {one.name: one.value for one in message.fields} if button.collects else {}
        assert values.keys() <= shown.keys(), "the message has no such field"
        fields = {**shown, **values}
        reply = button.reply
        if isinstance(reply, Answer):
            return Answer(reply.flow, reply.step, reply.version, {**reply.values, **fields})
        return Press(reply.verb, reply.subject, reply.version, {**reply.values, **fields})

    def save(self, **values: Given) -> Chat:
        """Fills in and saves."""
        return self.press(self.onward, **values)

    def choose(self, label: str) -> Chat:
        """Chooses the option of this label in the one field there is."""
        (field,) = [one for message in self.messages for one in message.fields]
        (option,) = [one for one in field.options if one.label == label]
        return self.press(self.onward, **{field.name: option.value})

    def verb(self, verb: str, subject: str = "", version: int = 0) -> Chat:
        """Presses a button that stands in a message of another day."""
        return self.reply(Press(verb, subject, version))

    def reply(self, reply: Reply) -> Chat:
        """Any reply, through JSON as a client sends it."""
        sent = reply_from_json(json.loads(json.dumps(reply_to_json(reply))))
        self.messages = self.world.do(self.person, conduct, sent)
        for message in self.messages:
            assert problems(message) == []
            assert message_from_json(json.loads(json.dumps(message_to_json(message)))) == message
        return self

    @property
    def text(self) -> str:
        """Everything that was said in the last turn, titles and facts included."""
        return "\n".join(
            line
            for message in self.messages
            for line in (
                message.title,
                message.text,
                *(f"{fact.label}: {fact.value}" for fact in message.facts),
            )
        )

    @property
    def onward(self) -> str:
        """The button that takes what was answered, whatever it is called here."""
        (label,) = [one.label for one in self.buttons if one.collects and one.style == "primary"]
        return label

    @property
    def labels(self) -> list[str]:
        """What can be pressed now."""
        return [button.label for button in self.buttons]

    @property
    def buttons(self) -> list[Button]:
        """The buttons of the last turn."""
        return [button for message in self.messages for button in message.buttons]

    @property
    def options(self) -> list[str]:
        """What can be chosen now."""
        return [one.label for message in self.messages for field in message.fields for one in field.options]
