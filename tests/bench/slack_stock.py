"""Slack's Bolt as it comes: an echo through its own adapter. `python -m tests.bench.slack_stock PORT`."""

import sys
from typing import Any

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from tests.bench.as_slack import SECRET, TOKEN
from tests.bench.raw import said


def main(port: str) -> None:
    """Serve until stopped."""
    client = AsyncWebClient(TOKEN, base_url=f"http://127.0.0.1:{port}/api/")
    bolt = AsyncApp(client=client, signing_secret=SECRET)

    @bolt.event("message")
    async def heard(event: dict[str, Any], say: Any) -> None:
        await say(f"heard {event['text']}")

    async def events(request: web.Request) -> web.Response:
        return await to_aiohttp_response(await bolt.async_dispatch(await to_bolt_request(request)))

    app = web.Application()
    app.add_routes([web.post("/slack/events", events)])
    web.run_app(app, host="127.0.0.1", port=0, print=said, access_log=None)


if __name__ == "__main__":
    main(sys.argv[1])
