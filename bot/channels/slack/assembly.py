"""Slack put together, for whoever serves it."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.channels.slack.bolt import Bolt
from bot.channels.slack.channel import SlackChannel
from bot.channels.slack.chat import Chats
from bot.channels.slack.intake import Intake
from bot.channels.slack.signature import Signed
from bot.channels.slack.taking import Taking
from bot.channels.slack.talk import AT_MOST, QUICK, Talk
from bot.channels.slack.web import Web
from bot.turn import Turns

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Slack:
    """What comes in, what goes out, and what must be let go at the end."""

    intake: Intake
    channel: SlackChannel
    talk: Talk
    web: Web

    async def close(self) -> None:
        """Send what is still under way, then let the connections go."""
        await self.talk.settle()
        await self.web.close()


def slack(
    turns: Turns,
    clock: Callable[[], datetime],
    *,
    team: str,
    token: str,
    signing_secret: str,
    contact: str,
    web: Web | None = None,
    at_most: float = AT_MOST,
    quick: float = QUICK,
) -> Slack:
    """For one workspace: `token` is the bot's there, and what Slack posts is signed with `signing_secret`.

    `at_most` is how many seconds Slack waits for an answer, `quick` how many until a modal is opened almost empty.
    """
    web = web or Web(token)
    chats = Chats(turns.store, web, team)
    talk = Talk(Taking(turns, chats, contact), at_most=at_most, quick=quick)
    intake = Intake(Bolt(talk.hear, team, token), Signed(signing_secret, clock), team)
    return Slack(intake, SlackChannel(turns.store, chats, clock), talk, web)
