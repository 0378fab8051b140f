"""The seam to Slack's Bolt: it takes what was checked to whoever hears it, and answers Slack's handshakes itself.

Bolt's own way in (reading bodies, the check of signatures, a call that asks who it is) is not used, and its listeners
are not either, for each of which it works out everything that one might want to know: see the decision record on it.
"""

import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.response import BoltResponse

from bot.channels.slack.incoming import Incoming
from bot.channels.slack.quiet import QUIET
from dialogs.exchange.fast_json import to_json

log = logging.getLogger(__name__)

Hear = Callable[[Incoming], Awaitable[Mapping[str, object] | None]]

# Where what was checked is put for whoever hears it.
INCOMING: Final = "incoming"


class Bolt:
    """Takes one thing that Slack posted through Bolt. `hear` works through it and gives the answer."""

    def __init__(self, hear: Hear, team: str, token: str) -> None:
        self._app = _app(_Hearing(hear), team, token)
        self._app.error(_fault)

    async def dispatch(self, incoming: Incoming) -> BoltResponse:
        """The answer to Slack. What goes wrong on our side is a 503, after which Slack asks again."""
        try:
            # By name of the mode in which Bolt takes a body that was read already.
            request = AsyncBoltRequest(
                mode="socket_mode", body=dict(incoming.body), context={INCOMING: incoming}
            )
            return await self._app.async_dispatch(request)
        except Exception as fault:
            log.error("bolt cannot take this: %s", type(fault).__name__)
            return BoltResponse(status=400, body="")


class _Hearing(AsyncMiddleware):
    """Stands before whatever Bolt does once it knows whose token to use: handshakes go on, all else is heard here.

    It answers once the turn is kept, so that what was not kept is asked for again.
    """

    def __init__(self, hear: Hear) -> None:
        self._hear = hear

    async def async_process(self, **given: Any) -> BoltResponse | None:
        """`given` are the request as `req`, and as `next` what comes after this."""
        incoming: Incoming = given["req"].context[INCOMING]
        if incoming.kind == "handshake":
            await given["next"]()
            return None
        answer = await self._hear(incoming)
        return BoltResponse(status=200, body=to_json(answer) if answer else "")


def _app(hearing: _Hearing, team: str, token: str) -> AsyncApp:
    async def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=enterprise_id, team_id=team, bot_token=token)

    return AsyncApp(
        name="supervision-bot",
        logger=QUIET,
        # Requests are checked before they come here.
        request_verification_enabled=False,
        # What bots write is nothing before it comes here.
        ignoring_self_events_enabled=False,
        before_authorize=hearing,
        authorize=authorize,
    )


async def _fault(error: Exception) -> BoltResponse:
    log.error("a turn was not taken: %s", type(error).__name__)
    return BoltResponse(status=503, body="")
