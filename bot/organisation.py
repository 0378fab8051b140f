"""The bot for an organisation: the channels that are switched on, behind a web server that takes care of https."""

from collections.abc import AsyncIterator, Callable, Mapping
from datetime import datetime
from importlib import import_module
from typing import Final

from aiohttp import web

from bot.channels.last_spoken import LastSpoken
from bot.channels.serving import Served
from bot.house import House, build
from bot.retention import nightly
from bot.settings import Settings
from bot.turn import Turns
from storage.store import Store
from supervision.policy import Policy

HOUSE = web.AppKey("house", House)
# Above what any of the channels takes, each of which refuses more by itself.
MOST_BODY: Final = 256 * 1024


def organisation_app(
    settings: Settings, store: Store, policies: Mapping[str, Policy], clock: Callable[[], datetime]
) -> web.Application:
    """The web application, ticking for as long as it runs. Raises BadCredential."""
    turns = Turns(store, policies)
    channels = {name: _served(name, settings, turns, clock) for name in settings.channels}
    several = LastSpoken(store, {name: one.channel for name, one in channels.items()})
    house = build(store, policies, several, nightly(settings, policies))
    app = web.Application(client_max_size=MOST_BODY)
    app.add_routes([web.get("/health", _health), web.get("/ready", _ready)])
    for one in channels.values():
        app.add_routes(one.routes)
    app[HOUSE] = house

    async def running(app: web.Application) -> AsyncIterator[None]:
        for one in channels.values():
            await one.start()
        house.ticker.start()
        yield
        await house.ticker.stop()
        for one in channels.values():
            await one.close()

    app.cleanup_ctx.append(running)
    return app


def _served(name: str, settings: Settings, turns: Turns, clock: Callable[[], datetime]) -> Served:
    # A channel's library is loaded where the channel is switched on, and nowhere else.
    serving = import_module(f"bot.channels.{name}.serving")
    served: Served = serving.served(settings, turns, clock)
    return served


async def _health(request: web.Request) -> web.Response:
    return web.json_response({"status": "ok"})


async def _ready(request: web.Request) -> web.Response:
    """Ready once the store answers."""
    await request.app[HOUSE].sweep.next_instant()
    return web.json_response({"status": "ready"})
