"""One person's chat with the bot: what is said and replaced in it."""

import logging
from typing import Final

from bot.channels.on_request import retired
from bot.channels.slack.blocks import Drawn, draw
from bot.channels.slack.faults import SlackFault
from bot.channels.slack.placing import Placed
from bot.channels.slack.web import Web
from dialogs.exchange.message import Message

log = logging.getLogger(__name__)

NOT_SHOWN: Final = (
    'There is something for you that cannot be shown in Slack. Type "due" to see what is open for you, and tell whoever '
    "looks after the bot."
)
# Seconds that an answer may wait for its turn and for a busy service.
PATIENCE: Final = 8.0


class Chat:
    """One chat, in which something can be said and replaced. Everything raises SlackFault."""

    def __init__(self, web: Web, conversation: str, patience: float) -> None:
        self._web, self.conversation, self._patience = web, conversation, patience

    async def say(self, drawn: Drawn) -> str:
        """Post a new message; gives Slack's id of it. What Slack does not take as it is drawn is said in plain words."""
        try:
            return await self._web.say(self.conversation, drawn, patience=self._patience)
        except SlackFault as fault:
            if not fault.unfit:
                raise
            log.error("a message is not drawn as slack takes it: %s", fault)
        return await self._web.say(self.conversation, draw(Message(NOT_SHOWN)), patience=self._patience)

    async def place(self, placed: Placed) -> str:
        """Post what a turn has planned; gives the id of a new message, or nothing where one was replaced."""
        if placed.replaces is not None and placed.below:
            message_id = await self.say(placed.drawn)
            await self.retire(placed.replaces, placed.message)
            return message_id
        if placed.replaces is not None and await self._replaced_now(placed.replaces, placed.drawn):
            return ""
        return await self.say(placed.drawn)

    async def _replaced_now(self, message_id: str, drawn: Drawn) -> bool:
        """As `replaced`; False too where Slack takes no more changes just now: it takes far more new messages."""
        try:
            return await self.replaced(message_id, drawn)
        except SlackFault as fault:
            if not fault.again:
                raise
            return False

    async def replaced(self, message_id: str, drawn: Drawn) -> bool:
        """Put something in the place of an older message; False when Slack no longer has that, or does not take this."""
        try:
            await self._web.replace(self.conversation, message_id, drawn, patience=self._patience)
        except SlackFault as fault:
            if not (fault.gone or fault.unfit):
                raise
            return False
        return True

    async def retire(self, message_id: str, message: Message) -> None:
        """Take the buttons off an older message. It is a courtesy: one that keeps them is answered when pressed."""
        try:
            drawn = draw(retired(message))
            await self._web.replace(self.conversation, message_id, drawn, patience=self._patience)
        except SlackFault as fault:
            log.info("an older message keeps its buttons: %s", fault)
