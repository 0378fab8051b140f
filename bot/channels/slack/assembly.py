"""Slack put together, for whoever serves it."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from aiohttp import web as http

from bot.channels.slack.background import Background
from bot.channels.slack.bolt import Bolt
from bot.channels.slack.channel import SlackChannel
from bot.channels.slack.chats import Chats
from bot.channels.slack.door import Door
from bot.channels.slack.faults import SlackFault
from bot.channels.slack.homes import Homes
from bot.channels.slack.intake import Intake
from bot.channels.slack.signature import Signed
from bot.channels.slack.socket import PING, Socket
from bot.channels.slack.taking import Taking, stranger
from bot.channels.slack.talk import AT_MOST, QUICK, Talk
from bot.channels.slack.web import Web
from bot.channels.slack.workspace import ORG_WIDE
from bot.turn import Turns

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Slack:
    """What comes in, by a route or by a line of our own, what goes out, and what must be let go at the end."""

    team: str
    intake: Intake | None
    socket: Socket | None
    channel: SlackChannel
    talk: Talk
    web: Web

    def routes(self) -> list[http.RouteDef]:
        """What it answers: nothing where the bot calls Slack."""
        return self.intake.routes() if self.intake is not None else []

    async def start(self) -> None:
        """Call Slack, where Slack does not call the bot; and see, beside all else, whether the token will do."""
        if self.socket is not None:
            await self.socket.start()
        self.talk.begin(self._proved())

    async def _proved(self) -> None:
        """A wrong setting is a line in the log at once, not when the first message cannot leave."""
        try:
            team, org_wide = await self.web.whoami()
        except SlackFault as fault:
            what = "does not take the bot's token" if fault.how == "refused" else "was not reached"
            log.error("slack %s: %s", what, fault)
            return
        if org_wide:
            self.web.stop("OrgWideInstall")
            log.error("nothing is sent on slack: %s", ORG_WIDE)
        elif team != self.team:
            self.web.stop("AnotherWorkspace")
            log.error(
                "nothing is sent on slack: the bot's token is of another workspace than SUPERVISION_SLACK_TEAM_ID"
            )

    async def close(self) -> None:
        """Send what is still under way, then let the connections go."""
        if self.socket is not None:
            await self.socket.close()
        await self.talk.settle()
        await self.web.close()


def slack(
    turns: Turns,
    clock: Callable[[], datetime],
    *,
    team: str,
    token: str,
    contact: str,
    signing_secret: str = "",
    app_token: str = "",
    web: Web | None = None,
    at_most: float = AT_MOST,
    quick: float = QUICK,
    ping: float = PING,
) -> Slack:
    """For one workspace: `token` is the bot's there. What Slack posts is signed with `signing_secret`; with `app_token`
    the bot calls Slack in place of that.

    `at_most` is how many seconds Slack waits for an answer, `quick` how many until a modal is opened almost empty.
    """
    web = web or Web(token)
    chats = Chats(turns.store, web, team)
    background = Background()
    homes = Homes(turns, web, clock, background, stranger(contact))
    talk = Talk(Taking(turns, chats, homes), background, at_most=at_most, quick=quick)
    door = Door(Bolt(talk.hear, team, token), team)
    return Slack(
        team,
        None if app_token else Intake(door, Signed(signing_secret, clock)),
        Socket(door, app_token, address=web.address, ping=ping) if app_token else None,
        SlackChannel(turns.store, chats, homes, clock),
        talk,
        web,
    )
