"""The route: who posted is checked, then what, then it becomes a turn. Never a stack trace."""

import logging
from typing import Final

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response

from bot.channels.slack.door import Door
from bot.channels.slack.incoming import BadBody, read_body
from bot.channels.slack.signature import Denied, Signed
from bot.channels.unwhole import unwhole

log = logging.getLogger(__name__)

PATH: Final = "/slack/events"
MOST_BODY: Final = 256 * 1024


class Intake:
    """Serves events, commands and interactivity on one path."""

    def __init__(self, door: Door, signed: Signed) -> None:
        self._door, self._signed = door, signed

    def routes(self) -> list[web.RouteDef]:
        """What it answers."""
        return [web.post(PATH, self.receive)]

    async def receive(self, request: web.Request) -> web.Response:
        """One thing that Slack posted: 200 with the answer once its turn is kept, or after two seconds."""
        try:
            self._signed.before(request.headers)
            raw = await _raw(request)
            self._signed.check(request.headers, raw)
            incoming = self._door.checked(read_body(request.content_type, raw))
        except BadBody as bad:
            log.info("refused a body: %s", bad)
            sentence = {"error": "Send what Slack sends: an event, a command or an interaction."}
            return unwhole(request, web.json_response(sentence, status=400))
        except Denied as denied:
            log.warning("denied: %s", denied)
            return unwhole(request, web.json_response({"error": "Not allowed."}, status=denied.status))
        return await to_aiohttp_response(await self._door.take(incoming))


async def _raw(request: web.Request) -> bytes:
    """The body as it came. Raises BadBody."""
    try:
        return await request.read()
    except web.HTTPRequestEntityTooLarge:
        raise BadBody("the body is too large") from None
    except web.RequestPayloadError:
        raise BadBody("the body is not whole") from None
