"""Teams in local mode: put together once Microsoft's own client calls, or somebody who spoke there is to be told.

Its library is a fifth of what the process weighs and of the time it takes to start, and most who try the bot here
only use the page.
"""

import gc
from collections.abc import Callable
from datetime import datetime
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Final

from aiohttp import web

from bot.turn import Turns
from dialogs.exchange.message import Message
from scheduler.sending import Outcome, Undeliverable
from storage.queries import conversations

if TYPE_CHECKING:
    from bot.channels.teams.assembly import Teams

TEAMS: Final = "teams"
PATH: Final = "/api/messages"


class TeamsLater:
    """A channel and a route, as Teams itself once it is there."""

    def __init__(self, turns: Turns, clock: Callable[[], datetime], contact: str) -> None:
        self.turns, self.clock, self.contact = turns, clock, contact
        self._made: Teams | None = None

    async def receive(self, request: web.Request) -> web.Response:
        """One activity."""
        return await self._teams().intake.receive(request)

    async def deliver(self, person_id: str, message: Message, key: str) -> Outcome:
        """Send to whoever has spoken there."""
        spoken = await self.turns.store.read(
            partial(conversations.conversation, channel=TEAMS, person_id=person_id)
        )
        if spoken is None:
            return Undeliverable("NotInstalled")
        return await self._teams().channel.deliver(person_id, message, key)

    async def close(self) -> None:
        """Let go of its connections, if there are any."""
        if self._made is not None:
            await self._made.close()

    def _teams(self) -> "Teams":
        if self._made is None:
            assembly = import_module("bot.channels.teams.assembly")
            made: Teams = assembly.local_teams(self.turns, self.clock, self.contact)
            # As at the start: what was loaded now lives as long as the process.
            gc.freeze()
            self._made = made
        return self._made
