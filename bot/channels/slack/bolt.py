"""The seam to Slack's Bolt: it takes what was checked to the listener for it, and makes the answer of what that says.

Bolt's own way in (reading bodies, the check of signatures, a call that asks who it is) is not used: see the decision
record on it.
"""

import logging
import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext, AsyncBoltRequest
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.response import BoltResponse

from bot.channels.slack.incoming import Incoming
from bot.channels.slack.quiet import QUIET

log = logging.getLogger(__name__)

Hear = Callable[[Incoming], Awaitable[Mapping[str, object] | None]]

EVENTS: Final = ("message", "app_home_opened", "app_uninstalled", "tokens_revoked")
ANY: Final = re.compile("")
# Where what was checked is put for the listener.
INCOMING: Final = "incoming"


class Bolt:
    """Takes one thing that Slack posted through Bolt. `hear` works through it and gives the answer."""

    def __init__(self, hear: Hear, team: str, token: str) -> None:
        self._hear = hear
        self._app = _app(team, token)
        # They are tried in order, and most of what comes is of the first two kinds.
        for kind in (self._app.action, self._app.view, self._app.command):
            kind(ANY)(self._listen)
        for event in EVENTS:
            self._app.event(event)(self._listen)
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

    async def _listen(self, ack: AsyncAck, context: AsyncBoltContext) -> None:
        answer: Mapping[str, Any] = await self._hear(context[INCOMING]) or {}
        await ack(**answer)


def _app(team: str, token: str) -> AsyncApp:
    async def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=enterprise_id, team_id=team, bot_token=token)

    return AsyncApp(
        name="supervision-bot",
        logger=QUIET,
        # Requests are checked before they come here.
        request_verification_enabled=False,
        # What bots write is nothing before it comes here.
        ignoring_self_events_enabled=False,
        authorize=authorize,
        # A listener answers once its turn is kept, so that what was not kept is asked for again.
        process_before_response=True,
    )


async def _fault(error: Exception) -> BoltResponse:
    log.error("a turn was not taken: %s", type(error).__name__)
    return BoltResponse(status=503, body="")
