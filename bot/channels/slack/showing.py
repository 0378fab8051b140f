"""Showing what came of a turn: messages in the chat, and modals. What cannot be shown now is a line in the log; the turn
is kept, and the person sees where things stand when they ask again.
"""

import logging

from bot.channels.slack.blocks import draw, view, words
from bot.channels.slack.chat import NOT_SHOWN, PATIENCE, Chat
from bot.channels.slack.chats import Chats
from bot.channels.slack.faults import SlackFault
from bot.channels.slack.incoming import Incoming
from bot.channels.slack.modal import Json
from bot.channels.slack.placing import DONE, Plan
from bot.channels.slack.taking import Took
from dialogs.exchange.message import Message

log = logging.getLogger(__name__)


def as_view(took: Took) -> Json:
    """What stands in a modal in the end: what is asked next or to be read, or what was said last, in the chat as well."""
    if isinstance(took, str):
        return words(took)
    plan = took[1]
    if plan.view is not None:
        return view(plan.view)
    last = plan.posts[0].message if plan.posts else Message(DONE)
    return words(last.text or DONE, last.title)


class Showing:
    """Shows it, through the chats it is given."""

    def __init__(self, chats: Chats) -> None:
        self.chats, self._web = chats, chats.web

    def chat(self, incoming: Incoming) -> Chat:
        """The chat that something came from."""
        return self.chats.at(incoming.conversation)

    async def post(self, took: Took, chat: Chat) -> None:
        """Post what is to be posted, or the words that say no."""
        if not isinstance(took, str):
            await self.chats.post(took[0], chat, took[1].posts)
        elif took:
            await self.say(took, chat)

    async def say_to(self, text: str, incoming: Incoming) -> None:
        """Post words into the chat with whoever acted in a modal, where the modal itself cannot say them."""
        try:
            await self.say(text, await self.chats.of_account(incoming.account))
        except SlackFault as fault:
            log.warning("words were not delivered: %s", fault)

    async def say(self, text: str, chat: Chat) -> None:
        """Post words."""
        try:
            await chat.say(draw(Message(text)))
        except SlackFault as fault:
            log.warning("a reply was not delivered: %s", fault)

    async def post_to(self, took: Took, incoming: Incoming) -> None:
        """Post into the chat with whoever acted in a modal or gave a command, which do not say where that is."""
        if isinstance(took, str) or not took[1].posts:
            return
        chat = await self.chat_of(took[0], took[1], incoming)
        if chat is not None:
            await self.post(took, chat)

    async def chat_of(self, person_id: str, plan: Plan, incoming: Incoming) -> Chat | None:
        """The chat with whoever's turn it was, None when there is none to be had now."""
        if plan.chat:
            return self.chats.at(plan.chat)
        try:
            return await self.chats.anew(person_id, incoming.account, patience=PATIENCE)
        except SlackFault as fault:
            log.warning("a reply was not delivered: %s", fault)
            return None

    async def open(self, incoming: Incoming, drawn: Json, late: str) -> tuple[str, str] | str:
        """Open a modal for what was pressed or typed; gives its id and version, or words for why it is not there: `late` is
        what is said where it was too late for it.
        """
        try:
            return await self._web.open_view(incoming.trigger, drawn)
        except SlackFault as fault:
            log.warning("a modal was not opened: %s", fault)
            return NOT_SHOWN if fault.unfit else late

    async def fill(self, view_id: str, version: str, drawn: Json) -> bool:
        """Put something else into a modal; False where it was closed, or has moved on."""
        try:
            await self._web.update_view(view_id, version, drawn)
        except SlackFault as fault:
            log.info("a modal was not changed: %s", fault)
            return False
        return True
