"""Where the bot's messages go: counts what arrived, and is at times busy, slow, or gone before it has answered."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from random import Random
from typing import Any

from aiohttp import web

REPEAT = "This is sent again"


@dataclass(frozen=True, slots=True)
class Arrival:
    """One outbox row that reached the service, and whether the message said that it is a repeat."""

    row: str
    said_again: bool


@dataclass
class Receiver:
    """A service for messages, as unreliable as the real ones can be."""

    random: Random
    arrived: dict[str, list[Arrival]] = field(default_factory=dict)
    refused: int = 0
    unanswered: int = 0

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[str]:
        """Listen on loopback; gives the address."""
        app = web.Application()
        app.router.add_post("/", self._receive)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        try:
            yield f"http://127.0.0.1:{runner.addresses[0][1]}/"
        finally:
            await runner.cleanup()

    async def _receive(self, request: web.Request) -> web.Response:
        body: dict[str, Any] = await request.json()
        mood = self.random.random()
        if mood < 0.10:
            self.refused += 1
            return web.Response(status=503)
        for row in body["rows"]:
            found = self.arrived.setdefault(row["id"], [])
            found.append(Arrival(row["id"], REPEAT in str(body["message"])))
        if mood < 0.15:
            self.unanswered += 1
            if request.transport is not None:
                request.transport.abort()
        elif mood < 0.60:
            await asyncio.sleep(self.random.uniform(0.005, 0.1))
        return web.Response()
