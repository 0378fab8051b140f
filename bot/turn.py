"""A turn: one thing a person says and what comes of it, in one transaction; then the reply."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from dialogs.conduct import conduct, where_it_stands
from dialogs.message import Message
from dialogs.reply import Reply
from storage.deliveries import first_time
from storage.store import Store
from storage.unit import UnitOfWork
from supervision import access
from supervision.policy import Policy
from supervision.work import Work

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Turn:
    """What a channel received. `delivery` names it, so that the same one is taken once however often it is
    delivered.

    `person_id` comes from the channel's authenticated envelope, never from what was sent.
    """

    channel: str
    delivery: str
    person_id: str
    reply: Reply


Keep = Callable[[UnitOfWork, tuple[Message, ...]], T]


class Turns:
    """Takes turns. It owns the transaction: de-duplication, dialog state, facts, duties, audit and outbox are one unit."""

    def __init__(self, store: Store, policies: Mapping[str, Policy]) -> None:
        self.store, self.policies = store, policies

    async def take(self, turn: Turn, keep: Keep[T]) -> T:
        """Everything that comes of a turn, committed; then what `keep` made of the messages, within the same
        unit.

        A turn delivered again changes nothing and shows where things stand. Raises Refused for somebody
        unknown, and NotSaved when nothing of it could be kept: the person is to say it again.
        """
        return await self.store.run(partial(self._take, turn, keep))

    def _take(self, turn: Turn, keep: Keep[T], uow: UnitOfWork) -> T:
        work = Work(uow, self.policies, turn.person_id)
        access.actor(work)
        if not first_time(uow, f"{turn.channel}:{turn.person_id}:{turn.delivery}"):
            return keep(uow, where_it_stands(work))
        return keep(uow, conduct(work, turn.reply))
