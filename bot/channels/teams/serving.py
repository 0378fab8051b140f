"""Teams for an organisation, by its settings."""

from collections.abc import Callable
from datetime import datetime

from bot.channels.serving import Served, nothing
from bot.channels.teams.assembly import teams
from bot.channels.teams.keys import Keys, fetch_json
from bot.channels.teams.service_urls import allow_list
from bot.channels.teams.tokens import TokenCheck
from bot.identity.client import CONNECTOR, Identity
from bot.identity.credentials import credential_of
from bot.settings import Settings
from bot.turn import Turns


def served(settings: Settings, turns: Turns, clock: Callable[[], datetime]) -> Served:
    """What is served of Teams. Raises BadCredential."""
    credential = credential_of(
        settings.teams_app_id,
        settings.teams_tenant_id,
        settings.teams_secret,
        settings.teams_certificate,
        managed=settings.teams_managed_identity,
    )
    made = teams(
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
    return Served(made.channel, made.intake.routes(), nothing, made.close)
