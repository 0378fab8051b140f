"""What comes of what Slack posted: what it is answered within its three seconds, and what is shown after."""

import asyncio
from collections.abc import Coroutine, Mapping
from functools import partial
from typing import Final

from bot.channels.said import typed
from bot.channels.slack.background import Background
from bot.channels.slack.blocks import view
from bot.channels.slack.incoming import Incoming
from bot.channels.slack.placing import Plan, plan_command, plan_typed
from bot.channels.slack.pressing import Pressing
from bot.channels.slack.showing import Showing
from bot.channels.slack.taking import Planner, Taking, Took
from dialogs.exchange.as_json import reply_from_json
from dialogs.exchange.reply import Reply
from dialogs.exchange.text import word
from dialogs.registry import COMMANDS

Ack = Mapping[str, object] | None
"""What Slack is answered, beyond that it was heard."""

# Seconds until Slack is answered in any case: it gives up after three, and asks again.
AT_MOST: Final = 2.0
# Seconds until an almost empty modal is opened: the permission to open one ends after three.
QUICK: Final = 1.0
IN_CHAT: Final = "I have answered in your chat with me."
TOO_LATE: Final = "That took too long to open. Type it again."


class Talk:
    """Everything heard on Slack goes through here. Slack is answered once the turn is kept, or after `at_most` seconds."""

    def __init__(
        self, taking: Taking, background: Background, *, at_most: float = AT_MOST, quick: float = QUICK
    ) -> None:
        self._taking, self._background, self._at_most = taking, background, at_most
        self._showing = Showing(taking.chats)
        self._pressing = Pressing(taking, self._showing, self._background, at_most=at_most, quick=quick)

    async def hear(self, incoming: Incoming) -> Ack:
        """Work through one thing that Slack posted; gives the answer to it. Raises StorageError where nobody can be told."""
        match incoming.kind:
            case "message":
                taken = self._background.begin(self._taking.take(incoming, partial(_typed, incoming.text)))
                self._background.begin(self._answer(incoming, taken))
                await asyncio.wait({taken}, timeout=self._at_most)
            case "opened" if incoming.at_home:
                self._taking.homes.opened(incoming.account)
            case "opened":
                welcome = await self._taking.welcome(incoming)
                self._background.begin(self._showing.post(welcome, self._showing.chat(incoming)))
            case "uninstalled":
                await self._taking.uninstalled()
            case "command":
                return await self._commanded(incoming)
            case "press":
                await self._pressing.pressed(incoming)
            case "submission":
                return await self._pressing.submitted(incoming)
        return None

    def begin(self, work: Coroutine[None, None, None]) -> None:
        """Begin something that nobody waits for, until all is settled."""
        self._background.begin(work)

    async def settle(self) -> None:
        """Wait for what is still being kept or sent."""
        await self._background.settle()

    async def _answer(self, incoming: Incoming, taken: "asyncio.Task[Took]") -> None:
        await self._showing.post(await taken, self._showing.chat(incoming))

    async def _commanded(self, incoming: Incoming) -> Ack:
        """A slash command: words that say no are seen where it was typed, all else in the chat with the bot."""
        taken = self._background.begin(self._taking.take(incoming, partial(_commanded, incoming.text)))
        self._background.begin(self._after_command(incoming, taken))
        await asyncio.wait({taken}, timeout=self._at_most)
        took: Took = taken.result() if taken.done() else ("", Plan())
        if isinstance(took, str):
            return {"text": took}
        here = took[1].chat and took[1].chat == incoming.body.get("channel_id")
        return {"text": IN_CHAT} if took[1].posts and not here else None

    async def _after_command(self, incoming: Incoming, taken: "asyncio.Task[Took]") -> None:
        took = await taken
        if isinstance(took, str):
            return
        plan = took[1]
        if plan.view is not None:
            opened = await self._showing.open(incoming, view(plan.view), TOO_LATE)
            if isinstance(opened, str):
                await self._showing.say_to(opened, incoming)
        await self._showing.post_to(took, incoming)


def _typed(text: str) -> tuple[Reply, Planner]:
    """What was typed, and if it is a command, which. Raises ReplyError when it is too long."""
    command = word(text) if word(text) in COMMANDS else ""
    return typed(text), partial(plan_typed, command=command)


def _commanded(text: str) -> tuple[Reply, Planner]:
    return reply_from_json({"say": text or "help"}), plan_command
