"""The Teams library as it comes: an echo on its own adapter, without authentication. `python -m tests.bench.stock`."""

from typing import Any

from aiohttp import web
from botbuilder.integration.aiohttp import CloudAdapter, ConfigurationBotFrameworkAuthentication

from tests.bench.raw import said


class Nothing:
    """Settings that set nothing: authentication is off."""

    APP_ID = ""
    APP_PASSWORD = ""


class Echo:
    """Says back what it hears."""

    async def on_turn(self, context: Any) -> None:
        """One turn."""
        await context.send_activity(f"heard {context.activity.text}")


def main() -> None:
    """Serve until stopped."""
    adapter = CloudAdapter(ConfigurationBotFrameworkAuthentication(Nothing()))

    async def messages(request: web.Request) -> web.StreamResponse:
        await adapter.process(request, Echo())
        # The driver reads one status.
        return web.Response()

    app = web.Application()
    app.add_routes([web.post("/api/messages", messages)])
    web.run_app(app, host="127.0.0.1", port=0, print=said, access_log=None)


if __name__ == "__main__":
    main()
