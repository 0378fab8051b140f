"""Socket Mode: the bot calls Slack and keeps a line open on which Slack passes on what it would post otherwise.

For whoever may open nothing to the internet. Who is at the other end is known by the address that was called, so that
nothing is signed. What was not answered is passed on again.
"""

import asyncio
import logging
import time
from collections.abc import Mapping
from typing import Any, Final

from slack_bolt.adapter.socket_mode.async_internals import send_async_response
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.web.async_client import AsyncWebClient

from bot.channels.slack.door import Door
from bot.channels.slack.incoming import BadBody
from bot.channels.slack.quiet import QUIET
from bot.channels.slack.signature import Denied

log = logging.getLogger(__name__)

# Seconds between two looks at whether the line still stands.
PING: Final = 5.0


class Socket:
    """One line to Slack, opened with an app-level token and opened anew whenever it breaks."""

    def __init__(self, door: Door, token: str, *, address: str, ping: float = PING) -> None:
        self._door, self._token, self._address, self._ping = door, token, address, ping
        self._line: _Line | None = None
        self._connecting: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin to connect; it is tried until it works."""
        client = AsyncWebClient(base_url=self._address, logger=QUIET)
        self._line = _Line(self._token, logger=QUIET, web_client=client, ping_interval=self._ping)
        self._line.socket_mode_request_listeners.append(self._listen)
        self._connecting = asyncio.create_task(self._line.connect())

    async def close(self) -> None:
        """Let the line go."""
        if self._connecting is not None:
            self._connecting.cancel()
        if self._line is not None:
            await self._line.close()

    async def _listen(self, line: Any, request: SocketModeRequest) -> None:
        """Answer what was passed on. What has no answer from us is passed on again."""
        try:
            answer = await self._answer(request.payload)
            await send_async_response(line, request, answer, time.time())
        except Exception as fault:
            log.error("what slack passed on was not answered: %s", type(fault).__name__)

    async def _answer(self, body: Mapping[str, object]) -> BoltResponse:
        try:
            return await self._door.take(self._door.checked(body))
        except BadBody as bad:
            log.info("refused a body: %s", bad)
        except Denied as denied:
            log.warning("denied: %s", denied)
        # Asked for again it would be no better.
        return BoltResponse(status=200, body="")


class _Line(SocketModeClient):
    """As the library has it, but that it says once why there is no connection, and when there is one again."""

    failure = ""

    async def issue_new_wss_url(self) -> str:
        try:
            found = await super().issue_new_wss_url()
        except Exception as fault:
            self._say(_name(fault))
            raise
        self._say("")
        return found

    def _say(self, failure: str) -> None:
        if failure and failure != self.failure:
            log.error("slack gives no connection: %s", failure)
        elif self.failure and not failure:
            log.info("slack gives a connection again")
        self.failure = failure


def _name(fault: Exception) -> str:
    """Slack's own name for why, or the kind of fault; its text may hold the token."""
    data = fault.response.data if isinstance(fault, SlackApiError) else {}
    code = data.get("error") if isinstance(data, dict) else None
    return code if isinstance(code, str) and code.isidentifier() else type(fault).__name__
