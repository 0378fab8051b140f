"""What each channel needs before it can be switched on. Knows no channel's library, so that it costs nothing to ask."""

from collections.abc import Iterator
from typing import Final
from uuid import UUID

from bot.settings import Settings

WITHOUT: Final = "To try the bot on this machine without any account: supervision-bot local"


def missing(settings: Settings) -> list[str]:
    """What is missing for the channels that are switched on, each line with its remedy; nothing secret is shown."""
    if not settings.channels:
        return [f"No channel is switched on. Set SUPERVISION_CHANNELS. {WITHOUT}"]
    found: list[str] = []
    for channel in settings.channels:
        found += missing_for(settings, channel)
    if not settings.operator_contact:
        found.append("Set SUPERVISION_OPERATOR_CONTACT to an email address or telephone number.")
    return found


def missing_for(settings: Settings, channel: str) -> list[str]:
    """What is missing for one channel."""
    if channel == "teams":
        return list(_teams(settings))
    return [f"This version cannot speak on {channel}. Take it out of SUPERVISION_CHANNELS. {WITHOUT}"]


def _teams(settings: Settings) -> Iterator[str]:
    for name, value in (("APP", settings.teams_app_id), ("TENANT", settings.teams_tenant_id)):
        if not _is_id(value):
            what = "application (client)" if name == "APP" else "directory (tenant)"
            yield (
                f"Set SUPERVISION_TEAMS_{name}_ID to the {what} id of the bot's registration: eight, four, four, four "
                f"and twelve letters or digits. {WITHOUT}"
            )
    credentials = (settings.teams_secret, settings.teams_certificate, settings.teams_managed_identity or None)
    if sum(one is not None for one in credentials) != 1:
        yield (
            "Set exactly one of SUPERVISION_TEAMS_CERTIFICATE, SUPERVISION_TEAMS_SECRET and "
            "SUPERVISION_TEAMS_MANAGED_IDENTITY."
        )
    elif settings.teams_certificate is not None and not settings.teams_certificate.is_file():
        yield "SUPERVISION_TEAMS_CERTIFICATE names a file that is not there. Name one, readable by the bot."


def _is_id(text: str) -> bool:
    try:
        return str(UUID(text)) == text.lower()
    except ValueError:
        return False
