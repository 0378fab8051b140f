"""The lines that bots keep open to Slack, on Slack's side."""

import asyncio
import json
from collections.abc import Mapping
from itertools import count
from typing import Any

from aiohttp import WSMsgType, web

SECONDS = 5.0
"""How long an answer is waited for."""


class Lines:
    """Every line that was opened, the newest last."""

    def __init__(self) -> None:
        self.open: list[web.WebSocketResponse] = []
        self.answers: dict[str, asyncio.Future[dict[str, Any]]] = {}
        self._changed = asyncio.Condition()
        self._numbers = count(1)

    async def answer(self, request: web.Request) -> web.WebSocketResponse:
        """Somebody calls."""
        line = web.WebSocketResponse()
        await line.prepare(request)
        await line.send_json({"type": "hello", "num_connections": len(self.open) + 1})
        async with self._changed:
            self.open.append(line)
            self._changed.notify_all()
        async for message in line:
            if message.type == WSMsgType.TEXT:
                said: dict[str, Any] = json.loads(message.data)
                self.answers[said["envelope_id"]].set_result(said)
        return line

    async def called(self, times: int = 1) -> None:
        """Wait until so many lines were opened."""
        async with self._changed, asyncio.timeout(SECONDS):
            await self._changed.wait_for(lambda: len(self.open) >= times)

    async def pass_on(self, kind: str, payload: object, envelope: str = "") -> dict[str, Any]:
        """Pass something on; gives what the bot answers to it."""
        envelope = envelope or f"envelope-{next(self._numbers)}"
        self.answers[envelope] = asyncio.get_running_loop().create_future()
        body = {"envelope_id": envelope, "type": kind, "payload": payload, "accepts_response_payload": True}
        await self.open[-1].send_json(body)
        return await asyncio.wait_for(self.answers[envelope], SECONDS)

    async def hang_up(self, **words: object) -> None:
        """Close the newest line; with words, they are said first, and it is the bot's to close."""
        if words:
            await self.open[-1].send_json(words)
        else:
            await self.open[-1].close()

    async def close(self) -> None:
        """Close them all."""
        for line in self.open:
            await line.close()


def kind_of(body: Mapping[str, Any]) -> str:
    """How Slack passes on what it would post."""
    if "command" in body:
        return "slash_commands"
    return "events_api" if body.get("type") == "event_callback" else "interactive"
