"""Turns that say what they are told to, and remember what they were asked: where the channel is the point."""

from collections.abc import Sequence

from bot.turn import Turn, Turns
from dialogs.exchange.message import Message
from storage.errors import NotSaved
from storage.unit import UnitOfWork


class Scripted(Turns):
    """`says` is what the next turns come to; `heard` is every turn taken."""

    says: Sequence[Message] = ()
    fails = False

    def listen(self) -> "Scripted":
        """Begin to remember."""
        self.heard: list[Turn] = []
        return self

    def within(self, uow: UnitOfWork, turn: Turn) -> tuple[Message, ...]:
        if self.fails:
            raise NotSaved
        self.heard.append(turn)
        return tuple(self.says)
