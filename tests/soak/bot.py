"""The child process as the parent sees it: it is asked things, killed, and started again."""

import asyncio
import json
from contextlib import suppress
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

from tests.soak import child
from tests.support.forked import FORKED

Json = dict[str, Any]


class Killed(Exception):
    """The bot went away before it answered."""


class Bot:
    """One bot on one store; `start` again after `kill`."""

    def __init__(self, place: Path, receiver: str) -> None:
        self.place, self.receiver = place, receiver
        self._numbers = count()
        self._waiting: dict[int, asyncio.Future[Json]] = {}

    async def start(self, now: datetime) -> None:
        """Start it at an instant; returns once it can be asked."""
        connected: asyncio.Future[tuple[asyncio.StreamReader, asyncio.StreamWriter]]
        connected = asyncio.get_running_loop().create_future()
        server = await asyncio.start_server(
            lambda reader, writer: connected.set_result((reader, writer)), "127.0.0.1", 0, limit=2**24
        )
        port = server.sockets[0].getsockname()[1]
        self._process = FORKED.Process(
            target=child.main, args=(self.place, now, port, self.receiver), daemon=True
        )
        self._process.start()
        reader, self._writer = await asyncio.wait_for(connected, 60)
        server.close()
        self._reading = asyncio.create_task(self._read(reader))

    async def ask(self, **what: Any) -> Json:
        """Ask and wait for the answer. Raises Killed when there will be none."""
        number = next(self._numbers)
        answer = self._waiting[number] = asyncio.get_running_loop().create_future()
        self._writer.write(json.dumps({"id": number, **what}).encode() + b"\n")
        given: Json = await answer
        assert "error" not in given, given["error"]
        return given

    async def kill(self) -> None:
        """kill -9; answers that were written before it still count."""
        self._process.kill()
        await asyncio.to_thread(self._process.join)
        await self._reading

    async def _read(self, reader: asyncio.StreamReader) -> None:
        with suppress(ConnectionError):
            while (line := await reader.readline()).endswith(b"\n"):
                given = json.loads(line)
                self._waiting.pop(given.pop("id")).set_result(given)
        self._writer.close()
        for left in self._waiting.values():
            if not left.done():
                left.set_exception(Killed)
        self._waiting.clear()
