"""The real house on a test's store, with a channel that keeps what it is given, and people who talk to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import count
from pathlib import Path

from bot.house import House, build
from bot.turn import Keep, Turn
from dialogs.exchange.limits import problems
from dialogs.exchange.message import Message
from dialogs.exchange.reply import Answer, Press, Reply, Say
from scheduler.dispatch import Left
from scheduler.sending import Outcome, Sent
from storage.store import Store
from supervision.policy import Policy, at_local, load_policies
from tests.scenarios.council import AUTHORITY
from tests.support.stores import Clock

Given = str | tuple[str, ...]


@dataclass
class Inbox:
    """A channel. `sent` is everything that left by itself, with its recipient."""

    sent: list[tuple[str, Message]] = field(default_factory=list)

    async def deliver(self, person_id: str, message: Message, key: str) -> Outcome:
        assert problems(message) == []
        self.sent.append((person_id, message))
        return Sent()

    def of(self, person_id: str) -> list[Message]:
        """What one person received."""
        return [message for recipient, message in self.sent if recipient == person_id]


@dataclass
class Living:
    """A house, its clock, and what left it."""

    store: Store
    clock: Clock
    policies: Mapping[str, Policy]
    inbox: Inbox
    house: House

    async def go_to(self, instant: datetime) -> list[Left]:
        """Let time pass up to an instant; what falls due on the way is worked through in order."""
        sweep, left = self.house.sweep, list[Left]()
        while (soonest := await sweep.next_instant()) is not None and soonest <= instant:
            self.clock.now = max(soonest, self.clock.now)
            left += await sweep.run_once()
        self.clock.now = instant
        return left + await sweep.run_once()

    async def morning(self, day: date, clock: time = time(9), authority: str = AUTHORITY) -> list[Left]:
        """Go to a local time on a day."""
        return await self.go_to(at_local(day, clock, self.policies[authority].timezone))

    def chat(self, person_id: str) -> "Chat":
        """A person's conversation with the bot."""
        return Chat(self, person_id)


def living(store: Store, clock: Clock, overlays: Path | None = None) -> Living:
    """A house on a store; build another on the same store to see what a restart keeps."""
    inbox = Inbox()
    policies = dict(load_policies(overlays))
    return Living(store, clock, policies, inbox, build(store, policies, inbox))


_deliveries = count()


class Chat:
    """One person talking. `messages` is the last answer; each message is checked against what channels can show."""

    def __init__(self, living: Living, person_id: str) -> None:
        self.living, self.person_id = living, person_id
        self.messages: tuple[Message, ...] = ()
        self.keep: Keep[tuple[Message, ...]] = lambda _, messages: messages

    async def say(self, text: str) -> "Chat":
        """Types."""
        return await self.send(Say(text))

    async def press(self, label: str, message: Message | None = None, **values: Given) -> "Chat":
        """Presses a button of a message (left out: of the last answer), its fields filled in as given."""
        return await self.send(self.pressed(label, message, **values))

    async def save(self, **values: Given) -> "Chat":
        """Fills in and goes on."""
        label, message = next(
            (button.label, one)
            for one in reversed(self.messages)
            for button in one.buttons
            if button.collects and button.style == "primary"
        )
        return await self.press(label, message, **values)

    def pressed(self, label: str, message: Message | None = None, **values: Given) -> Press | Answer:
        """What pressing would send."""
        among = (message,) if message else self.messages
        (button, source), *_ = [
            (button, one) for one in reversed(among) for button in one.buttons if button.label == label
        ]
        fields = {one.name: one.value for one in source.fields} if button.collects else {}
        assert values.keys() <= fields.keys(), f"no such field, there are {sorted(fields)}"
        reply = button.reply
        filled = {**reply.values, **fields, **values}
        if isinstance(reply, Press):
            return Press(reply.verb, reply.subject, reply.version, filled)
        return Answer(reply.flow, reply.step, reply.version, filled)

    async def send(self, reply: Reply, delivery: str = "") -> "Chat":
        """Any reply, as its own delivery unless one is named."""
        turn = Turn("test", delivery or f"delivery-{next(_deliveries)}", self.person_id, reply)
        self.messages = await self.living.house.turns.take(turn, self.keep)
        for message in self.messages:
            # A reply appears where the person is looking; only what leaves by itself needs a preview.
            wrong = [one for one in problems(message) if one != "has no words for the summary"]
            assert not wrong, (wrong, message)
        return self

    @property
    def text(self) -> str:
        """All that was said, with titles, facts and fields."""
        return "\n".join(readable(one) for one in self.messages)

    @property
    def labels(self) -> list[str]:
        """What can be pressed."""
        return [button.label for one in self.messages for button in one.buttons]


def readable(message: Message) -> str:
    """Everything in a message that is read."""
    facts = (f"{fact.label}: {fact.value}" for fact in message.facts)
    fields = (f"{one.label} {one.value} {one.problem}" for one in message.fields)
    return "\n".join((message.title, message.text, *facts, *fields))
