"""Slack for an organisation, by its settings."""

from collections.abc import Callable
from datetime import datetime

from bot.channels.serving import Served
from bot.channels.slack.assembly import slack
from bot.settings import Settings
from bot.turn import Turns


def served(settings: Settings, turns: Turns, clock: Callable[[], datetime]) -> Served:
    """What is served of Slack. The settings are whole: `needs` has looked."""
    token, secret = settings.slack_bot_token, settings.slack_signing_secret
    made = slack(
        turns,
        clock,
        team=settings.slack_team_id,
        token=token.get_secret_value() if token is not None else "",
        signing_secret=secret.get_secret_value() if secret is not None else "",
        contact=settings.operator_contact,
    )
    return Served(made.channel, made.intake.routes(), made.close)
