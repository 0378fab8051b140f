"""Connections to the services, kept open between requests."""

import asyncio
import functools
import ssl
from collections.abc import Awaitable, Callable
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from bot.channels.teams.outbound.answer import Answer
from bot.channels.teams.outbound.line import HungUp, Line

AT_ONCE: Final = 64
CONNECT_SECONDS: Final = 5.0
ANSWER_SECONDS: Final = 12.0
# Below what any service keeps a silent connection for, so that it is seldom closed as we write.
KEPT_SECONDS: Final = 15.0
# When the first of a host's addresses does not answer, the next is tried beside it.
NEXT_ADDRESS_SECONDS: Final = 0.25


class Unreachable(Exception):
    """Nothing was sent. The message names why."""


class Origin(NamedTuple):
    """Whom to connect to."""

    host: str
    port: int
    tls: bool


class Address(NamedTuple):
    """A service's address: whom to connect to, its name in the Host header, and the path before every other."""

    origin: Origin
    authority: str
    path: str


Connect = Callable[[Origin], Awaitable[Line]]


@functools.lru_cache(maxsize=1000)
def address_of(url: str) -> Address:
    """The parts of an http or https address that was held against the allow list. Raises ValueError for no address."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("no address")
    tls = parts.scheme == "https"
    port = parts.port or (443 if tls else 80)
    return Address(Origin(parts.hostname, port, tls), parts.netloc, parts.path.rstrip("/"))


async def straight(origin: Origin) -> Line:
    """A new connection, the service's certificate and name checked. Raises OSError, ValueError."""
    _, line = await asyncio.get_running_loop().create_connection(
        Line,
        origin.host,
        origin.port,
        ssl=_trusting() if origin.tls else None,
        happy_eyeballs_delay=NEXT_ADDRESS_SECONDS,
    )
    return line


@functools.cache
def _trusting() -> ssl.SSLContext:
    """Whom this machine trusts."""
    context = ssl.create_default_context()
    context.set_alpn_protocols(["http/1.1"])
    return context


class Lines:
    """At most AT_ONCE requests at a time; a request goes over a free connection, or over a new one."""

    def __init__(
        self,
        connect: Connect = straight,
        *,
        answer_seconds: float = ANSWER_SECONDS,
        kept_seconds: float = KEPT_SECONDS,
    ) -> None:
        self._connect, self._answer_seconds, self._kept_seconds = connect, answer_seconds, kept_seconds
        self._room = asyncio.Semaphore(AT_ONCE)
        self._free: dict[Origin, list[Line]] = {}
        self._is_closed = False

    async def ask(self, address: Address, method: str, path: str, headers: str, body: bytes) -> Answer:
        """Send a request; gives its answer, whatever its status: nothing is followed and nothing decoded.

        `headers` are whole lines. One that is put in a place (PUT) is sent once more where a kept connection turns
        out to be closed; any other may have arrived. Raises Unreachable, Lost.
        """
        request = (
            f"{method} {address.path}/{path} HTTP/1.1\r\nHost: {address.authority}\r\n"
            f"{headers}Content-Length: {len(body)}\r\n\r\n"
        ).encode("ascii") + body
        async with self._room:
            kept = self._kept(address.origin)
            if kept is not None:
                try:
                    return await self._asked(address.origin, kept, request)
                except HungUp:
                    if method != "PUT":
                        raise
            return await self._asked(address.origin, await self._new(address.origin), request)

    def close(self) -> None:
        """Let the connections go: the free ones now, any other once it has answered."""
        self._is_closed = True
        for lines in self._free.values():
            for line in lines:
                line.drop()
        self._free.clear()

    def _kept(self, origin: Origin) -> Line | None:
        lines = self._free.get(origin)
        while lines:
            line = lines.pop()
            if line.is_open and line.idle < self._kept_seconds:
                return line
            line.drop()
        return None

    async def _asked(self, origin: Origin, line: Line, request: bytes) -> Answer:
        answer = await line.ask(request, self._answer_seconds)
        if self._is_closed:
            line.drop()
        elif line.is_open:
            self._free.setdefault(origin, []).append(line)
        return answer

    async def _new(self, origin: Origin) -> Line:
        try:
            async with asyncio.timeout(CONNECT_SECONDS):
                line = await self._connect(origin)
        except (OSError, ValueError) as fault:
            # TimeoutError, faults of TLS and of names are among them.
            raise Unreachable(type(fault).__name__) from None
        if not line.is_open:
            raise Unreachable("closed")
        return line
