"""Slack for an organisation, by its settings."""

from collections.abc import Callable
from datetime import datetime

from pydantic import SecretStr

from bot.channels.serving import Served
from bot.channels.slack.assembly import slack
from bot.settings import Settings
from bot.turn import Turns


def served(settings: Settings, turns: Turns, clock: Callable[[], datetime]) -> Served:
    """What is served of Slack. The settings are whole: `needs` has looked."""
    made = slack(
        turns,
        clock,
        team=settings.slack_team_id,
        token=_shown(settings.slack_bot_token),
        contact=settings.operator_contact,
        signing_secret=_shown(settings.slack_signing_secret),
        app_token=_shown(settings.slack_app_token),
    )
    return Served(made.channel, made.routes(), made.start, made.close)


def _shown(secret: SecretStr | None) -> str:
    return secret.get_secret_value() if secret is not None else ""
