"""Everything anybody can be asked, answered with a word: each field first gets the word, then an answer that goes on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from dialogs.engine.flow import Review
from dialogs.exchange.message import Field, Message
from dialogs.exchange.reply import Answer, Press, Reply, Say
from dialogs.registry import COLLECTED, CONVERSATIONS
from tests.scenarios.canary import CANARY
from tests.scenarios.house import Chat

Step = tuple[str, str]
Pick = Callable[[Sequence[str]], str]
MOST_TURNS = 60
MOST_TIMES = 4

ASKED: frozenset[Step] = COLLECTED | {
    (flow, step.id)
    for flow, conversation in CONVERSATIONS.items()
    for step in conversation.flow.steps
    if not isinstance(step, Review)
}
"""Every step that asks for something, in every registered conversation, and every field beside a button."""

# What goes on where the word cannot be the answer; the days are around Monday 23 November 2026.
DATES = {"since": "20/11/2026", "on": "20/11/2026", "expected_back": "11/1/2027"}
SOON = "26/11/2026"


@dataclass
class Walk:
    """One person's way through conversations. `typed` is where the word was put; `seen` is every message shown."""

    chat: Chat
    pick: Pick
    as_form: bool
    typed: set[Step] = field(default_factory=set)
    seen: list[Message] = field(default_factory=list)

    async def through(self, opening: Reply) -> None:
        """Open something, and answer until nothing more is asked."""
        if isinstance(opening, Press):
            self.typed |= {(opening.verb, name) for name in opening.values} & COLLECTED
        await self._send(opening)
        formed = False
        asked: list[list[str]] = []
        for _ in range(MOST_TURNS):
            message = self._asking()
            if message is None:
                return
            if self.as_form and not formed and "Show as one form" in self.chat.labels:
                formed = True
                await self._send(self.chat.pressed("Show as one form", message))
                continue
            asked.append([one.name for one in message.fields])
            if asked.count(asked[-1]) > MOST_TIMES:
                # No answer of ours goes on from here: a person would stop too.
                (stop,) = {"Stop for now", "Stop"} & {*_labels(message)}
                await self._send(self.chat.pressed(stop, message))
                return
            await self._answer(message)
        raise AssertionError(f"what {self.chat.person_id} opened goes on for ever: {self.chat.text}")

    def _asking(self) -> Message | None:
        for message in reversed(self.chat.messages):
            if message.fields or any(isinstance(one.reply, Answer) for one in message.buttons):
                return message if _labels(message) != ["Carry on"] else None
        return None

    async def _answer(self, message: Message) -> None:
        answer = next(one.reply for one in message.buttons if isinstance(one.reply, Answer))
        new = {(answer.flow, one.name) for one in message.fields} - self.typed
        if new:
            self.typed |= new
            await self._send(Say(f"{CANARY} {CANARY}") if len(message.fields) == 1 else _with(answer, _word))
            if self._moved_on(message):
                return
            message = self._asking() or message
            answer = next(one.reply for one in message.buttons if isinstance(one.reply, Answer))
            if len(message.fields) == 1:
                await self._send(_filled(answer, {message.fields[0].name: CANARY}))
                if self._moved_on(message):
                    return
                message = self._asking() or message
                answer = next(one.reply for one in message.buttons if isinstance(one.reply, Answer))
        await self._send(_filled(answer, {one.name: self._fitting(one) for one in message.fields}))

    def _moved_on(self, before: Message) -> bool:
        now = self._asking()
        return now is None or [one.name for one in now.fields] != [one.name for one in before.fields]

    def _fitting(self, asked: Field) -> str | tuple[str, ...]:
        if asked.options:
            values = [one.value for one in asked.options]
            return (self.pick(values),) if asked.kind == "choices" else self.pick(values)
        match asked.kind:
            case "date":
                return DATES.get(asked.name, SOON)
            case "datetime":
                return f"{SOON} 10:30"
            case "number":
                return "60"
            case "yes_no":
                return self.pick(("yes", "no"))
            case _:
                return f"{CANARY}, and more of it"

    async def _send(self, reply: Reply) -> None:
        await self.chat.send(reply)
        self.seen += self.chat.messages


def _labels(message: Message) -> list[str]:
    return [one.label for one in message.buttons]


def _word(name: str) -> str:
    return f"{CANARY} for {name}"


def _with(answer: Answer, word: Callable[[str], str]) -> Answer:
    steps = CONVERSATIONS[answer.flow].flow.by_id
    return _filled(answer, {name: word(name) for name in steps})


def _filled(answer: Answer, values: dict[str, str | tuple[str, ...]] | dict[str, str]) -> Answer:
    return Answer(answer.flow, answer.step, answer.version, {**answer.values, **values})


def first(values: Sequence[str]) -> str:
    """The first there is to choose from."""
    return values[0]


def last(values: Sequence[str]) -> str:
    """The last."""
    return values[-1]


