"""Local mode answers this machine only: the Host must be loopback and a page's Origin must be the page itself."""

from collections.abc import Awaitable, Callable

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


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
