"""The connector: one pooled client through which every message leaves, never to an address that is not allowed."""

import asyncio
import json
import logging
import math
import time
from collections.abc import Callable, Mapping
from typing import Final, Literal, Protocol
from urllib.parse import quote

import aiohttp
from yarl import URL

from bot.channels.teams.faults import MAY_HAVE_ARRIVED, ConnectorFault
from bot.channels.teams.limiter import Limiter
from bot.channels.teams.service_urls import Allowed
from bot.identity.errors import NoToken

log = logging.getLogger(__name__)

Method = Literal["POST", "PUT"]

TIMEOUT: Final = aiohttp.ClientTimeout(total=12, sock_connect=4)
AT_ONCE: Final = 64
MOST_ANSWER: Final = 64 * 1024
MOST_TRIES: Final = 3
WITHOUT_A_WORD: Final = 1.0


class Tokens(Protocol):
    """Who gives the token that goes with each message."""

    async def token(self) -> str:
        """A token that is valid now. Raises NoToken."""
        ...

    def refuse(self, token: str) -> None:
        """The service did not take this one: the next is a new one."""
        ...


def pooled_client() -> aiohttp.ClientSession:
    """A client for many conversations with few services."""
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=AT_ONCE), cookie_jar=aiohttp.DummyCookieJar(), timeout=TIMEOUT
    )


class Connector:
    """Its client is made at the first sending, inside the running event loop.

    `patience` is how many seconds a sending may wait for its turn and for a service that says "later".
    """

    def __init__(
        self,
        allowed: Allowed,
        tokens: Tokens | None,
        *,
        limiter: Limiter | None = None,
        client: Callable[[], aiohttp.ClientSession] = pooled_client,
    ) -> None:
        self._allowed, self._tokens, self._limiter = allowed, tokens, limiter or Limiter()
        self._make_client = client
        self._client: aiohttp.ClientSession | None = None

    async def close(self) -> None:
        """Let the connections go."""
        if self._client is not None:
            await self._client.close()

    async def send(
        self, service_url: str, conversation_id: str, activity: bytes, *, reply_to: str = "", patience: float
    ) -> str:
        """Send one activity; gives the service's id of it. Raises ConnectorFault."""
        path = f"conversations/{_part(conversation_id)}/activities"
        path += f"/{_part(reply_to)}" if reply_to else ""
        return await self._call("POST", service_url, path, conversation_id, activity, patience)

    async def update(
        self, service_url: str, conversation_id: str, message_id: str, activity: bytes, *, patience: float
    ) -> None:
        """Put an activity in another's place. Raises ConnectorFault."""
        path = f"conversations/{_part(conversation_id)}/activities/{_part(message_id)}"
        await self._call("PUT", service_url, path, conversation_id, activity, patience)

    async def _call(
        self, method: Method, service_url: str, path: str, conversation: str, activity: bytes, patience: float
    ) -> str:
        if not self._allowed(service_url):
            raise ConnectorFault("never sent", code="AddressNotAllowed")
        url = URL(f"{service_url.rstrip('/')}/v3/{path}", encoded=True)
        until = time.monotonic() + patience
        for attempt in range(MOST_TRIES):
            await self._take_turn(conversation, until)
            try:
                return await self._once(method, url, activity)
            except ConnectorFault as fault:
                wait = self._wait_before_another(fault, attempt)
                if wait is None or (wait and time.monotonic() + wait > until):
                    raise
                await asyncio.sleep(wait)
        raise ConnectorFault("refused", 429, "TooManyTries")

    async def _take_turn(self, conversation: str, until: float) -> None:
        now = time.monotonic()
        wait = self._limiter.take(conversation, now, max(0.0, until - now))
        if wait is None:
            later = self._limiter.wait(conversation, now)
            raise ConnectorFault("never sent", 429, "OwnLimit", retry_after=later)
        if wait:
            await asyncio.sleep(wait)

    def _wait_before_another(self, fault: ConnectorFault, attempt: int) -> float | None:
        if fault.status == 401 and self._tokens is not None and attempt == 0:
            # A token may have been revoked before its time: once more with a new one.
            return 0.0
        if not fault.again or attempt + 1 >= MOST_TRIES:
            return None
        return WITHOUT_A_WORD * 2**attempt if fault.retry_after is None else fault.retry_after

    async def _once(self, method: Method, url: URL, activity: bytes) -> str:
        token = await self._token()
        headers = {"Content-Type": "application/json; charset=utf-8"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        try:
            if self._client is None:
                self._client = self._make_client()
            async with self._client.request(
                method, url, data=activity, headers=headers, allow_redirects=False
            ) as answer:
                if answer.status == 401 and token and self._tokens is not None:
                    self._tokens.refuse(token)
                return await _read(answer)
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as unreachable:
            raise ConnectorFault("never sent", code=type(unreachable).__name__) from None
        except (aiohttp.ClientError, TimeoutError) as lost:
            raise ConnectorFault("answer lost", code=type(lost).__name__) from None

    async def _token(self) -> str:
        if self._tokens is None:
            return ""
        try:
            return await self._tokens.token()
        except NoToken as none:
            log.error("no token for the connector, so nothing can be sent: %s", none)
            raise ConnectorFault("never sent", code="NoToken") from None


async def _read(answer: aiohttp.ClientResponse) -> str:
    body = await _json(answer)
    if 200 <= answer.status < 300:
        found = body.get("id")
        return found if isinstance(found, str) else ""
    error = body.get("error")
    code = error.get("code") if isinstance(error, dict) else None
    how: Literal["refused", "answer lost"] = "answer lost" if answer.status in MAY_HAVE_ARRIVED else "refused"
    known = code if isinstance(code, str) and code.isidentifier() and len(code) <= 60 else ""
    raise ConnectorFault(how, answer.status, known, _seconds(answer.headers.get("Retry-After")))


async def _json(answer: aiohttp.ClientResponse) -> Mapping[str, object]:
    """The object answered, or an empty one: an answer that cannot be read changes nothing about its status."""
    raw = await answer.content.read(MOST_ANSWER)
    try:
        body = json.loads(raw)
    except (ValueError, RecursionError):
        return {}
    return body if isinstance(body, dict) else {}


def _seconds(given: str | None) -> float | None:
    """Retry-After in seconds. As a date it is not used by the service; an hour is the most that is believed."""
    try:
        found = float(given) if given is not None else None
    except ValueError:
        return None
    return min(max(found, 0.0), 3600.0) if found is not None and math.isfinite(found) else None


def _part(name: str) -> str:
    return quote(name, safe="")
