"""What comes of an activity: a turn, a welcome, or a kind line for somebody who is not known."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from dataclasses import replace
from functools import partial
from typing import Final

from bot.channels.said import typed
from bot.channels.teams.activities import Answer
from bot.channels.teams.faults import ConnectorFault
from bot.channels.teams.incoming import Incoming
from bot.channels.teams.outgoing import Outgoing
from bot.channels.teams.placing import CHANNEL, Plan, error, plan, plan_pressed, plan_typed
from bot.channels.teams.posting import post
from bot.channels.teams.replies import FromCard, data_of, from_card
from bot.channels.teams.sdk import Speaker
from bot.channels.trouble import NOT_SAVED
from bot.turn import Turn, Turns
from dialogs.conduct import conduct
from dialogs.errors import ReplyError
from dialogs.exchange.message import Message
from dialogs.exchange.reply import Reply, Say
from dialogs.exchange.text import word
from dialogs.registry import COMMANDS
from storage.deliveries import first_time
from storage.errors import StorageError
from storage.queries import conversations as query
from storage.unit import UnitOfWork
from supervision.work import SaidNo, Work

log = logging.getLogger(__name__)

STRANGER: Final = (
    "Hello. I help people prepare for supervision, and I do not know you yet. "
    "Ask {whom} to add you to the people file with your Teams account."
)
WELCOME: Final = (
    "Your organisation added me so that supervision is prepared, held and recorded in good time. "
    "I write only to you, here. To stop me, block or remove the app."
)

Planner = Callable[[UnitOfWork, str, tuple[Message, ...]], Plan]


class NotFound(Exception):
    """Nobody was found who has an account; nothing of the turn is kept."""


class Talk:
    """Everything heard on Teams goes through here. `contact` is whom strangers are pointed to."""

    def __init__(self, turns: Turns, contact: str) -> None:
        self.turns, self.store = turns, turns.store
        self.stranger = STRANGER.format(whom=contact or "whoever looks after it")
        self._under_way: set[asyncio.Task[None]] = set()

    async def hear(self, incoming: Incoming, speaker: Speaker) -> Answer | None:
        """Work through one activity; gives the answer to an invoke, None to anything else."""
        try:
            return await self._hear(incoming, speaker)
        except StorageError as fault:
            log.error("a turn was not saved: %s", type(fault).__name__)
            if incoming.kind == "invoke":
                return error(500, "NotSaved", NOT_SAVED)
            await self._say(speaker, NOT_SAVED)
            return None

    async def settle(self) -> None:
        """Wait for what is still being sent."""
        while self._under_way:
            await asyncio.gather(*self._under_way, return_exceptions=True)

    async def _hear(self, incoming: Incoming, speaker: Speaker) -> Answer | None:
        try:
            match incoming.kind:
                case "invoke":
                    return await self._pressed(incoming, speaker)
                case "message":
                    await self._message(incoming, speaker)
                case "installed":
                    person_id = await self._person(incoming)
                    found = await self.store.run(partial(self._welcome, incoming, person_id))
                    await post(self.store, person_id, speaker, found.posts)
                case "removed":
                    await self.store.run(partial(_removed, await self._person(incoming)))
        except NotFound:
            return await self._stranger(incoming, speaker)
        return None

    async def _stranger(self, incoming: Incoming, speaker: Speaker) -> Answer | None:
        """A kind line and nothing else. Several events tell of one install: the first is answered."""
        if incoming.kind == "invoke":
            return error(403, "NotKnown", self.stranger)
        install = f"{CHANNEL}:install:{incoming.reference.conversation_id}"
        installed = incoming.kind == "installed" and await self.store.run(partial(_first, install))
        if incoming.kind == "message" or installed:
            await self._say(speaker, self.stranger)
        return None

    async def _person(self, incoming: Incoming) -> str:
        """Whose account this is. The tenant was held against ours where the request came in. Raises NotFound."""
        found = await self.store.read(partial(_by_account, incoming.account)) if incoming.account else None
        if found is None:
            raise NotFound
        return found

    async def _message(self, incoming: Incoming, speaker: Speaker) -> None:
        """Something typed, or a card's data from a client that does not know universal actions."""
        try:
            if isinstance(incoming.value, dict) and not incoming.text.strip():
                reply, planner = from_card(incoming.value).reply, plan
            else:
                reply, planner = typed(incoming.text), partial(plan_typed, command=_command(incoming.text))
        except ReplyError as unread:
            await self._person(incoming)
            await self._say(speaker, f"{unread}.")
            return
        found = await self._take(incoming, reply, planner)
        if isinstance(found, str):
            await self._say(speaker, found)
        else:
            await post(self.store, found[0], speaker, found[1].posts)

    async def _pressed(self, incoming: Incoming, speaker: Speaker) -> Answer:
        """A universal action: answered at once, what else is to be sent follows."""
        try:
            pressed = _from_invoke(incoming.value)
        except ReplyError as unread:
            await self._person(incoming)
            return error(400, "BadRequest", f"{unread}.")
        found = await self._take(incoming, pressed.reply, partial(plan_pressed, pressed.card))
        if isinstance(found, str):
            return error(400, "Refused", found)
        person_id, planned = found
        if planned.posts:
            self._later(post(self.store, person_id, speaker, planned.posts))
        return planned.answer() or error(500, "NoAnswer", NOT_SAVED)

    async def _take(self, incoming: Incoming, reply: Reply, planner: Planner) -> tuple[str, Plan] | str:
        """The turn: who spoke and what is to be sent, or the word that said no. Raises NotFound."""

        def keep(uow: UnitOfWork, turn: Turn, messages: tuple[Message, ...]) -> tuple[str, Plan]:
            return turn.person_id, planner(uow, turn.person_id, messages)

        try:
            return await self.turns.take_from(partial(_turn, incoming, reply), keep)
        except SaidNo as no:
            return str(no)
        except NotFound:
            # Beside the writer, whom looking through everybody for a stranger would hold up.
            await self._person(incoming)
        try:
            return await self.turns.take_from(partial(_turn, incoming, reply, in_any_letters=True), keep)
        except SaidNo as no:
            return str(no)

    def _welcome(self, incoming: Incoming, person_id: str, uow: UnitOfWork) -> Plan:
        """One welcome an install, however many events tell of it."""
        if query.keep(uow, CHANNEL, person_id, incoming.reference).welcomed:
            return Plan()
        query.welcomed(uow, CHANNEL, person_id)
        first, *rest = conduct(Work(uow, self.turns.policies, person_id), Say("help"))
        return plan_typed(uow, person_id, (replace(first, text=f"{WELCOME}\n\n{first.text}"), *rest))

    async def _say(self, speaker: Speaker, words: str) -> None:
        try:
            await speaker.say(Outgoing(text=words))
        except ConnectorFault as fault:
            log.warning("a reply was not delivered: %s", fault)

    def _later(self, sending: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(sending)
        self._under_way.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: "asyncio.Task[None]") -> None:
        self._under_way.discard(task)
        if not task.cancelled() and (fault := task.exception()) is not None:
            log.error("what follows a card was not sent: %s", type(fault).__name__)


def _command(text: str) -> str:
    """What was typed, where it is a command and no answer."""
    return word(text) if word(text) in COMMANDS else ""


def _from_invoke(value: object) -> FromCard:
    return from_card(data_of(value if isinstance(value, dict) else {}))


def _turn(incoming: Incoming, reply: Reply, uow: UnitOfWork, *, in_any_letters: bool = False) -> Turn:
    """What was said, by whoever has the account in the transaction that acts for them, and who is reached there from now
    on. Raises NotFound.
    """
    account = incoming.account
    found = query.speaker(uow, CHANNEL, account.lower(), incoming.reference) if account else None
    if found is None and in_any_letters:
        found = _by_account(account, uow)
        if found is not None:
            query.keep(uow, CHANNEL, found, incoming.reference)
    if found is None:
        raise NotFound
    return Turn(CHANNEL, incoming.activity_id, found, reply)


def _by_account(account: str, uow: UnitOfWork) -> str | None:
    return query.person_by_teams_account(uow, account)


def _removed(person_id: str, uow: UnitOfWork) -> None:
    query.set_state(uow, CHANNEL, person_id, "closed")


def _first(key: str, uow: UnitOfWork) -> bool:
    return first_time(uow, key)
