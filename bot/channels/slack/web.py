"""Slack's Web API: through it everything leaves, over kept connections, to Slack's own address and no other."""

import re
from collections.abc import Mapping
from functools import partial
from typing import Final

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.channels.limiter import Limiter
from bot.channels.slack.blocks import Drawn
from bot.channels.slack.faults import SlackFault, refused
from bot.channels.slack.quiet import QUIET
from bot.channels.slack.workspace import is_org_wide
from bot.channels.trying import Trying, seconds_of
from dialogs.exchange.fast_json import to_json

Json = dict[str, object]

# About one message a second in each conversation, and short bursts.
SENDING: Final = ((3, 1.0), (10, 10.0))
SECONDS: Final = aiohttp.ClientTimeout(total=20, connect=5)
# Nothing of a request has left by then: no connection, or a proxy that makes none.
NEVER_SENT: Final = (
    aiohttp.ClientConnectorError,
    aiohttp.ClientHttpProxyError,
    aiohttp.ConnectionTimeoutError,
)
_ID = re.compile(r"[A-Za-z0-9.]{1,64}", re.ASCII)
_NAME = re.compile(r"[!-~]{1,255}", re.ASCII)


class Web:
    """Calls methods of Slack as the bot whose token it holds. Each raises SlackFault.

    `patience` is how many seconds a message may wait for its turn and for a service that says "later".
    """

    def __init__(self, token: str, *, address: str = AsyncWebClient.BASE_URL, limiter: Limiter | None = None):
        self.address = address
        # Its own retries would send a message again whose answer was lost.
        self._client = AsyncWebClient(token, base_url=address, retry_handlers=[], logger=QUIET)
        self._trying = Trying(limiter or Limiter(SENDING), SlackFault)
        self._stopped = ""

    def stop(self, why: str) -> None:
        """Nothing is sent from now on: this is not the installation that was meant. Reminders wait."""
        self._stopped = why

    async def close(self) -> None:
        """Let the connections go."""
        if self._client.session is not None:
            await self._client.session.close()

    async def say(self, conversation: str, drawn: Drawn, *, patience: float) -> str:
        """Post a message; gives Slack's id of it."""
        body = {"channel": conversation, **_content(drawn)}
        return _told(await self._patiently("chat.postMessage", body, conversation, patience), "ts")

    async def replace(self, conversation: str, message_id: str, drawn: Drawn, *, patience: float) -> None:
        """Put a message in the place of an earlier one."""
        body = {"channel": conversation, "ts": message_id, **_content(drawn)}
        await self._patiently("chat.update", body, "", patience)

    async def chat_with(self, account: str, *, patience: float) -> str:
        """The id of the chat with a person, which is opened if there is none."""
        try:
            answer = await self._patiently("conversations.open", {"users": account}, "", patience)
        except SlackFault as fault:
            if fault.how != "answer lost":
                raise
            # Nothing has been said by that, and a chat may be opened twice.
            raise SlackFault("never sent", fault.status, fault.code) from None
        channel = answer.get("channel")
        found = _told(channel, "id") if isinstance(channel, dict) else ""
        if not found:
            raise SlackFault("refused", 200, "NoConversation")
        return found

    async def open_view(self, trigger: str, view: Json) -> tuple[str, str]:
        """Open a modal for what was pressed less than three seconds ago; gives its id and version."""
        answer = await self._once("views.open", {"trigger_id": trigger, "view": view})
        return _view(answer)

    async def update_view(self, view_id: str, version: str, view: Json) -> None:
        """Put something else into a modal, unless it has changed since that version; whatever it is, without one."""
        known = {"hash": version} if version else {}
        await self._once("views.update", {"view_id": view_id, **known, "view": view})

    async def publish(self, account: str, view: Json, *, patience: float) -> None:
        """Put something into somebody's Home tab."""
        await self._patiently("views.publish", {"user_id": account, "view": view}, "", patience)

    async def whoami(self) -> tuple[str, bool]:
        """The workspace that the token is for, and whether it is for a whole organisation of them."""
        answer = await self._once("auth.test", {})
        return _told(answer, "team_id"), is_org_wide(answer)

    async def _patiently(
        self, method: str, body: Json, conversation: str, patience: float
    ) -> Mapping[str, object]:
        return await self._trying.do(partial(self._once, method, body), conversation, patience)

    async def _once(self, method: str, body: Json) -> Mapping[str, object]:
        if self._stopped:
            raise SlackFault("never sent", code=self._stopped)
        if self._client.session is None:
            # Made here, as it belongs to the event loop it is first used in. What it is known by is its token, no cookie.
            self._client.session = aiohttp.ClientSession(
                timeout=SECONDS, json_serialize=to_json, cookie_jar=aiohttp.DummyCookieJar()
            )
        try:
            answer = await self._client.api_call(method, json=body)
        except SlackApiError as no:
            raise _fault(no) from None
        except NEVER_SENT as fault:
            raise SlackFault("never sent", code=type(fault).__name__) from None
        except Exception as fault:
            # Whatever it is, nobody knows whether Slack has it; its text may quote what was sent.
            raise SlackFault("answer lost", code=type(fault).__name__) from None
        data = answer.data
        return data if isinstance(data, dict) else {}


def _fault(no: SlackApiError) -> SlackFault:
    """An answer that is not yes. Its text is Slack's, or a proxy's: only a plain name in it is kept."""
    status, data = no.response.status_code, no.response.data
    code = data.get("error") if isinstance(data, dict) else None
    known = code if isinstance(code, str) and code.isidentifier() and len(code) <= 60 else ""
    if status == 200 and not known:
        return SlackFault("answer lost", status, "NoWord")
    return refused(status, known, seconds_of(no.response.headers.get("Retry-After")))


def _content(drawn: Drawn) -> Json:
    # Blocks are always sent, as an update without any would leave the older ones standing.
    return {
        "text": drawn.text,
        "blocks": drawn.blocks,
        "unfurl_links": False,
        "unfurl_media": False,
        "parse": "none",
    }


def _view(answer: Mapping[str, object]) -> tuple[str, str]:
    view = answer.get("view")
    if not isinstance(view, dict):
        raise SlackFault("answer lost", 200, "NoView")
    version = view.get("hash")
    return _told(view, "id"), version if isinstance(version, str) and _NAME.fullmatch(version) else ""


def _told(answer: Mapping[str, object], name: str) -> str:
    found = answer.get(name)
    return found if isinstance(found, str) and _ID.fullmatch(found) else ""
