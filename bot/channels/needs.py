"""What each channel needs before it can be switched on. Knows no channel's library, so that it costs nothing to ask."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final
from uuid import UUID

from pydantic import SecretStr

from bot.settings import Channel, Settings

WITHOUT: Final = "To try the bot on this machine without any account: supervision-bot local"
_TEAM = re.compile(r"T[A-Z0-9]{2,}", re.ASCII)
_APP_TOKEN = re.compile(r"xapp-[A-Za-z0-9-]+", re.ASCII)
_TOKEN = re.compile(r"xoxb-[A-Za-z0-9-]+", re.ASCII)
_SECRET = re.compile(r"[0-9a-f]{32}", re.ASCII)


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


def missing_for(settings: Settings, channel: Channel) -> list[str]:
    """What is missing for one channel."""
    return list(_NEEDS[channel](settings))


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


def _slack(settings: Settings) -> Iterator[str]:
    if not _TEAM.fullmatch(settings.slack_team_id):
        yield (
            "Set SUPERVISION_SLACK_TEAM_ID to the id of your workspace: a T with letters and digits after it, as in the "
            "address of Slack in a browser. One that begins with an E is of an organisation of workspaces: install the app "
            f"in one of them. {WITHOUT}"
        )
    if not _TOKEN.fullmatch(_shown(settings.slack_bot_token)):
        yield "Set SUPERVISION_SLACK_BOT_TOKEN to the app's bot token, which begins with xoxb-."
    if settings.slack_app_token is not None:
        if not _APP_TOKEN.fullmatch(_shown(settings.slack_app_token)):
            yield "Set SUPERVISION_SLACK_APP_TOKEN to an app-level token, which begins with xapp-, or leave it out."
    elif not _SECRET.fullmatch(_shown(settings.slack_signing_secret)):
        yield "Set SUPERVISION_SLACK_SIGNING_SECRET to the app's signing secret: 32 digits and letters from a to f."


def _shown(secret: SecretStr | None) -> str:
    return secret.get_secret_value() if secret is not None else ""


def _is_id(text: str) -> bool:
    try:
        return str(UUID(text)) == text.lower()
    except ValueError:
        return False


_NEEDS: Final[Mapping[Channel, Callable[[Settings], Iterator[str]]]] = {"teams": _teams, "slack": _slack}
