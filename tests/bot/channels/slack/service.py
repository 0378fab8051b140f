"""Slack on the other side: takes what the bot calls as its Web API does, and says no when told to."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

from tests.bot.channels.slack.lines import Lines
from tests.bot.channels.slack.rules import faults_of_blocks, faults_of_home, faults_of_view

TEAM = "T0COUNCIL"


@dataclass(frozen=True, slots=True)
class No:
    """An answer that is not yes. With `lost` the connection ends without one."""

    code: str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    lost: bool = False
    text: str = ""
    """A body that is no JSON."""


@dataclass(slots=True)
class Call:
    """One call of the bot."""

    method: str
    token: str
    body: dict[str, Any]


class Service:
    """Messages by id and modals by id, as they stand now."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.messages: dict[str, dict[str, Any]] = {}
        self.views: dict[str, dict[str, Any]] = {}
        self.homes: dict[str, dict[str, Any]] = {}
        """The Home tab of each account."""
        self.cookies: set[str] = set()
        """The names of all that came with calls."""
        self.triggers: set[str] = set()
        """What a modal may be opened for, once."""
        self.noes: dict[str, list[No | None]] = {}
        """What the next calls of a method are answered, None for yes; yes once it is empty."""
        self.opening = asyncio.Event()
        """Set once a modal was opened."""
        self.opened = ""
        """The modal that was opened last."""
        self.url = ""
        self.team = TEAM
        """The workspace that the bot's token is for."""
        self.org_wide = False
        """Whether it is for a whole organisation of workspaces."""
        self.lines = Lines()
        self._numbers = count(1)

    def called(self, method: str) -> list[dict[str, Any]]:
        """What this method was called with, in order."""
        return [one.body for one in self.calls if one.method == method]

    @property
    def posted(self) -> list[dict[str, Any]]:
        """What was posted as new, in order."""
        return self.called("chat.postMessage")

    def says_no(self, method: str, *noes: No | None) -> None:
        """Say no to what is called next."""
        self.noes[method] = list(noes)

    def gone(self) -> None:
        """Whoever used Slack has deleted every message."""
        self.messages.clear()

    async def take(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        body: dict[str, Any] = await request.json() if request.content_type == "application/json" else {}
        self.calls.append(Call(method, request.headers.get("Authorization", ""), body))
        self.cookies |= {*request.cookies}
        waiting = self.noes.get(method)
        no = waiting.pop(0) if waiting else None
        if no is not None:
            return _refuse(request, no)
        known = {
            "auth.test": self._who,
            "chat.postMessage": self._post,
            "chat.update": self._update,
            "conversations.open": self._chat,
            "views.open": self._open,
            "views.update": self._change,
            "views.publish": self._publish,
            "apps.connections.open": self._call,
        }
        found = known[method](body)
        answer = web.json_response(
            {"ok": False, "error": found} if isinstance(found, str) else {"ok": True, **found}
        )
        # As Slack does, whoever asks.
        answer.set_cookie("b", "a-cookie-of-slack", path="/")
        return answer

    def _call(self, body: dict[str, Any]) -> dict[str, Any] | str:
        return {"url": f"{self.url.replace('http', 'ws').removesuffix('api/')}line"}

    def _who(self, body: dict[str, Any]) -> dict[str, Any] | str:
        return {"team_id": self.team, "user_id": "U0BOT", "is_enterprise_install": self.org_wide}

    def _post(self, body: dict[str, Any]) -> dict[str, Any] | str:
        if wrong := faults_of_blocks(body["blocks"]):
            return f"invalid_blocks_{len(wrong)}"
        message_id = f"1795424400.{next(self._numbers):06}"
        self.messages[message_id] = body
        return {"channel": body["channel"], "ts": message_id}

    def _update(self, body: dict[str, Any]) -> dict[str, Any] | str:
        if body["ts"] not in self.messages:
            return "message_not_found"
        if wrong := faults_of_blocks(body["blocks"]):
            return f"invalid_blocks_{len(wrong)}"
        self.messages[body["ts"]] = body
        return {"channel": body["channel"], "ts": body["ts"]}

    def _chat(self, body: dict[str, Any]) -> dict[str, Any] | str:
        return {"channel": {"id": chat_of(body["users"])}}

    def _open(self, body: dict[str, Any]) -> dict[str, Any] | str:
        if body["trigger_id"] not in self.triggers:
            return "expired_trigger_id"
        self.triggers.discard(body["trigger_id"])
        if faults_of_view(body["view"]):
            return "invalid_arguments"
        self.opening.set()
        self.opened = f"V{next(self._numbers)}"
        return self.stands(self.opened, body["view"])

    def _change(self, body: dict[str, Any]) -> dict[str, Any] | str:
        now = self.views.get(body["view_id"])
        if now is None:
            return "not_found"
        if body.get("hash", now["hash"]) != now["hash"]:
            return "hash_conflict"
        if faults_of_view(body["view"]):
            return "invalid_arguments"
        return self.stands(body["view_id"], body["view"])

    def _publish(self, body: dict[str, Any]) -> dict[str, Any] | str:
        if faults_of_home(body["view"]):
            return "invalid_arguments"
        self.homes[body["user_id"]] = {**body["view"], "id": f"V{next(self._numbers)}", "hash": "1.abc"}
        return {"view": self.homes[body["user_id"]]}

    def stands(self, view_id: str, view: dict[str, Any]) -> dict[str, Any]:
        """This is what a modal holds from now on."""
        self.views[view_id] = {**view, "id": view_id, "hash": f"{next(self._numbers)}.abc"}
        return {"view": self.views[view_id]}


def chat_of(account: str) -> str:
    """The id of the chat between somebody and the bot."""
    return f"D{account}"


def _refuse(request: web.Request, no: No) -> web.Response:
    if no.lost:
        assert request.transport is not None
        request.transport.close()
    if no.text:
        return web.Response(text=no.text, status=no.status, content_type="text/html", headers=no.headers)
    return web.json_response({"ok": False, "error": no.code}, status=no.status, headers=no.headers)


@asynccontextmanager
async def running() -> AsyncIterator[Service]:
    """The service on this machine, for as long as the block lasts."""
    service = Service()
    app = web.Application()
    app.add_routes([web.post("/api/{method}", service.take), web.get("/line", service.lines.answer)])
    server = TestServer(app, skip_url_asserts=True)
    await server.start_server()
    service.url = f"http://127.0.0.1:{server.port}/api/"
    try:
        yield service
    finally:
        await service.lines.close()
        await server.close()
