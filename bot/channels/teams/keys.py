"""The keys that Microsoft's tokens are signed with: fetched without holding anything up, followed when they rotate.

A key that is not known is asked for at once, but the address is asked at most once a minute, whoever sends what:
tokens with invented keys cannot make the bot hammer it.
"""

import asyncio
import json
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

import aiohttp
import jwt

log = logging.getLogger(__name__)

METADATA: Final = "https://login.botframework.com/v1/.well-known/openidconfiguration"
AT_MOST_EVERY: Final = 60.0
FRESH_FOR: Final = 24 * 3600.0
MOST_KEYS: Final = 100
MOST_ANSWER: Final = 512 * 1024
TIMEOUT: Final = aiohttp.ClientTimeout(total=8)

Fetch = Callable[[str], Awaitable[object]]


class KeysUnreachable(Exception):
    """The keys cannot be had at present."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """One key, and the channels it may speak for."""

    key: jwt.PyJWK = field(repr=False)
    channels: frozenset[str]


class Keys:
    """Signing keys by id. `seconds` is a clock that only runs forward."""

    def __init__(
        self, fetch: Fetch, address: str = METADATA, *, seconds: Callable[[], float] = time.monotonic
    ) -> None:
        self._fetch, self._address, self._seconds = fetch, address, seconds
        self._keys: dict[str, SigningKey] = {}
        self._fetched_at: float | None = None
        self._asked_at: float | None = None
        self._one_at_a_time = asyncio.Lock()

    async def get(self, key_id: str) -> SigningKey | None:
        """The key of this id, or None. Raises KeysUnreachable when none could ever be fetched."""
        if (found := self._known(key_id)) is not None:
            return found
        async with self._one_at_a_time:
            # Whoever waited here may find that the one before has fetched it.
            if (found := self._known(key_id)) is None and self._may_ask():
                await self._ask()
                found = self._keys.get(key_id)
        if self._fetched_at is None:
            raise KeysUnreachable
        # Older keys serve on while newer ones cannot be had.
        return found or self._keys.get(key_id)

    def _known(self, key_id: str) -> SigningKey | None:
        fresh = self._fetched_at is not None and self._seconds() - self._fetched_at < FRESH_FOR
        return self._keys.get(key_id) if fresh else None

    def _may_ask(self) -> bool:
        return self._asked_at is None or self._seconds() - self._asked_at >= AT_MOST_EVERY

    async def _ask(self) -> None:
        self._asked_at = self._seconds()
        try:
            keys = _read(await self._fetch(_keys_address(await self._fetch(self._address), self._address)))
        except (aiohttp.ClientError, TimeoutError, ValueError) as fault:
            log.error("the keys of Microsoft's tokens could not be fetched: %s", type(fault).__name__)
            return
        self._keys, self._fetched_at = keys, self._seconds()


def plain_client() -> aiohttp.ClientSession:
    """A client that keeps no cookies."""
    return aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar())


async def fetch_json(address: str, client: Callable[[], aiohttp.ClientSession] = plain_client) -> object:
    """The JSON at an address, no redirects. Raises ClientError, TimeoutError, ValueError."""
    async with (
        client() as session,
        session.get(address, allow_redirects=False, raise_for_status=True, timeout=TIMEOUT) as answer,
    ):
        raw = await answer.content.read(MOST_ANSWER)
        while more := await answer.content.read(MOST_ANSWER):
            raw += more
            if len(raw) > MOST_ANSWER:
                raise ValueError("the answer is too large")
    found: object = json.loads(raw)
    return found


def _keys_address(metadata: object, address: str) -> str:
    """Where the keys are, which is where the metadata is. Raises ValueError."""
    found = metadata.get("jwks_uri") if isinstance(metadata, dict) else None
    if not isinstance(found, str):
        raise ValueError("the metadata names no keys")
    here, there = urlsplit(address), urlsplit(found)
    if (here.scheme, here.netloc) != (there.scheme, there.netloc):
        raise ValueError("the metadata names keys elsewhere")
    return found


def _read(body: object) -> dict[str, SigningKey]:
    """The RSA keys in a key set; a key that cannot be read is left out. Raises ValueError."""
    listed = body.get("keys") if isinstance(body, dict) else None
    if not isinstance(listed, list):
        raise ValueError("there are no keys")
    found = {}
    for one in listed[:MOST_KEYS]:
        if isinstance(one, dict) and one.get("kty") == "RSA" and isinstance(one.get("kid"), str):
            try:
                found[one["kid"]] = SigningKey(jwt.PyJWK(one, algorithm="RS256"), _channels(one))
            except jwt.PyJWTError:
                log.warning("a key of Microsoft's tokens could not be read and was left out")
    if not found:
        raise ValueError("there are no keys")
    return found


def _channels(key: Mapping[str, object]) -> frozenset[str]:
    given = key.get("endorsements")
    return frozenset(one for one in given if isinstance(one, str)) if isinstance(given, list) else frozenset()
