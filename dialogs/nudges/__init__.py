"""What leaves by itself, in words found at the moment of sending: what to do, by when, and a way in. No case text.

A kind in `dialogs.news.NEWS` is news; every other is a reminder of a duty, whose rule's title and task are its words
(`duty.nudge`), so a new rule needs none here. One that is to be said in another way has its own module, as `oversight`, and
is told apart in `duty.nudge`; what its buttons are stands in `ways_in`.
"""

from dataclasses import replace

from dialogs.exchange.message import Message
from dialogs.news import NEWS
from dialogs.nudges import operator
from dialogs.nudges.bundle import together
from dialogs.nudges.duty import nudge
from storage.tables import OutboxRow
from supervision.work import Work

__all__ = ["for_operator", "together", "words"]

REPEAT = "This is sent again: the answer to the first sending was lost."


def words(work: Work, row: OutboxRow) -> Message | None:
    """The message of one outbox row for its recipient, who is the actor; None when there is nothing more to say. Raises
    LookupError for a kind that nobody has written words for: it must not vanish like one with nothing more to say.
    """
    news = NEWS.get(row.kind)
    if news is None and "/" not in row.kind:
        raise LookupError(f"no words for a notice of the kind {row.kind}: add them to NEWS")
    return _as_sent(row, news(work, row) if news else nudge(work, row))


def for_operator(work: Work, row: OutboxRow) -> Message | None:
    """The same where nobody is on record who could be told: the message for whoever runs the bot."""
    return _as_sent(row, operator.for_operator(work, row))


def _as_sent(row: OutboxRow, message: Message | None) -> Message | None:
    """A repeat says so, whoever it goes to."""
    if message is None or not row.repeat:
        return message
    return replace(message, text=f"{REPEAT}\n\n{message.text}")
