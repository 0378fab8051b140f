"""The service on the other side: takes what the bot sends as Teams' connector does, and says no when told to."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer


@dataclass(frozen=True, slots=True)
class No:
    """An answer that is not yes."""

    status: int
    code: str = ""
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Call:
    """One request of the bot."""

    method: str
    path: str
    headers: dict[str, str]
    body: dict[str, Any]


class Service:
    """Conversations by id, each a list of message ids; messages by id, as they stand now."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.messages: dict[str, dict[str, Any]] = {}
        self.noes: list[No | None] = []
        """What the next requests are answered, None for yes; yes once it is empty."""
        self.url = ""
        self.calls_it = ""
        """What new messages are called, if not by number."""

    @property
    def posted(self) -> list[dict[str, Any]]:
        """What was sent as new, in order."""
        return [one.body for one in self.calls if one.method == "POST"]

    @property
    def updated(self) -> list[dict[str, Any]]:
        """What was sent in place of something."""
        return [one.body for one in self.calls if one.method == "PUT"]

    def take(self) -> list[dict[str, Any]]:
        """What was sent as new since this was last asked."""
        posted = self.posted
        self.calls.clear()
        return posted

    async def post(self, request: web.Request) -> web.StreamResponse:
        body = await self._note(request)
        if (no := self._no()) is not None:
            return no
        message_id = self.calls_it or f"m-{len(self.messages) + 1}"
        self.messages[message_id] = body
        return web.json_response({"id": message_id}, status=201)

    async def put(self, request: web.Request) -> web.StreamResponse:
        body = await self._note(request)
        if (no := self._no()) is not None:
            return no
        message_id = request.match_info["activity"]
        if message_id not in self.messages:
            return _answer(No(404, "ActivityNotFoundInConversation"))
        self.messages[message_id] = body
        return web.json_response({"id": message_id})

    async def _note(self, request: web.Request) -> dict[str, Any]:
        body: dict[str, Any] = await request.json()
        self.calls.append(Call(request.method, request.raw_path, dict(request.headers), body))
        return body

    def _no(self) -> web.Response | None:
        no = self.noes.pop(0) if self.noes else None
        return _answer(no) if no is not None else None


def _answer(no: No) -> web.Response:
    body = {"error": {"code": no.code, "message": "Said by the service."}}
    return web.json_response(body, status=no.status, headers=no.headers)


@asynccontextmanager
async def running() -> AsyncIterator[Service]:
    """The service on this machine, for as long as the block lasts."""
    service = Service()
    app = web.Application()
    app.add_routes(
        [
            web.post("/teams/v3/conversations/{conversation}/activities", service.post),
            web.post("/teams/v3/conversations/{conversation}/activities/{activity}", service.post),
            web.put("/teams/v3/conversations/{conversation}/activities/{activity}", service.put),
        ]
    )
    server = TestServer(app, skip_url_asserts=True)
    await server.start_server()
    service.url = f"http://127.0.0.1:{server.port}/teams/"
    try:
        yield service
    finally:
        await server.close()
