"""Local mode answers this machine only: the Host must be loopback and a page's Origin must be the page itself."""

import logging
from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.channels.trouble import NOT_SAVED
from bot.channels.unwhole import unwhole
from storage.errors import StorageError, Unsealable

log = logging.getLogger(__name__)

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}

REFUSED = {
    404: "There is nothing at this address. Open the local page and start from there.",
    405: "This address is not used in that way. Open the local page and start from there.",
    413: "That is more than can be taken at once. Send something shorter.",
}
UNREAD = "That could not be read. Open the local page and try again there."
NOT_READ = "Something kept for this cannot be read, and nothing was changed. Tell whoever runs the bot."


class Said(web.HTTPException):
    """An answer with one sentence that says what to do."""

    def __init__(self, status: int, sentence: str) -> None:
        self.status_code = status
        super().__init__(text=web.json_response({"error": sentence}).text, content_type="application/json")


@web.middleware
async def only_this_machine(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse what does not come from a page of ours on this machine (DNS rebinding, other sites' scripts)."""
    host = request.headers.get("Host", "")
    name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
    if name not in LOOPBACK:
        raise Said(
            403, "Local mode answers on this machine only. Open http://127.0.0.1 and the port it printed."
        )
    origin = request.headers.get("Origin")
    if origin is not None and origin != f"http://{host}":
        raise Said(403, "This request came from another page. Open the local page and try again there.")
    if request.method == "POST" and request.content_type != "application/json":
        raise Said(415, "Send JSON, with the content type application/json.")
    response = await handler(request)
    if not response.prepared:
        response.headers.update(HEADERS)
    return response


@web.middleware
async def in_sentences(request: web.Request, handler: Handler) -> web.StreamResponse:
    """What the server or the store refuses of themselves is said in a sentence too."""
    try:
        return await handler(request)
    except Said:
        raise
    except web.HTTPClientError as refused:
        raise Said(refused.status, REFUSED.get(refused.status, UNREAD)) from None
    except web.RequestPayloadError:
        raise unwhole(request, Said(400, UNREAD)) from None
    except Unsealable as fault:
        log.error("%s", fault)
        raise Said(503, NOT_READ) from None
    except StorageError:
        raise Said(503, NOT_SAVED) from None
