"""Whether a message fits every channel."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dialogs.exchange.limits import problems
from dialogs.exchange.message import Button, Fact, Field, Message, Option
from dialogs.exchange.reply import Press

BUTTON = Button("Go on", Press("go"), collects=True)
FIELD = Field("a", "A", "text")
GOOD = Message("Text", summary="Summary", facts=(Fact("a", "b"),), fields=(FIELD,), buttons=(BUTTON,))


def buttons(count: int) -> tuple[Button, ...]:
    return tuple(replace(BUTTON, label=f"Go {n}") for n in range(count))


def test_a_message_within_all_limits_has_no_problems() -> None:
    assert problems(GOOD) == []


@pytest.mark.parametrize(
    ("message", "problem"),
    [
        (replace(GOOD, text=" "), "no words for the text"),
        (replace(GOOD, summary=""), "no words for the summary"),
        (replace(GOOD, text="x" * 3001), "the text has more than 3000"),
        (replace(GOOD, title="x" * 151), "the title has more than 150"),
        (replace(GOOD, buttons=buttons(7)), "7 buttons"),
        (replace(GOOD, buttons=(replace(BUTTON, label="x" * 76),)), "label of button 1 has more than 75"),
        (replace(GOOD, buttons=(BUTTON, BUTTON)), "two buttons of one label"),
        (replace(GOOD, buttons=(replace(BUTTON, reply=Press("go", "x" * 2000)),)), "button 1 carries more"),
        (replace(GOOD, buttons=()), "no button that sends them"),
        (replace(GOOD, fields=()), "fields, of which there are none"),
        (replace(GOOD, fields=(FIELD, FIELD)), "fields of one name"),
        (replace(GOOD, fields=(replace(FIELD, label=""),)), "no words for the label of field a"),
        (replace(GOOD, fields=(replace(FIELD, max_length=3001),)), "takes more than 3000"),
        (replace(GOOD, fields=(replace(FIELD, value="x" * 3001),)), "holds more than 3000"),
        (replace(GOOD, fields=(replace(FIELD, hint="x" * 301),)), "hint or problem"),
        (replace(GOOD, fields=(replace(FIELD, options=(Option("a", "x" * 76),)),)), "option 1 of field a"),
        (
            replace(GOOD, fields=(replace(FIELD, options=(Option("a", "A"),) * 2),)),
            "two options of one value",
        ),
        (replace(GOOD, facts=(Fact("a", ""),)), "no words for fact 1"),
        (replace(GOOD, facts=(Fact("a", "x" * 3000),)), "fact 1 has more than"),
        (replace(GOOD, facts=(Fact("a", "x" * 2900),) * 5), "characters to read"),
        (replace(GOOD, facts=(Fact("a", "b"),) * 60), "blocks"),
        (replace(GOOD, card="x" * 201), "card of more than 200"),
    ],
)
def test_what_some_channel_forbids_is_named(message: Message, problem: str) -> None:
    assert any(problem in said for said in problems(message))
