"""A message as an Adaptive Card."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from bot.channels.teams.card import MOST_BYTES, text_twin
from dialogs.exchange.message import Button, Fact, Field, Message
from dialogs.exchange.reply import Press
from tests.bot.channels.teams.card_schema import elements, faults
from tests.bot.channels.teams.messages import CANCEL, EVERYTHING, FIELDS, SAVE, STOP, card_drawn

MARKUP = "**bold** [a link](https://example.org) <at>Ann</at> {{DATE(2026-11-24T00:00:00Z,SHORT)}}"


def inputs(card: object) -> list[dict[str, Any]]:
    return [one for one in elements(card) if str(one.get("type", "")).startswith("Input.")]


def words(card: object) -> str:
    """What the card's text elements say, runs of one line joined."""
    blocks = [one for one in elements(card) if one.get("type") == "RichTextBlock"]
    return "\n".join("".join(run["text"] for run in block["inlines"]) for block in blocks)


def actions(card: Mapping[str, Any]) -> list[dict[str, Any]]:
    return list(card["actions"])


def size(card: object) -> int:
    return len(json.dumps(card, ensure_ascii=False, separators=(",", ":")).encode())


def test_a_message_with_everything_is_a_valid_card() -> None:
    assert faults(card_drawn(EVERYTHING)) == []


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.kind)
@pytest.mark.parametrize("value", ["", "next Tuesday at 10 or so", "x" * 4000])
def test_a_field_is_valid_whatever_it_holds(field: Field, value: str) -> None:
    asked = replace(field, value=value, problem="Put it right")
    card = card_drawn(Message("Text", fields=(asked,), buttons=(SAVE,)))
    assert faults(card) == []
    assert "Put it right" in words(card)


def test_every_input_has_a_label() -> None:
    assert all(one["label"] for one in inputs(card_drawn(EVERYTHING)))


def test_a_hint_is_part_of_the_label() -> None:
    labels = [one["label"] for one in inputs(card_drawn(EVERYTHING))]
    assert "Several lines? Up to 3,000" in labels


def test_what_an_input_cannot_hold_is_shown_beside_it() -> None:
    asked = Field("day", "Day", "date", value="next Tusday", problem="Enter a day")
    card = card_drawn(Message("Text", fields=(asked,), buttons=(SAVE,)))
    assert "You wrote: next Tusday" in words(card)
    assert "value" not in inputs(card)[0]


def test_a_text_that_is_too_long_stays_whole_in_its_input() -> None:
    asked = Field("line", "Line", "text", value="x" * 300, max_length=200, problem="Shorten it")
    (found,) = inputs(card_drawn(Message("Text", fields=(asked,), buttons=(SAVE,))))
    assert found["value"] == "x" * 300
    assert "maxLength" not in found


def test_a_button_falls_back_to_submit_with_the_same_data() -> None:
    for action in actions(card_drawn(EVERYTHING)):
        assert action["type"] == "Action.Execute"
        assert action["verb"]
        assert action["fallback"]["type"] == "Action.Submit"
        assert action["fallback"]["data"] == action["data"]


def test_only_a_button_that_collects_sends_inputs() -> None:
    save, stop, _ = actions(card_drawn(EVERYTHING))
    assert save["associatedInputs"] == "auto"
    assert save["data"]["fields"] == [field.name for field in FIELDS]
    assert stop["associatedInputs"] == "none"
    assert "fields" not in stop["data"]


def test_a_card_has_at_most_six_actions() -> None:
    buttons = tuple(Button(f"Go {n}", Press("go", str(n))) for n in range(8))
    assert len(actions(card_drawn(Message("Text", buttons=buttons)))) == 6


def test_markup_that_was_typed_is_shown_as_it_was_typed() -> None:
    card = card_drawn(
        Message(MARKUP, title=MARKUP, facts=(Fact("Typed", MARKUP),), summary="Summary", private=True)
    )
    assert faults(card) == []
    assert [one for one in elements(card) if one.get("type") == "TextBlock"] == []
    assert words(card).count(MARKUP) == 3
    # No run holds both braces of a function.
    assert all("{{" not in one["text"] for one in elements(card) if one.get("type") == "TextRun")


def test_a_title_is_a_heading() -> None:
    heading = next(one for one in elements(card_drawn(EVERYTHING)) if one.get("type") == "TextBlock")
    assert (heading["text"], heading["style"]) == ("A title", "heading")


def test_a_thousand_line_ends_make_no_thousand_elements() -> None:
    card = card_drawn(Message("a\n" * 1400, title="Title"))
    assert len(elements(card)) < 200
    assert words(card).count("a") == 1400


def test_private_text_stands_nowhere_but_in_the_body() -> None:
    card = card_drawn(replace(EVERYTHING, private=True))
    assert card["fallbackText"] == "A summary"


def test_the_text_twin_says_everything() -> None:
    twin = text_twin(EVERYTHING)
    for part in (
        "A title",
        "What is asked.",
        "Due: Friday 27 November 2026",
        "Several lines?",
        "Save and continue",
    ):
        assert part in twin


@pytest.mark.parametrize("letter", ["x", "é", "漢", "🙂"])
def test_the_longest_form_fits_and_loses_no_answer(letter: str) -> None:
    long = tuple(
        Field(f"q{n}", f"Question {n}", "long_text", letter * 3000, max_length=3000) for n in range(4)
    )
    card = card_drawn(Message("Text", fields=long, buttons=(SAVE, STOP), summary="S", private=True))
    assert size(card) < MOST_BYTES
    assert faults(card) == []
    shown = [one["id"].removeprefix("one:") for one in inputs(card)]
    assert actions(card)[0]["data"]["fields"] == shown
    assert all(one["value"] == letter * 3000 for one in inputs(card))
    assert words(card).count("your answer is kept") == 4 - len(shown)


def test_the_longest_text_fits() -> None:
    facts = tuple(Fact(f"Answer {n}", "漢" * 2_900) for n in range(4))
    card = card_drawn(Message("Text", facts=facts, buttons=(SAVE, STOP, CANCEL), summary="S", private=True))
    assert size(card) < MOST_BYTES
    assert words(card).count("(shortened here)") == 4
