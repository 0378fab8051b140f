"""What comes of an activity: a turn, a welcome, or a kind line for somebody who is not known."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from dataclasses import replace
from functools import partial
from typing import Final

from bot.channels.teams.activities import Answer
from bot.channels.teams.faults import ConnectorFault
from bot.channels.teams.incoming import Incoming
from bot.channels.teams.outgoing import Outgoing
from bot.channels.teams.placing import CHANNEL, Plan, error, plan, plan_pressed, plan_typed
from bot.channels.teams.posting import post
from bot.channels.teams.replies import FromCard, data_of, from_card, typed
from bot.channels.teams.sdk import Speaker
from bot.turn import Turn, Turns
from dialogs.conduct import conduct
from dialogs.errors import ReplyError
from dialogs.message import Message
from dialogs.reply import Reply, Say
from storage.deliveries import first_time
from storage.errors import StorageError
from storage.queries import conversations as query
from storage.unit import UnitOfWork
from supervision.work import SaidNo, Work

log = logging.getLogger(__name__)

MOST_KNOWN: Final = 10_000
NOT_SAVED: Final = "That was not saved. Say it again in a moment."
STRANGER: Final = (
    "Hello. I help people prepare for supervision, and I do not know you yet. "
    "Ask {whom} to add you to the people file with your Teams account."
)
WELCOME: Final = (
    "Your organisation added me so that supervision is prepared, held and recorded in good time. "
    "I write only to you, here. To stop me, block or remove the app."
)

KeepPlan = Callable[[UnitOfWork, tuple[Message, ...]], Plan]


class AccountMoved(Exception):
    """An account is not the person's it was a moment ago; nothing of the turn is kept."""


class Talk:
    """Everything heard on Teams goes through here. `contact` is whom strangers are pointed to."""

    def __init__(self, turns: Turns, contact: str) -> None:
        self.turns, self.store = turns, turns.store
        self.stranger = STRANGER.format(whom=contact or "whoever looks after it")
        self._known: dict[str, str] = {}
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
            return await self._heard(incoming, speaker)
        except AccountMoved:
            self._known.pop(incoming.account, None)
            return await self._heard(incoming, speaker)

    async def _heard(self, incoming: Incoming, speaker: Speaker) -> Answer | None:
        person_id = await self._person(incoming)
        if person_id is None:
            return await self._stranger(incoming, speaker)
        match incoming.kind:
            case "invoke":
                return await self._pressed(incoming, person_id, speaker)
            case "message":
                await self._message(incoming, person_id, speaker)
            case "installed":
                found = await self.store.run(partial(self._welcome, incoming, person_id))
                await post(self.store, person_id, speaker, found.posts)
            case "removed":
                await self.store.run(partial(_removed, person_id))
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

    async def _person(self, incoming: Incoming) -> str | None:
        """Whose account this is. The tenant was held against ours where the request came in.

        Whoever was known a moment ago is looked up within the turn itself, which saves the way to the store.
        """
        if not incoming.account:
            return None
        if incoming.account in self._known and incoming.kind in ("message", "invoke"):
            return self._known[incoming.account]
        found = await self.store.read(partial(_by_account, incoming.account))
        if found is not None:
            self._known[incoming.account] = found
            while len(self._known) > MOST_KNOWN:
                self._known.pop(next(iter(self._known)))
        return found

    async def _message(self, incoming: Incoming, person_id: str, speaker: Speaker) -> None:
        """Something typed, or a card's data from a client that does not know universal actions."""
        try:
            if isinstance(incoming.value, dict) and not incoming.text.strip():
                reply, planner = from_card(incoming.value).reply, plan
            else:
                reply, planner = typed(incoming.text), plan_typed
        except ReplyError as unread:
            await self._say(speaker, f"{unread}.")
            return

        def keep(uow: UnitOfWork, messages: tuple[Message, ...]) -> Plan:
            _still(uow, incoming, person_id)
            query.keep(uow, CHANNEL, person_id, incoming.reference)
            return planner(uow, person_id, messages)

        found = await self._take(incoming, person_id, reply, keep)
        if isinstance(found, str):
            await self._say(speaker, found)
        else:
            await post(self.store, person_id, speaker, found.posts)

    async def _pressed(self, incoming: Incoming, person_id: str, speaker: Speaker) -> Answer:
        """A universal action: answered at once, what else is to be sent follows."""
        try:
            pressed = _from_invoke(incoming.value)
        except ReplyError as unread:
            return error(400, "BadRequest", f"{unread}.")

        def keep(uow: UnitOfWork, messages: tuple[Message, ...]) -> Plan:
            _still(uow, incoming, person_id)
            query.keep(uow, CHANNEL, person_id, incoming.reference)
            return plan_pressed(uow, person_id, pressed.card, messages)

        found = await self._take(incoming, person_id, pressed.reply, keep)
        if isinstance(found, str):
            return error(400, "Refused", found)
        if found.posts:
            self._later(post(self.store, person_id, speaker, found.posts))
        return found.answer() or error(500, "NoAnswer", NOT_SAVED)

    async def _take(self, incoming: Incoming, person_id: str, reply: Reply, keep: KeepPlan) -> Plan | str:
        try:
            return await self.turns.take(Turn(CHANNEL, incoming.activity_id, person_id, reply), keep)
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


def _from_invoke(value: object) -> FromCard:
    return from_card(data_of(value if isinstance(value, dict) else {}))


def _still(uow: UnitOfWork, incoming: Incoming, person_id: str) -> None:
    """The account is still this person's, in the transaction that acts for them. Raises AccountMoved."""
    if query.person_by_teams_account(uow, incoming.account) != person_id:
        raise AccountMoved


def _by_account(account: str, uow: UnitOfWork) -> str | None:
    return query.person_by_teams_account(uow, account)


def _removed(person_id: str, uow: UnitOfWork) -> None:
    query.set_state(uow, CHANNEL, person_id, "closed")


def _first(key: str, uow: UnitOfWork) -> bool:
    return first_time(uow, key)
