"""Buttons in the chat and in modals, and modals that are sent."""

import asyncio
from collections.abc import Mapping
from functools import partial
from typing import Final

from bot.channels.slack.background import Background
from bot.channels.slack.blocks import (
    FromSlack,
    NothingPressed,
    moment,
    over_home,
    read_action,
    read_submission,
    refilled,
    view,
)
from bot.channels.slack.incoming import Incoming
from bot.channels.slack.modal import Json, like, next_view, unsaved, with_words
from bot.channels.slack.placing import DONE, opens_a_view, plan_at_home, plan_in_view, plan_pressed
from bot.channels.slack.showing import Showing, as_view
from bot.channels.slack.taking import Planner, Taking, Took
from dialogs.errors import ReplyError
from dialogs.exchange.reply import Reply

Taken = asyncio.Task[Took]

TOO_LATE: Final = "That took too long to open. Press it again."


class Pressing:
    """`at_most` is how many seconds Slack waits in any case, `quick` how many until a modal is opened almost empty."""

    def __init__(
        self, taking: Taking, showing: Showing, background: Background, *, at_most: float, quick: float
    ) -> None:
        self._taking, self._showing, self._background = taking, showing, background
        self._at_most, self._quick = at_most, quick

    async def pressed(self, incoming: Incoming) -> None:
        """A button, in the chat or in a modal."""
        try:
            given: FromSlack | ReplyError = read_action(incoming.body)
        except NothingPressed:
            return
        except ReplyError as unread:
            given = unread
        taken = self._background.begin(self._taking.take(incoming, partial(_read, given, incoming)))
        if incoming.view:
            self._background.begin(self._in_view(incoming, taken))
        elif incoming.at_home:
            self._background.begin(self._at_home(incoming, taken))
        else:
            self._background.begin(self._in_chat(incoming, taken, given))
        await asyncio.wait({taken}, timeout=self._at_most)

    async def submitted(self, incoming: Incoming) -> Json | None:
        """A modal that was sent: the answer is what stands in it next; without one it closes."""
        sent = _view_of(incoming)
        try:
            given: FromSlack | ReplyError = read_submission(incoming.body)
        except ReplyError as unread:
            given = unread
        taken = self._background.begin(self._taking.take(incoming, partial(_read, given, incoming)))
        await asyncio.wait({taken}, timeout=self._at_most)
        if not taken.done():
            self._background.begin(self._after_all(incoming, taken))
            return {"response_action": "update", "view": like(sent, moment())}
        took = taken.result()
        if isinstance(took, str):
            return unsaved(sent, took)
        self._background.begin(self._showing.post_to(took, incoming))
        return next_view(sent, took[1].view) if took[1].view is not None else None

    async def _in_chat(self, incoming: Incoming, taken: Taken, given: FromSlack | ReplyError) -> None:
        """If it takes long, the modal that it opens is opened almost empty in time, and filled when all is known."""
        opened: tuple[str, str] | str = ""
        if isinstance(given, FromSlack) and opens_a_view(given.reply):
            opened = await self._in_time(incoming, taken, moment())
        took, chat = await taken, self._showing.chat(incoming)
        if not isinstance(opened, str):
            await self._showing.fill(*opened, as_view(took))
        elif not isinstance(took, str) and took[1].view is not None:
            opened = await self._showing.open(incoming, view(took[1].view), TOO_LATE)
            if isinstance(opened, str):
                await self._showing.say(opened, chat)
        elif isinstance(took, str) or not took[1].posts:
            await self._showing.say(took if isinstance(took, str) else DONE, chat)
        if not isinstance(took, str):
            await self._showing.post(took, chat)

    async def _at_home(self, incoming: Incoming, taken: Taken) -> None:
        """Whatever comes of it is read in a modal, opened almost empty if it takes long: the chat is not in sight."""
        opened = await self._in_time(incoming, taken, over_home(moment()))
        took = await taken
        drawn = over_home(as_view(took))
        if not isinstance(opened, str):
            await self._showing.fill(*opened, drawn)
        elif isinstance(opened := await self._showing.open(incoming, drawn, TOO_LATE), str):
            await self._showing.say_to(opened, incoming)
        await self._showing.post_to(took, incoming)

    async def _in_time(self, incoming: Incoming, taken: Taken, almost_empty: Json) -> tuple[str, str] | str:
        """The modal that was opened because the turn takes long; empty where it does not, or none could be."""
        await asyncio.wait({taken}, timeout=self._quick)
        return "" if taken.done() else await self._showing.open(incoming, almost_empty, "")

    async def _in_view(self, incoming: Incoming, taken: Taken) -> None:
        """A button closes no modal, so what is said last stands there too; words that say no stand above what was typed."""
        await self._refill(incoming, incoming.view_hash, await taken)

    async def _after_all(self, incoming: Incoming, taken: Taken) -> None:
        """A modal was sent, and Slack answered before the turn was kept. That answer must reach the modal first."""
        await asyncio.sleep(self._quick)
        await self._refill(incoming, "", await taken)

    async def _refill(self, incoming: Incoming, version: str, took: Took) -> None:
        """What came of it, in the modal; words that say no stand above all that was typed, or else in the chat."""
        shown = _view_of(incoming)
        drawn = with_words(refilled(shown), took) if isinstance(took, str) else like(shown, as_view(took))
        if not await self._showing.fill(incoming.view, version, drawn) and isinstance(took, str):
            await self._showing.say_to(took, incoming)
        await self._showing.post_to(took, incoming)


def _read(given: FromSlack | ReplyError, incoming: Incoming) -> tuple[Reply, Planner]:
    """What was pressed and where the answer goes. Raises ReplyError."""
    if isinstance(given, ReplyError):
        raise given
    if incoming.at_home:
        return given.reply, partial(plan_at_home, given.card)
    if incoming.view:
        return given.reply, partial(plan_in_view, given.card)
    return given.reply, partial(plan_pressed, given.card, given.reply)


def _view_of(incoming: Incoming) -> Mapping[str, object]:
    shown = incoming.body.get("view")
    return shown if isinstance(shown, dict) else {}
