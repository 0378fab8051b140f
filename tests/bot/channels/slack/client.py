"""Somebody's Slack: posts what Slack would post, signed, and shows what a person would see."""

import hashlib
import hmac
import json
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from itertools import count
from typing import Any
from urllib.parse import urlencode

from aiohttp import ClientResponse
from aiohttp.test_utils import TestClient

from tests.bot.channels.slack.service import TEAM, Service, chat_of
from tests.bot.channels.slack.state import action, submission

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
SECRET = "a-signing-secret-of-ours"
_ids = count(1)


class Client:
    """One person's client. `bot` posts to the bot, `service` is where its answers arrive."""

    def __init__(
        self,
        bot: "TestClient[Any, Any]",
        service: Service,
        account: str,
        clock: Callable[[], datetime],
        settle: Callable[[], Awaitable[None]],
    ) -> None:
        self.bot, self.service, self.account, self.clock, self.settle = bot, service, account, clock, settle
        self.view_id = ""
        """The modal that is open, if one is."""
        self.errors: dict[str, str] = {}
        """What stands beside the inputs of it."""

    @property
    def conversation(self) -> str:
        return chat_of(self.account)

    @property
    def chat(self) -> list[dict[str, Any]]:
        """The messages of this person's chat with the bot as they stand, oldest first."""
        return [one for one in self.service.messages.values() if one["channel"] == self.conversation]

    @property
    def view(self) -> dict[str, Any]:
        """The modal that is open."""
        return self.service.views[self.view_id]

    def event(self, **event: object) -> dict[str, Any]:
        """What Slack says of an event."""
        return {
            "type": "event_callback",
            "team_id": TEAM,
            "api_app_id": "A0SUPERVISION",
            "event_id": f"Ev{next(_ids):08}",
            "event_time": int(self.clock().timestamp()),
            "authorizations": [{"team_id": TEAM, "user_id": "U0BOT", "is_bot": True}],
            "event": event,
        }

    def typed(self, text: str, **more: object) -> dict[str, Any]:
        """What Slack says of a message in the chat with the bot."""
        escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        return self.event(
            type="message", channel_type="im", channel=self.conversation, user=self.account, team=TEAM,
            ts=f"1795424300.{next(_ids):06}", text=escaped, **more,
        )  # fmt: skip

    def interaction(self, what: Mapping[str, Any]) -> dict[str, Any]:
        """What Slack says of a button or a modal, with a trigger that opens one modal."""
        trigger = f"{next(_ids)}.2.abc"
        self.service.triggers.add(trigger)
        return {
            "team": {"id": TEAM, "domain": "council"},
            "user": {"id": self.account, "team_id": TEAM, "name": "not.used"},
            "api_app_id": "A0SUPERVISION",
            "trigger_id": trigger,
            **({} if "view" in what else {"channel": {"id": self.conversation, "name": "directmessage"}}),
            **what,
        }

    async def post(self, body: Mapping[str, Any], **headers: str) -> ClientResponse:
        """Post a body as it is, as Slack does for its kind."""
        if body.get("type") in ("block_actions", "view_submission"):
            return await self.post_raw(urlencode({"payload": json.dumps(body)}).encode(), FORM, **headers)
        if "command" in body:
            return await self.post_raw(urlencode(body).encode(), FORM, **headers)
        return await self.post_raw(json.dumps(body).encode(), **headers)

    async def post_raw(self, raw: bytes, kind: str = JSON, **headers: str) -> ClientResponse:
        """Post bytes as they are, signed; headers given replace those of Slack."""
        sent = {"Content-Type": kind, **signed(raw, self.clock()), **headers}
        response: ClientResponse = await self.bot.post("/slack/events", data=raw, headers=sent)
        return response

    async def say(self, text: str, **more: object) -> list[dict[str, Any]]:
        """Type something; gives what was posted in answer."""
        return await self._posted(self.typed(text, **more))

    async def open_home(self, tab: str = "messages") -> list[dict[str, Any]]:
        """Open the app at one of its tabs; gives what was posted."""
        return await self._posted(
            self.event(type="app_home_opened", user=self.account, channel=self.conversation, tab=tab)
        )

    @property
    def home(self) -> dict[str, Any]:
        """The Home tab as it stands."""
        return self.service.homes[self.account]

    async def command(self, text: str, channel: str = "C0GENERAL") -> str:
        """Give the slash command; gives what is seen where it was typed."""
        body = self.interaction({})
        given = {
            "command": "/supervision", "text": text, "team_id": TEAM, "user_id": self.account,
            "channel_id": channel, "channel_name": "not-used", "trigger_id": body["trigger_id"],
        }  # fmt: skip
        self.service.calls.clear()
        response = await self.post(given)
        await self.settle()
        assert response.status == 200
        answer = await response.text()
        self._look()
        return str(json.loads(answer)["text"]) if answer.startswith("{") else answer

    async def press(self, label: str, /, within: Mapping[str, Any] | None = None, **values: Any) -> None:
        """Press a button of a message or modal, inputs as they stand but for those given by field name."""
        shown = within if within is not None else self.message_with(label)
        self.service.calls.clear()
        response = await self.post(self.interaction(action(shown, label, values)))
        assert response.status == 200, response.status
        await self.settle()
        self._look()

    async def send(self, **values: Any) -> None:
        """Send the modal that is open, inputs as they stand but for those given by field name."""
        self.service.calls.clear()
        response = await self.post(self.interaction(submission(self.view, values)))
        assert response.status == 200, response.status
        said = await response.text()
        answer = json.loads(said) if said else {}
        self.errors = answer.get("errors", {})
        if answer.get("response_action") == "update":
            self.service.stands(self.view_id, answer["view"])
        elif not answer:
            self.view_id = ""
        await self.settle()

    def message_with(self, label: str) -> dict[str, Any]:
        """The newest message with this button."""
        return next(one for one in reversed(self.chat) if label in labels(one))

    async def _posted(self, body: dict[str, Any]) -> list[dict[str, Any]]:
        self.service.calls.clear()
        response = await self.post(body)
        assert response.status == 200, await response.text()
        await self.settle()
        return self.service.posted

    def _look(self) -> None:
        """See the modal that has opened, if one has."""
        if self.service.called("views.open") and self.service.opened:
            self.view_id = self.service.opened


