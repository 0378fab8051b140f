"""Somebody on any channel: what they see and what they can do, whatever it is drawn with."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol

from bot.channels import Channel
from dialogs.exchange.as_json import message_from_json
from tests.bot.channels.local.page import Page
from tests.bot.channels.slack.client import Client as SlackClient
from tests.bot.channels.slack.client import labels as slack_buttons
from tests.bot.channels.slack.client import says as slack_says
from tests.bot.channels.teams.card_schema import faults
from tests.bot.channels.teams.client import Client, says

Given = str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """One message as it is drawn: all its words, its buttons, the labels of its fields, and the channel's own form."""

    words: str
    buttons: tuple[str, ...]
    labels: tuple[str, ...]
    drawn: Any


class Someone(Protocol):
    """One person on one channel. `channel` is how the bot writes to them."""

    channel: Channel

    async def say(self, text: str, delivery: str = "") -> None:
        """Type something."""
        ...

    async def press(self, shown: Shown, label: str, /, **values: Given) -> Shown | None:
        """Press a button, fields as they stand but for those given; gives what only this person now sees, if anything."""
        ...

    async def chat(self) -> list[Shown]:
        """Everything in the chat as it stands, oldest first, but for what the person said."""
        ...


class OnThePage:
    """Somebody on the local page."""

    def __init__(self, page: Page, person: str, channel: Channel) -> None:
        self.page, self.person, self.channel = page, person, channel

    async def say(self, text: str, delivery: str = "") -> None:
        await self.page.reply(self.person, {"say": text}, delivery)

    async def press(self, shown: Shown, label: str, /, **values: Given) -> Shown | None:
        button = next(one for one in shown.drawn["buttons"] if one["label"] == label)
        fields = {one["name"]: one["value"] for one in shown.drawn["fields"]} if button["collects"] else {}
        given = {name: value if isinstance(value, str) else list(value) for name, value in values.items()}
        ((kind, reply),) = button["reply"].items()
        sent = {kind: {**reply, "values": {**reply["values"], **fields, **given}}}
        await self.page.reply(self.person, sent)
        return None

    async def chat(self) -> list[Shown]:
        entries = await self.page.history(self.person)
        return [_from_page(one["message"]) for one in entries if one["from"] == "bot"]


class InTeams:
    """Somebody in Teams; every card they are sent is held against the schema and the size that Teams takes."""

    def __init__(self, client: Client, channel: Channel) -> None:
        self.client, self.channel = client, channel

    async def say(self, text: str, delivery: str = "") -> None:
        body = self.client.activity("message", text=text)
        response = await self.client.post(body | ({"id": delivery} if delivery else {}))
        assert response.status == 200
        await self.client.settle()

    async def press(self, shown: Shown, label: str, /, **values: Given) -> Shown | None:
        inputs = _as_teams_sends(shown.drawn, values)
        answer = await self.client.press(label, within=shown.drawn, **inputs)
        await self.client.settle()
        return _from_card(answer["value"]) if answer["type"].endswith("card.adaptive") else None

    async def chat(self) -> list[Shown]:
        sent = self.client.service.messages.values()
        return [
            _from_card(one["attachments"][0]["content"])
            if one.get("attachments")
            else Shown(one["text"], (), (), {})
            for one in sent
            if one["conversation"]["id"] == self.client.conversation
        ]


class InSlack:
    """Somebody in Slack; the service refuses whatever Slack would. The form that the newest message opens belongs to it."""

    def __init__(self, client: SlackClient, channel: Channel) -> None:
        self.client, self.channel = client, channel

    async def say(self, text: str, delivery: str = "") -> None:
        body = self.client.typed(text)
        response = await self.client.post(body | ({"event_id": delivery} if delivery else {}))
        assert response.status == 200
        await self.client.settle()

    async def press(self, shown: Shown, label: str, /, **values: Given) -> Shown | None:
        drawn = shown.drawn
        given = {name: value if isinstance(value, str) else list(value) for name, value in values.items()}
        self.client.view_id = drawn.get("id", "")
        if drawn.get("submit", {}).get("text") == label:
            self.client.service.views[self.client.view_id] = drawn
            await self.client.send(**given)
        else:
            await self.client.press(label, drawn, **given)
        return _from_slack(self.client.view) if self.client.view_id else None

    async def chat(self) -> list[Shown]:
        found = [_from_slack(one) for one in self.client.chat]
        if found and "Answer" in found[-1].buttons:
            await self.client.press("Answer", found[-1].drawn)
            form = _from_slack(self.client.view)
            self.client.view_id = ""
            found[-1] = replace(form, words=f"{found[-1].words}\n{form.words}")
        return found


def _from_slack(drawn: Mapping[str, Any]) -> Shown:
    labels = tuple(one["label"]["text"] for one in drawn["blocks"] if one["type"] == "input")
    return Shown(slack_says(drawn), tuple(slack_buttons(drawn)), labels, drawn)


def _from_page(message: Any) -> Shown:
    read = message_from_json(message)
    words = [read.title, read.text]
    words += [f"{fact.label}: {fact.value}" for fact in read.facts]
    for field in read.fields:
        words += [field.problem, f"{field.label} {field.hint}", *(option.label for option in field.options)]
        # What was typed stands in the page's field, whatever the field's kind.
        words += [str(field.value)] if field.problem else []
    labels = tuple(field.label for field in read.fields)
    return Shown("\n".join(words), tuple(one.label for one in read.buttons), labels, message)


def _from_card(card: Mapping[str, Any]) -> Shown:
    assert faults(card) == []
    held = [str(one["value"]) for one in card["body"] if one["type"] == "Input.Text" and one.get("value")]
    labels = tuple(one["label"] for one in card["body"] if "label" in one)
    buttons = tuple(one["title"] for one in card.get("actions", ()))
    return Shown("\n".join((says(card), *held)), buttons, labels, card)


def _as_teams_sends(card: Mapping[str, Any], values: Mapping[str, Given]) -> dict[str, object]:
    """Values by field name as Teams sends them by input: several as one text, a date-time as two inputs."""
    ids = [one["id"] for one in card["body"] if str(one["type"]).startswith("Input.")]
    found: dict[str, object] = {}
    for name, value in values.items():
        for place in ids:
            kind, _, field = place.partition(":")
            if field == name:
                found[place] = _one_input(kind, value)
    return found


def _one_input(kind: str, value: Given) -> str:
    if not isinstance(value, str):
        return ",".join(one.replace("%", "%25").replace(",", "%2C") for one in value)
    day, _, hour = value.partition("T")
    return {"day": day, "time": hour}.get(kind, value)
