"""The connector: through it every message leaves, over kept connections, never to an address that is not allowed."""

import asyncio
import logging
import re
from collections.abc import Mapping
from functools import lru_cache, partial
from typing import Final, Literal, Protocol
from urllib.parse import quote

from bot.channels.limiter import Limiter
from bot.channels.teams.faults import MAY_HAVE_ARRIVED, ConnectorFault
from bot.channels.teams.outbound.answer import Answer
from bot.channels.teams.outbound.line import Lost
from bot.channels.teams.outbound.lines import Address, Connect, Lines, Unreachable, address_of, straight
from bot.channels.teams.service_urls import Allowed
from bot.channels.trying import Trying, seconds_of
from bot.identity.errors import NoToken
from dialogs.exchange.fast_json import from_json

log = logging.getLogger(__name__)

Method = Literal["POST", "PUT"]

HEADERS: Final = (
    "User-Agent: supervision-bot\r\n"
    "Accept: application/json\r\n"
    "Content-Type: application/json; charset=utf-8\r\n"
)
# What may stand in a header; a token with anything else would end its line.
_TOKEN = re.compile(r"[!-~]+", re.ASCII)
# What a message may be called: it becomes part of an address when the message is replaced.
_MESSAGE_ID = re.compile(r"(?!\.{1,2}\Z)[!-~]{1,512}", re.ASCII)


class Tokens(Protocol):
    """Who gives the token that goes with each message."""

    async def token(self) -> str:
        """A token that is valid now. Raises NoToken."""
        ...

    def refuse(self, token: str) -> None:
        """The service did not take this one: the next is a new one."""
        ...


class Connector:
    """Sends for all conversations.

    `patience` is how many seconds a sending may wait for its turn and for a service that says "later".
    """

    def __init__(
        self,
        allowed: Allowed,
        tokens: Tokens | None,
        *,
        limiter: Limiter | None = None,
        connect: Connect = straight,
    ) -> None:
        self._allowed, self._tokens = allowed, tokens
        self._trying = Trying(limiter or Limiter(), ConnectorFault)
        self._lines = Lines(connect)

    async def close(self) -> None:
        """Let the connections go."""
        self._lines.close()
        # The event loop closes them at its next turn.
        await asyncio.sleep(0)

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
        try:
            address = address_of(service_url)
        except ValueError:
            raise ConnectorFault("never sent", code="AddressNotAllowed") from None
        once = partial(self._once, method, address, f"v3/{path}", activity)
        return await self._trying.do(once, conversation, patience)

    async def _once(self, method: Method, address: Address, path: str, activity: bytes) -> str:
        for _ in range(2):
            token = await self._token()
            answer = await self._ask(method, address, path, activity, token)
            if answer.status != 401 or not token or self._tokens is None:
                break
            # It may have been revoked before its time: once more with a new one.
            self._tokens.refuse(token)
        return _read(answer)

    async def _ask(self, method: Method, address: Address, path: str, activity: bytes, token: str) -> Answer:
        headers = f"{HEADERS}Authorization: Bearer {token}\r\n" if token else HEADERS
        try:
            return await self._lines.ask(address, method, path, headers, activity)
        except Unreachable as unreachable:
            raise ConnectorFault("never sent", code=str(unreachable)) from None
        except Lost as lost:
            raise ConnectorFault("answer lost", code=type(lost).__name__) from None

    async def _token(self) -> str:
        if self._tokens is None:
            return ""
        try:
            token = await self._tokens.token()
        except NoToken as none:
            log.error("no token for the connector, so nothing can be sent: %s", none)
            raise ConnectorFault("never sent", code="NoToken") from None
        if not _TOKEN.fullmatch(token):
            raise ConnectorFault("never sent", code="BadToken")
        return token


def _read(answer: Answer) -> str:
    body = _json(answer.body)
    if 200 <= answer.status < 300:
        found = body.get("id")
        return found if isinstance(found, str) and _MESSAGE_ID.fullmatch(found) else ""
    error = body.get("error")
    code = error.get("code") if isinstance(error, dict) else None
    how: Literal["refused", "answer lost"] = "answer lost" if answer.status in MAY_HAVE_ARRIVED else "refused"
    known = code if isinstance(code, str) and code.isidentifier() and len(code) <= 60 else ""
    raise ConnectorFault(how, answer.status, known, seconds_of(answer.headers.get("retry-after")))


def _json(raw: bytes) -> Mapping[str, object]:
    """The object answered, or an empty one: an answer that cannot be read changes nothing about its status."""
    try:
        body = from_json(raw)
    except (ValueError, RecursionError):
        return {}
    return body if isinstance(body, dict) else {}


@lru_cache(maxsize=10_000)
def _part(name: str) -> str:
    """A name as one part of a path. Raises ConnectorFault for what would be a step up, or none."""
    if name in ("", ".", ".."):
        raise ConnectorFault("never sent", code="NoId")
    return quote(name, safe="")
