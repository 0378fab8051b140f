"""A supervisee at work: answers question after question, and remembers what the bot acknowledged."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count
from random import Random
from typing import Any

from tests.soak.bot import Bot, Killed

Json = dict[str, Any]
Place = tuple[str, str]
"""Case reference and step: where an answer belongs within a session."""
Prompt = tuple[str, str, str, int]
"""Title, flow, step and version: what is asked, and about which case."""


@dataclass
class InFlight:
    """A turn that was sent and not yet answered, and what it would keep."""

    delivery: str
    reply: Json
    keeps: Mapping[Place, str | None]


@dataclass
class Worker:
    """One person with one session to prepare. `kept` is what was acknowledged; None is a skipped question."""

    person: str
    session: str
    random: Random
    kept: dict[Place, str | None] = field(default_factory=dict)
    shown: list[Json] = field(default_factory=list)
    in_flight: InFlight | None = None
    last_delivery: str = ""
    acknowledged: int = 0
    _numbers: "count[int]" = field(default_factory=count)

    async def prepare(self, bot: Bot) -> None:
        """Prepare case after case, then change answers, until the bot is killed."""
        reply: Json = self.opening
        keeps: Mapping[Place, str | None] = {}
        try:
            while True:
                await self._turn(bot, reply, keeps)
                reply, keeps = self._next()
        except Killed:
            pass

    @property
    def opening(self) -> Json:
        """The button of the nudge."""
        return {"press": {"verb": "prepare", "subject": self.session, "version": 1}}

    async def deliver_again(self, bot: Bot, delivery: str, reply: Json) -> list[Json]:
        """The same delivery once more, as the platforms do."""
        found = await bot.ask(do="turn", person=self.person, delivery=delivery, reply=reply)
        messages: list[Json] = found["messages"]
        return messages

    def committed(self) -> None:
        """What was in flight had been kept when the bot was killed."""
        assert self.in_flight is not None
        self.kept |= self.in_flight.keeps

    async def _turn(self, bot: Bot, reply: Json, keeps: Mapping[Place, str | None]) -> None:
        delivery = f"{self.session}-{next(self._numbers)}"
        self.in_flight = InFlight(delivery, reply, keeps)
        self.shown = await self.deliver_again(bot, delivery, reply)
        self.kept |= keeps
        self.in_flight, self.last_delivery = None, delivery
        self.acknowledged += 1

    def _next(self) -> tuple[Json, Mapping[Place, str | None]]:
        """What this person does with what they are shown."""
        # An offer to carry on with an earlier session's preparation is let be.
        message = next(one for one in reversed(self.shown) if not _carries_on(one))
        for asked in message["fields"]:
            return self._fill_in(message, asked)
        buttons = message["buttons"]
        going_on = [one for one in buttons if one["style"] == "primary" and _goes_on(one["reply"])]
        changes = [
            one for one in buttons if one["reply"].get("press", {}).get("verb") == "change-preparation"
        ]
        changes += [one for one in buttons if one["reply"].get("answer", {}).get("values") == {"do": "form"}]
        if going_on:
            return going_on[0]["reply"], {}
        return (self.random.choice(changes)["reply"] if changes else self.opening), {}

    def _fill_in(self, message: Json, asked: Json) -> tuple[Json, Mapping[Place, str | None]]:
        case = message["title"].rsplit(": ", 1)[-1]
        skip = next((one["reply"] for one in message["buttons"] if one["label"] == "Skip"), None)
        if asked["kind"] == "long_text" and skip is not None and self.random.random() < 0.15:
            return skip, {(case, asked["name"]): None}
        values: dict[str, Any] = {}
        keeps: dict[Place, str | None] = {}
        for one in message["fields"]:
            if one["kind"] == "long_text":
                text = f"{self.session} {case} {one['name']} {self.random.getrandbits(64)} " * 8
                values[one["name"]] = keeps[case, one["name"]] = text.strip()
            elif one["kind"] == "choices":
                values[one["name"]] = [option["value"] for option in one["options"]]
            else:
                values[one["name"]] = one["options"][-1]["value"]
        answer = message["buttons"][0]["reply"]["answer"]
        return {"answer": {**answer, "values": {**answer["values"], **values}}}, keeps


def prompt_of(messages: list[Json]) -> Prompt | None:
    """What the last message asks, or None when it asks nothing."""
    for button in messages[-1]["buttons"] if messages else ():
        answer = button["reply"].get("answer")
        # What only offers to carry on with something has no title.
        if answer is not None and messages[-1]["title"]:
            return (messages[-1]["title"], answer["flow"], answer["step"], answer["version"])
    return None


def _carries_on(message: Json) -> bool:
    return [one["label"] for one in message["buttons"]] == ["Carry on"]


def _goes_on(reply: Json) -> bool:
    verb = reply.get("press", {}).get("verb")
    return verb == "next-case" or "answer" in reply