def signed(raw: bytes, now: datetime, secret: str = SECRET, timestamp: str = "") -> dict[str, str]:
    """The headers by which Slack proves itself."""
    at = timestamp or str(int(now.timestamp()))
    digest = hmac.new(secret.encode(), f"v0:{at}:".encode() + raw, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": at, "X-Slack-Signature": f"v0={digest}"}


def labels(shown: Mapping[str, Any]) -> list[str]:
    """What can be pressed in a message or modal; what sends a modal comes first."""
    submit = [shown["submit"]["text"]] if "submit" in shown else []
    blocks = [one for block in shown["blocks"] for one in block.get("elements", ())]
    return [*submit, *(one["text"]["text"] for one in blocks if one.get("type") == "button")]


def says(shown: Mapping[str, Any]) -> str:
    """All words of a message or modal, in order."""
    title = [shown["title"]["text"]] if "title" in shown else []
    return "\n".join([*title, *(line for block in shown["blocks"] for line in _lines(block))])


def _lines(block: Mapping[str, Any]) -> list[str]:
    match block["type"]:
        case "header" | "section":
            return [block["text"]["text"]]
        case "rich_text":
            return ["".join(run["text"] for section in block["elements"] for run in section["elements"])]
        case "context":
            return [one["text"] for one in block["elements"]]
        case "input":
            element = block["element"]
            held = [str(element["initial_value"])] if "initial_value" in element else []
            options = [one["text"]["text"] for one in element.get("options", ())]
            return [
                block["label"]["text"],
                *(block["hint"]["text"] for _ in ("",) if "hint" in block),
                *options,
                *held,
            ]
    return []
