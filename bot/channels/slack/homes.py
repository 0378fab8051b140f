"""The Home tab of each person: made when they open it, and made again while they are likely to be looking at it."""

import logging
from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from bot.channels.slack.background import Background
from bot.channels.slack.blocks import home
from bot.channels.slack.chat import PATIENCE
from bot.channels.slack.faults import SlackFault
from bot.channels.slack.web import Web
from bot.turn import Turns
from dialogs.exchange.message import Message
from dialogs.home import as_of
from dialogs.home import home as made
from storage.errors import StorageError
from storage.queries import conversations as query
from storage.unit import UnitOfWork
from supervision.work import Refused, Work

log = logging.getLogger(__name__)

# How long after it was opened it follows what happens. Slack says each time that somebody comes to it.
LATELY: Final = timedelta(minutes=15)
MOST_OPEN: Final = 1_000
Page = tuple[Message, ...]
WINDOWS: Final = (
    "What you choose opens in a window. Questions stand in Messages as well, where you can carry on."
)
PRIVATE: Final = (
    "What people prepare, record and note opens in a window when you ask for it. Nothing of it stands here."
)


class Homes:
    """Nobody waits for it: what goes wrong is a line in the log, and the tab is made anew when it is opened again.

    `stranger` is what is said to whoever is not known.
    """

    def __init__(
        self, turns: Turns, web: Web, clock: Callable[[], datetime], background: Background, stranger: str
    ) -> None:
        self._turns, self._web, self._clock, self._background = turns, web, clock, background
        self.stranger = stranger
        self._open: OrderedDict[str, datetime] = OrderedDict()
        self._shown: dict[str, Page] = {}
        self._again: dict[str, bool] = {}
        """Whose is being made, and whether something has happened since that was begun."""

    def opened(self, account: str) -> None:
        """Somebody has come to it."""
        self._shown.pop(account, None)
        self.touched(account, there=True)

    def touched(self, account: str, *, there: bool = False) -> None:
        """Something has happened that may stand in it. `there`: whoever did it was looking at it."""
        if there:
            self._open[account] = self._clock()
            self._open.move_to_end(account)
            while len(self._open) > MOST_OPEN:
                self._forget(next(iter(self._open)))
        at = self._open.get(account)
        if at is None:
            return
        if self._clock() - at > LATELY:
            self._forget(account)
        else:
            self._make(account)

    def _forget(self, account: str) -> None:
        self._open.pop(account, None)
        self._shown.pop(account, None)

    def _make(self, account: str) -> None:
        """One at a time for each: what happens meanwhile is shown by one more."""
        if account in self._again:
            self._again[account] = True
            return
        self._again[account] = False
        self._background.begin(self._publish(account))

    async def _publish(self, account: str) -> None:
        try:
            page, notes = await self._turns.store.read(partial(self._page, account))
            if page != self._shown.get(account):
                await self._web.publish(account, home(page, *notes), patience=PATIENCE)
                if account in self._open:
                    self._shown[account] = page
        except SlackFault as fault:
            log.warning("a home tab was not shown: %s", fault)
        except StorageError as fault:
            log.error("a home tab was not made: %s", type(fault).__name__)
        finally:
            if self._again.pop(account):
                self._make(account)

    def _page(self, account: str, uow: UnitOfWork) -> tuple[Page, tuple[str, ...]]:
        """What stands in it, and what is said below that in small print."""
        work = Work(uow, self._turns.policies, query.person_by_slack_account(uow, account) or "")
        try:
            return made(work), (WINDOWS, PRIVATE, as_of(work))
        except Refused:
            return (Message(self.stranger),), ()