def openings(side: str) -> list[tuple[str, Reply]]:
    """Who opens what, in an order in which nothing takes away what a later one is about."""

    def press(verb: str, subject: str, version: int = 1) -> Press:
        return Press(verb, f"{side}{subject}", version)

    return [
        (f"{side}wren", Say(CANARY)),
        (f"{side}wren", Press(CANARY, CANARY, 1, {"text": CANARY})),
        (f"{side}wren", Answer(CANARY, CANARY, 1, {"text": CANARY})),
        (f"{side}sorrel", Say("updates on")),
        (f"{side}wren", Say("update")),
        (f"{side}wren", Say("update notes")),
        (f"{side}sorrel", Press("update-listen", f"{side}wren-update", 1, {"questions": CANARY})),
        (f"{side}sorrel", press("update-listened", "wren-update")),
        (f"{side}wren", press("update-closing", "wren-update")),
        (f"{side}wren", press("update-prompts", "wren-update")),
        (f"{side}sorrel", Say("updates off")),
        (f"{side}wren", Say("prepare")),
        (f"{side}wren", press("prepare", "wren-next1")),
        (f"{side}wren", Say("why")),
        (f"{side}sorrel", Press("which-later")),
        (f"{side}wren", Say("propose")),
        (f"{side}wren", press("ask-change", "wren-tasked1-record")),
        (f"{side}finch", press("disagree", "finch-tasked1-record")),
        (f"{side}wren", Say("sign off")),
        (f"{side}finch", Say("prepare")),
        (f"{side}finch", press("propose-time", "finch-next0")),
        (f"{side}sorrel", Say("checklist")),
        (f"{side}sorrel", press("look-tick", "wren-next0")),
        (f"{side}sorrel", press("look-tick", "wren-next0")),
        (f"{side}sorrel", press("look-untick", "wren-next0")),
        (f"{side}sorrel", Say("book")),
        (f"{side}sorrel", Say("move")),
        (f"{side}wren", Say("draft")),
        (f"{side}wren", press("draft-action", "wren-draft0-case")),
        (f"{side}wren", press("draft-write", "wren-draft0-case", 0)),
        (f"{side}sorrel", press("draft-write", "wren-draft0-personal", 0)),
        (f"{side}fern", press("draft-write", "fern-draft0-case", 0)),
        (f"{side}fern", press("draft-write", "fern-draft0-personal", 0)),
        (f"{side}rush", press("draft-write", "rush-draft0-personal", 0)),
        (f"{side}sorrel", press("draft-copy", "wren-draft0-case")),
        (f"{side}sorrel", Say("held")),
        (f"{side}sorrel", press("held-session", "fern-past0")),
        (f"{side}sorrel", Say("delegate")),
        (f"{side}sorrel", press("delegate-record", "wren-awaiting1-record")),
        (f"{side}sorrel", press("delegate-record", "finch-awaiting1-record")),
        (f"{side}sorrel", Say("take back")),
        (f"{side}sorrel", Say("recorded")),
        (f"{side}sorrel", Say("send notes")),
        (f"{side}sorrel", Say("close")),
        (f"{side}sorrel", press("read-reason", "wren-tasked1-record", 2)),
        (f"{side}sorrel", press("read-preparation", "wren-next0")),
        (f"{side}wren", Say("export")),
        (f"{side}sorrel", Say("agreement")),
        (f"{side}wren", press("agreement-write", "wren")),
        (f"{side}finch", press("agreement-sign", "finch-agreement")),
        (f"{side}sorrel", Press("oversight-owed")),
        (f"{side}sorrel", Say("oversight")),
        (f"{side}sorrel", Say("cases")),
        (f"{side}sorrel", press("which-case", "wren")),
        (f"{side}sorrel", press("decide-case", f"wren:case-CB-1-{side}wren")),
        # Once something is decided there is more than one thing to choose.
        (f"{side}sorrel", press("decide-case", f"wren:case-CB-1-{side}wren")),
        (f"{side}dara", Say("audit")),
        (f"{side}heath", Say("co-working")),
        (f"{side}heath", Say("reflect")),
        (f"{side}heath", Press("cpd-add")),
        (f"{side}heath", Press("cpd-export")),
        (f"{side}wren", Press("cpd-actions")),
        (f"{side}heath", Say("concern")),
        (f"{side}wren", press("concern-talked", "wren-concern")),
        (f"{side}wren", press("concern-on", "wren-concern")),
        (f"{side}maple", press("concern-met", "finch-concern")),
        (f"{side}finch", press("concern-close", "finch-concern")),
        (f"{side}sorrel", Say("happened")),
        (f"{side}sorrel", Say("done")),
        (f"{side}sorrel", Say("cancel")),
        (f"{side}maple", Say("read")),
        (f"{side}maple", Say("disclose")),
        (f"{side}maple", press("disclose-choose", f"wren-reading:{side}wren-draft0-case:unread")),
        (f"{side}wren", Say("my data")),
        (f"{side}wren", Press("own-data")),
        (f"{side}maple", Say("cover")),
        (f"{side}maple", Say("back")),
        (f"{side}maple", Say("absent")),
        (f"{side}sorrel", Say("absent")),
        (f"{side}briar", Say("absent")),
    ]
