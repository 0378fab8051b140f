"""The bot for an organisation: the channels that are switched on, behind a web server that takes care of https."""

from collections.abc import AsyncIterator, Callable, Mapping
from datetime import datetime

from aiohttp import web

from bot.channels.teams.assembly import Teams, teams
from bot.channels.teams.intake import MOST_BODY
from bot.channels.teams.keys import Keys, fetch_json
from bot.channels.teams.service_urls import allow_list
from bot.channels.teams.tokens import TokenCheck
from bot.house import House, build
from bot.identity.client import CONNECTOR, Identity
from bot.identity.credentials import credential_of
from bot.retention import nightly
from bot.settings import Settings
from bot.turn import Turns
from storage.store import Store
from supervision.policy import Policy

HOUSE = web.AppKey("house", House)


def organisation_app(
    settings: Settings, store: Store, policies: Mapping[str, Policy], clock: Callable[[], datetime]
) -> web.Application:
    """The web application, ticking for as long as it runs. Raises BadCredential."""
    on_teams = _teams(settings, Turns(store, policies), clock)
    house = build(store, policies, on_teams.channel, nightly(settings, policies))
    app = web.Application(client_max_size=MOST_BODY)
    app.add_routes(
        [web.get("/health", _health), web.get("/ready", _ready), *on_teams.intake.routes()],
    )
    app[HOUSE] = house

    async def running(app: web.Application) -> AsyncIterator[None]:
        house.ticker.start()
        yield
        await house.ticker.stop()
        await on_teams.close()

    app.cleanup_ctx.append(running)
    return app


def _teams(settings: Settings, turns: Turns, clock: Callable[[], datetime]) -> Teams:
    credential = credential_of(
        settings.teams_app_id,
        settings.teams_tenant_id,
        settings.teams_secret,
        settings.teams_certificate,
        managed=settings.teams_managed_identity,
    )
    return teams(
        turns,
        clock,
        app_id=settings.teams_app_id,
        contact=settings.operator_contact,
        allowed=allow_list(
            [one.strip() for one in settings.teams_service_hosts.lower().split(",") if one.strip()]
        ),
        tokens=Identity(credential).tokens(CONNECTOR),
        check=TokenCheck(Keys(fetch_json), settings.teams_app_id, settings.teams_tenant_id, clock),
    )


async def _health(request: web.Request) -> web.Response:
    return web.json_response({"status": "ok"})


async def _ready(request: web.Request) -> web.Response:
    """Ready once the store answers."""
    await request.app[HOUSE].sweep.next_instant()
    return web.json_response({"status": "ready"})
