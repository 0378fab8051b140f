"""Teams put together, for whoever serves it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.channels.limiter import Limiter
from bot.channels.teams.channel import TeamsChannel
from bot.channels.teams.connector import Connector, Tokens
from bot.channels.teams.intake import Check, Intake
from bot.channels.teams.outbound.lines import Connect, straight
from bot.channels.teams.sdk import TeamsAdapter
from bot.channels.teams.service_urls import Allowed, loopback
from bot.channels.teams.talk import Talk
from bot.turn import Turns

# Any will do where nobody asks for one.
LOCAL_APP_ID = "00000000-0000-0000-0000-000000000000"


@dataclass(frozen=True, slots=True)
class Teams:
    """What comes in, what goes out, and what must be let go at the end."""

    intake: Intake
    channel: TeamsChannel
    talk: Talk
    connector: Connector

    async def close(self) -> None:
        """Send what is still under way, then let the connections go."""
        await self.talk.settle()
        await self.connector.close()


def teams(
    turns: Turns,
    clock: Callable[[], datetime],
    *,
    app_id: str,
    contact: str,
    allowed: Allowed,
    tokens: Tokens | None,
    check: Check | None,
    limiter: Limiter | None = None,
    connect: Connect = straight,
) -> Teams:
    """For an organisation: `check` says who may post, `allowed` where replies may go, `tokens` proves who we are."""
    connector = Connector(allowed, tokens, limiter=limiter, connect=connect)
    adapter = TeamsAdapter(connector, app_id)
    talk = Talk(turns, contact)
    channel = TeamsChannel(turns.store, adapter, clock)
    return Teams(Intake(talk, adapter, allowed, check), channel, talk, connector)


def local_teams(turns: Turns, clock: Callable[[], datetime], contact: str) -> Teams:
    """For local mode: nobody proves anything. The listener is on loopback, and so are the addresses it answers to."""
    return teams(
        turns,
        clock,
        app_id=LOCAL_APP_ID,
        contact=contact,
        allowed=loopback,
        tokens=None,
        check=None,
        limiter=Limiter(()),
    )
