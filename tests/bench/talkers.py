"""What the driver says: a generator for each conversation, which gives a request's body and is given the answer's."""

import json
from collections.abc import Generator, Mapping
from itertools import count
from typing import Any

from bot.channels.slack.blocks import view
from dialogs.exchange.as_json import message_from_json
from tests.bench import as_slack

Talk = Generator[bytes, bytes, None]

QUESTIONS = 5
WORDS = (
    "The school is worried about Monday mornings; grandmother has offered to collect on two days and the health "
    "visitor is coming on Thursday. I have asked for the report and will see the children at home before then. "
)
# Where each kind of talk is held.
PATHS = {
    **dict.fromkeys(("teams", "stock"), "/api/messages"),
    **dict.fromkeys(("slack-begin", "slack", "slack-stock"), "/slack/events"),
    **dict.fromkeys(("begin", "prepare", "greet", "echo"), "/local/chat"),
}
_deliveries = count(1)


def body(person: str, reply: dict[str, object]) -> bytes:
    """One turn, as the local page sends it."""
    return json.dumps({"person": person, "delivery": f"bench-{next(_deliveries)}", "reply": reply}).encode()


def begin(person: str, prompts: dict[str, Any]) -> Talk:
    """Ask to prepare and settle the agenda; the first question is left in `prompts`."""
    answered = yield body(person, {"say": "prepare"})
    answered = yield body(person, _filled(_prompt(answered), None))
    prompts[person] = _prompt(answered)


def prepare(person: str, prompts: dict[str, Any]) -> Talk:
    """Answer the questions one after the other, each answer kept before the next is asked."""
    prompt = prompts.pop(person)
    for _ in range(QUESTIONS):
        prompt = _prompt((yield body(person, _filled(prompt, WORDS))))


def echo(turns: int) -> Talk:
    """The same traffic for a server that keeps nothing."""
    values = {"do": "save", "worried": WORDS}
    for _ in range(turns):
        yield body(
            "worker-00000",
            {"answer": {"flow": "four_questions", "step": "worried", "version": 1, "values": values}},
        )


def greet(person: str) -> Talk:
    """One word, to be answered."""
    yield body(person, {"say": "help"})


def teams(person: str, prompts: dict[str, Any], sink: int) -> Talk:
    """The same questions, answered on cards in Teams: the next card is the answer, the one in the chat is updated."""
    prompt = prompts.pop(person)
    fields = [one["name"] for one in prompt["fields"]]
    data = {"reply": prompt["buttons"][0]["reply"], "card": prompt["card"], "fields": fields}
    for _ in range(QUESTIONS):
        action = {"type": "Action.Execute", "verb": "answer", "data": _typed(data)}
        more = {"name": "adaptiveCard/action", "value": {"action": action, "trigger": "manual"}}
        answered = yield _activity("invoke", person, sink, more)
        data = json.loads(answered)["value"]["actions"][0]["data"]


def stock(turns: int, sink: int) -> Talk:
    """As many words for a bot of the library's own, which says them back."""
    for _ in range(turns):
        yield _activity("message", "worker-00000", sink, {"text": WORDS})


def slack_begin(person: str) -> Talk:
    """Ask in Slack what is asked now: it is posted in the chat, which is known from then on."""
    yield as_slack.typed(person, "prepare")


def slack(person: str, prompts: dict[str, Any]) -> Talk:
    """The same questions, answered in a modal: the next is the answer, and the message in the chat is updated."""
    shown = view(message_from_json(prompts.pop(person)))
    for _ in range(QUESTIONS):
        answered = yield as_slack.sent(person, shown, WORDS)
        shown = json.loads(answered)["view"]


def slack_stock(turns: int) -> Talk:
    """As many words for a bot of the library's own, which says them back."""
    for _ in range(turns):
        yield as_slack.typed("worker-00000", WORDS)


def _activity(kind: str, person: str, sink: int, more: Mapping[str, object]) -> bytes:
    said = {
        "type": kind,
        "id": f"bench-{next(_deliveries)}",
        "channelId": "msteams",
        "serviceUrl": f"http://127.0.0.1:{sink}/",
        "from": {"id": f"29:{person}", "aadObjectId": f"account-of-{person}", "name": f"Robin {person}"},
        "recipient": {"id": "28:bot", "name": "Supervision"},
        "conversation": {"id": f"a:{person}", "conversationType": "personal"},
        "channelData": {"tenant": {"id": "00000000-0000-4000-8000-000000000001"}},
        "locale": "en-GB",
    }
    return json.dumps({**said, **more}).encode()


def _typed(data: dict[str, Any]) -> dict[str, Any]:
    return data | {f"one:{name}": WORDS for name in data.get("fields", ())}


def _prompt(answered: bytes) -> dict[str, Any]:
    """The last message that asks something."""
    for entry in reversed(json.loads(answered)["messages"]):
        if entry["message"]["fields"] or entry["message"]["buttons"]:
            message: dict[str, Any] = entry["message"]
            return message
    raise ValueError("nothing was asked")


def _filled(prompt: dict[str, Any], words: str | None) -> dict[str, object]:
    """The first button's reply, with every field filled in: with words, or with all there is to choose."""
    answer = prompt["buttons"][0]["reply"]["answer"]
    fields = {
        one["name"]: words or [option["value"] for option in one["options"]] for one in prompt["fields"]
    }
    return {"answer": {**answer, "values": {**answer["values"], **fields}}}
