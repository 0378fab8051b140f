"""What leaves by itself, in words found at the moment of sending: what to do, by when, and a way in. No case text."""

from dataclasses import replace

from dialogs.message import Button, Fact, Message
from dialogs.news import NEWS
from dialogs.nudges import operator
from dialogs.nudges.duty import SUMMARY, nudge
from dialogs.reply import Press
from storage.tables import OutboxRow
from supervision.work import Work

__all__ = ["for_operator", "together", "words"]

MOST_BUTTONS = 6
REPEAT = "This is sent again: the answer to the first sending was lost."


def words(work: Work, row: OutboxRow) -> Message | None:
    """The message of one outbox row for its recipient, who is the actor; None when there is nothing more to say."""
    news = NEWS.get(row.kind)
    return _as_sent(row, news(work, row) if news else nudge(work, row))


def for_operator(work: Work, row: OutboxRow) -> Message | None:
    """The same where nobody is on record who could be told: the message for whoever runs the bot."""
    return _as_sent(row, operator.for_operator(work, row))


def _as_sent(row: OutboxRow, message: Message | None) -> Message | None:
    """A repeat says so, whoever it goes to."""
    if message is None or not row.repeat:
        return message
    return replace(message, text=f"{REPEAT}\n\n{message.text}")


def together(messages: list[Message]) -> Message:
    """Several on one morning, as one message: numbered, each with its way in as far as there is room for buttons."""
    messages = _gathered(messages)
    if len(messages) == 1:
        return messages[0]
    facts = tuple(Fact(f"{place}. {one.title}", _in_short(one)) for place, one in enumerate(messages, 1))
    buttons = [
        replace(one.buttons[0], label=f"{place}. {one.buttons[0].label}", style="plain")
        for place, one in enumerate(messages, 1)
        if one.buttons
    ]
    return Message(
        f"{len(messages)} things for you today.",
        title="For you today",
        facts=facts,
        buttons=(*buttons[: MOST_BUTTONS - 1], Button("What is owed", Press("due"), "primary")),
        summary=f"{len(messages)} things about supervision",
    )


def _gathered(messages: list[Message]) -> list[Message]:
    """The lines of a weekly summary become one message, at the end."""
    lines = [one.text for one in messages if one.title == SUMMARY]
    others = [one for one in messages if one.title != SUMMARY]
    return [*others, Message("\n".join(lines), title=SUMMARY, summary=SUMMARY)] if lines else others


def _in_short(message: Message) -> str:
    return "\n".join([message.text, *(f"{fact.label}: {fact.value}" for fact in message.facts)])
