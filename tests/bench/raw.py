"""What nothing can be faster than: an aiohttp application that reads the JSON it was sent and answers with JSON.

`python -m tests.bench.raw [PORT]`; with the port of a sink it first posts the reply there over a kept connection, as
a bot does whose channel wants its replies so.
"""

import gc
import json
import sys
from collections.abc import AsyncIterator

from aiohttp import ClientSession, web

SINK = web.AppKey("sink", str)
CLIENT = web.AppKey("client", ClientSession)


async def answer(request: web.Request) -> web.Response:
    """Say back what was said."""
    body = await request.json()
    return web.json_response(_reply(body))


async def answer_and_post(request: web.Request) -> web.Response:
    """Say it back, by a request of its own."""
    body = await request.json()
    async with request.app[CLIENT].post(
        request.app[SINK],
        data=json.dumps(_reply(body)).encode(),
        headers={"Content-Type": "application/json"},
    ) as response:
        await response.read()
    return web.json_response({"messages": []})


def _reply(body: dict[str, object]) -> dict[str, object]:
    return {
        "messages": [{"from": "bot", "kind": "reply", "message": {"text": "heard", "of": body["delivery"]}}]
    }


async def _client(app: web.Application) -> AsyncIterator[None]:
    async with ClientSession() as client:
        app[CLIENT] = client
        gc.collect()
        gc.freeze()
        yield


def said(line: str) -> None:
    """aiohttp announces itself once it listens; whoever started it wants the address alone."""
    for word in line.split():
        if word.startswith("http://"):
            sys.stdout.write(f"{word}\n")
            sys.stdout.flush()


def main(arguments: list[str]) -> None:
    """Serve until stopped."""
    app = web.Application()
    if arguments:
        app[SINK] = f"http://127.0.0.1:{arguments[0]}/"
        app.cleanup_ctx.append(_client)
    app.add_routes([web.post("/local/chat", answer_and_post if arguments else answer)])
    gc.collect()
    gc.freeze()
    web.run_app(app, host="127.0.0.1", port=0, print=said, access_log=None)


if __name__ == "__main__":
    main(sys.argv[1:])
