"""Messages of every kind, for channels to draw."""

import json
from typing import Any

from bot.channels.teams.card import card_of
from dialogs.exchange.message import Button, Fact, Field, Message, Option
from dialogs.exchange.reply import Answer, Press

OPTIONS = (Option("a,b", "First, with a comma"), Option("c%d", "Second", "with a hint"))
FIELDS = (
    Field("line", "One line", "text", value="held", max_length=200),
    Field("lines", "Several lines?", "long_text", value="one\ntwo", hint="Up to 3,000", max_length=3000),
    Field("day", "Day", "date", value="2026-11-24"),
    Field("hour", "Time", "time", value="10:00"),
    Field("when", "When", "datetime", value="2026-11-24T10:00"),
    Field("count", "How many", "number", value="3"),
    Field("which", "Which", "choice", value="c%d", options=OPTIONS),
    Field("several", "Which ones", "choices", value=("a,b", "c%d"), options=OPTIONS),
    Field("sure", "Sure", "yes_no", value="no"),
)
SAVE = Button("Save and continue", Answer("flow", "step", 3, {"do": "save"}), "primary", collects=True)
STOP = Button("Stop for now", Answer("flow", "step", 3, {"do": "stop"}))
CANCEL = Button("Cancel it", Press("cancel-session", "01SESSION", 2), "caution")

EVERYTHING = Message(
    "What is asked.\n\nA second paragraph\nof two lines.",
    title="A title",
    facts=(Fact("Due", "Friday 27 November 2026"), Fact("Typed", "one\n\ntwo")),
    fields=FIELDS,
    buttons=(SAVE, STOP, CANCEL),
    summary="A summary",
    card="flow:1",
)


def card_drawn(message: Message) -> dict[str, Any]:
    """The card that Teams draws of a message."""
    card: dict[str, Any] = json.loads(card_of(message).written)
    return card
