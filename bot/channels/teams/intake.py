"""The route: a body is read and checked, then who sent it, then it becomes a turn. Never a 500, never a stack trace."""

import logging
from collections.abc import Awaitable, Callable
from typing import Final

from aiohttp import web

from bot.channels.teams.activities import Answer
from bot.channels.teams.incoming import BadBody, Incoming, read
from bot.channels.teams.placing import error
from bot.channels.teams.sdk import Speaker, TeamsAdapter
from bot.channels.teams.service_urls import Allowed
from bot.channels.teams.talk import Talk
from bot.channels.trouble import NOT_SAVED
from bot.channels.unwhole import unwhole
from dialogs.exchange.fast_json import from_json

log = logging.getLogger(__name__)

PATH: Final = "/api/messages"
MOST_BODY: Final = 256 * 1024
JSON: Final = {"Content-Type": "application/json; charset=utf-8"}
CARD_ACTION: Final = "adaptiveCard/action"


class Denied(Exception):
    """Not from whom it should be: 401 when the token will not do, 403 when what it speaks of is not ours."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


Check = Callable[[str, Incoming], Awaitable[None]]
"""Given the Authorization header, which is not empty, and the activity: raises Denied."""


class Intake:
    """Serves `/api/messages`. Without a check, as in local mode, nobody proves anything."""

    def __init__(self, talk: Talk, adapter: TeamsAdapter, allowed: Allowed, check: Check | None) -> None:
        self.talk, self.adapter, self.allowed, self.check = talk, adapter, allowed, check

    def routes(self) -> list[web.RouteDef]:
        """What it answers."""
        return [web.post(PATH, self.receive)]

    async def receive(self, request: web.Request) -> web.Response:
        """One activity: 200 once its turn is kept, with the answer to an invoke in the body."""
        try:
            header = request.headers.get("Authorization", "")
            if self.check is not None and not header:
                # Before anything of what a stranger sends is read.
                raise Denied(401, "there is no token")
            incoming = read(await _body(request))
            if not self.allowed(incoming.reference.service_url):
                raise Denied(403, "the service address is not allowed")
            if self.check is not None:
                await _checked(self.check, header, incoming)
        except BadBody as bad:
            log.info("refused a body: %s", bad)
            sentence = {"error": "Send an activity of Microsoft Teams as a JSON object."}
            return unwhole(request, web.json_response(sentence, status=400))
        except Denied as denied:
            log.warning("denied: %s", denied)
            return unwhole(request, web.json_response({"error": "Not allowed."}, status=denied.status))
        if incoming.kind == "nothing":
            return web.Response()
        if incoming.kind == "invoke" and incoming.name != CARD_ACTION:
            # We offer nothing that invokes anything else.
            return web.Response(status=501)
        return await self._turn(incoming)

    async def _turn(self, incoming: Incoming) -> web.Response:
        async def hear(speaker: Speaker) -> Answer | None:
            return await self.talk.hear(incoming, speaker)

        answer = await self.adapter.hear(incoming, hear)
        if incoming.kind != "invoke":
            return web.Response()
        body = (answer or error(500, "NoAnswer", NOT_SAVED)).written()
        return web.Response(body=body, headers=JSON)


async def _checked(check: Check, header: str, incoming: Incoming) -> None:
    """Raises Denied, whatever goes wrong: what cannot be checked does not come in."""
    try:
        await check(header, incoming)
    except Denied:
        raise
    except Exception as fault:
        raise Denied(401, f"the check itself failed: {type(fault).__name__}") from fault


async def _body(request: web.Request) -> object:
    """The JSON in a body. Raises BadBody."""
    if request.content_type != "application/json":
        raise BadBody("the body is not JSON")
    try:
        raw = await request.read()
        found: object = from_json(raw)
    except web.HTTPRequestEntityTooLarge:
        raise BadBody("the body is too large") from None
    except web.RequestPayloadError:
        raise BadBody("the body is not whole") from None
    except (ValueError, RecursionError):
        raise BadBody("the body is not JSON") from None
    return found
