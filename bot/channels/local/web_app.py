"""The local page's web application: the page itself, its routes, and whether all is well."""

from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

from aiohttp import web

from bot.channels.chosen import Chosen
from bot.channels.local.channel import LocalChannel
from bot.channels.local.chat import MOST_BODY, Chat
from bot.channels.local.clock_routes import ClockRoutes
from bot.channels.local.guard import in_sentences, only_this_machine
from bot.channels.local.hub import Hub
from bot.channels.local.owed_routes import OwedRoutes
from bot.channels.local.teams_later import PATH, TeamsLater
from bot.clock import MovableClock
from bot.house import House, build
from bot.turn import Turns
from scheduler.recurring import Job
from storage.store import Store
from supervision.policy import Policy

STATIC = Path(__file__).parent / "static"


def local_app(
    store: Store, policies: dict[str, Policy], clock: MovableClock, further: tuple[Job, ...] = ()
) -> web.Application:
    """The application of local mode, ticking for as long as it runs."""
    hub = Hub()
    # Microsoft's own client can be pointed at local mode; whoever spoke there is written to there.
    teams = TeamsLater(Turns(store, policies), clock, "whoever started this bot")
    house = build(store, policies, Chosen(teams, LocalChannel(store, hub)), further)
    app = web.Application(middlewares=[only_this_machine, in_sentences], client_max_size=MOST_BODY)
    app.add_routes(
        [
            web.get("/", _page),
            web.get("/health", _health),
            web.get("/ready", _ready),
            web.static("/static", STATIC),
            *Chat(store, house.turns, hub).routes(),
            *ClockRoutes(house, clock, hub).routes(),
            *OwedRoutes(store, policies).routes(),
            web.post(PATH, partial(_teams, teams, hub)),
        ]
    )
    app[HOUSE] = house
    app[HUB] = hub
    app.cleanup_ctx.append(_ticking)
    app.on_shutdown.append(_let_pages_go)
    app.on_cleanup.append(partial(_close, teams))
    return app


HOUSE = web.AppKey("house", House)
HUB = web.AppKey("hub", Hub)


async def _page(request: web.Request) -> web.FileResponse:
    return web.FileResponse(STATIC / "index.html")


async def _health(request: web.Request) -> web.Response:
    return web.json_response({"status": "ok"})


async def _ready(request: web.Request) -> web.Response:
    """Ready once the store answers; raises what makes it not so."""
    await request.app[HOUSE].sweep.next_instant()
    return web.json_response({"status": "ready"})


async def _ticking(app: web.Application) -> AsyncIterator[None]:
    app[HOUSE].ticker.start()
    yield
    await app[HOUSE].ticker.stop()


async def _let_pages_go(app: web.Application) -> None:
    app[HUB].close()


async def _teams(teams: TeamsLater, hub: Hub, request: web.Request) -> web.Response:
    """An activity from Microsoft's own client on this machine; the pages look again at what is owed."""
    response = await teams.receive(request)
    hub.tell_all("duties", "{}")
    return response


async def _close(teams: TeamsLater, app: web.Application) -> None:
    await teams.close()
