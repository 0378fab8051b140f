"""A turn: one thing a person says and what comes of it, in one transaction; then the reply."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from dialogs.conduct import conduct, where_it_stands
from dialogs.exchange.immutable import value
from dialogs.exchange.message import Message
from dialogs.exchange.reply import Reply
from storage.deliveries import first_time
from storage.store import Store
from storage.unit import UnitOfWork
from supervision import access
from supervision.policy import Policy
from supervision.work import Work

T = TypeVar("T")


@value
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
KeepOf = Callable[[UnitOfWork, Turn, tuple[Message, ...]], T]


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
        return await self.store.run(lambda uow: keep(uow, self.within(uow, turn)))

    async def take_from(self, turn_of: Callable[[UnitOfWork], Turn], keep: KeepOf[T]) -> T:
        """As `take`, where it is looked up within the unit itself who speaks. What `turn_of` raises is raised here."""

        def work(uow: UnitOfWork) -> T:
            turn = turn_of(uow)
            return keep(uow, turn, self.within(uow, turn))

        return await self.store.run(work)

    def within(self, uow: UnitOfWork, turn: Turn) -> tuple[Message, ...]:
        """What comes of a turn within a unit of work that somebody else keeps. Raises Refused."""
        work = Work(uow, self.policies, turn.person_id)
        is_first = first_time(uow, f"{turn.channel}:{turn.person_id}:{turn.delivery}")
        # A delivery by somebody unknown is not kept either: what raises keeps nothing.
        access.policy(work)
        if not is_first:
            return where_it_stands(work)
        return conduct(work, turn.reply)
