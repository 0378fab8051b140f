"""A message as a modal."""

import json
from dataclasses import replace
from typing import Any

import pytest

from bot.channels.slack.blocks import field_errors, moment, view, words
from bot.channels.slack.blocks.modal import CALLBACK
from dialogs.exchange.message import Button, Fact, Field, Message, Option
from dialogs.exchange.reply import Answer
from tests.bot.channels.slack.rules import faults_of_view
from tests.bot.channels.teams.messages import CANCEL, EVERYTHING, FIELDS, SAVE, STOP

CONFIRM = Button("Save preparation", Answer("flow", "check", 4, {"do": "confirm"}), "primary")
CHANGE = Button("Change this answer", Answer("flow", "check", 4, {"do": "change"}), collects=True)
WHICH = Field(
    "what", "Answer to change", "choice", required=True, options=(Option("a", "A"), Option("b", "B"))
)


def shown(message: Message) -> dict[str, Any]:
    """The modal, once Slack would take it."""
    drawn: dict[str, Any] = view(message)
    assert faults_of_view(drawn) == []
    return drawn


def inputs(message: Message) -> list[dict[str, Any]]:
    return [one for one in shown(message)["blocks"] if one["type"] == "input"]


def asking(*fields: Field, version: int = 3) -> Message:
    save = Button(
        "Save and continue", Answer("flow", "step", version, {"do": "save"}), "primary", collects=True
    )
    return Message("Text", "Title", fields=fields, buttons=(save, STOP))


def test_a_message_with_everything_is_a_modal_with_everything() -> None:
    found = shown(EVERYTHING)
    assert found["callback_id"] == CALLBACK
    assert (found["title"]["text"], found["submit"]["text"], found["close"]["text"]) == (
        "A title", "Save and continue", "Close",
    )  # fmt: skip
    written = json.dumps(found, ensure_ascii=False)
    for words_of_it in (
        "What is asked.",
        "Friday 27 November 2026",
        "Up to 3,000",
        "with a hint",
        "Stop for now",
    ):
        assert words_of_it in written
    assert all(one["label"]["text"] for one in inputs(EVERYTHING))


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.kind)
@pytest.mark.parametrize("value", ["", "20261124", "next Tuesday at 10 or so", "x\ny", "x" * 4000, "7" * 20])
def test_a_field_is_drawn_whatever_it_holds(field: Field, value: str) -> None:
    message = asking(replace(field, value=value, problem="Put it right"))
    written = json.dumps(shown(message))
    assert "Put it right" in written
    kept = field.kind in ("choice", "choices", "yes_no") or not value
    assert kept or written.count("x") >= value.count("x")


def test_a_text_that_is_too_long_stays_whole_in_its_input() -> None:
    wrong = Field("line", "Line", "text", value="x" * 300, max_length=200, problem="Shorten it")
    (found,) = inputs(asking(wrong))
    assert found["element"]["initial_value"] == "x" * 300
    assert found["element"]["max_length"] == 3000


def test_a_text_that_no_input_holds_stands_whole_above_it() -> None:
    wrong = Field("line", "Line", "long_text", value="word " * 1_000, max_length=3000, problem="Shorten it")
    sections = [one["text"]["text"] for one in shown(asking(wrong))["blocks"] if one["type"] == "section"]
    assert " ".join(sections).count("word") == 1_000


def test_a_field_that_takes_more_than_slack_says_what_can_be_entered_here() -> None:
    for most in (0, 8_000):
        (found,) = inputs(asking(Field("line", "Line", "long_text", hint="Say it", max_length=most)))
        assert found["hint"]["text"] == "Say it. Up to 3,000 characters"
        assert found["element"]["max_length"] == 3000


def test_a_text_of_several_lines_can_be_put_on_one() -> None:
    (found,) = inputs(
        asking(Field("line", "Line", "text", value="one\ntwo", problem="Enter this on one line"))
    )
    assert found["element"]["multiline"] is True


def test_only_what_is_required_must_be_filled_in() -> None:
    first, second = inputs(asking(Field("a", "A", "text", required=True), Field("b", "B", "text")))
    assert (first["optional"], second["optional"]) == (False, True)


def test_a_check_of_answers_is_confirmed_without_choosing_one_to_change() -> None:
    check = Message(
        "Check", "Preparation", (Fact("A", "B"),), (WHICH,), (CONFIRM, CHANGE, STOP), private=True
    )
    found = shown(check)
    assert found["submit"]["text"] == "Save preparation"
    assert json.loads(found["private_metadata"])["collects"] is False
    assert [one["optional"] for one in inputs(check)] == [True]
    (row,) = [one for one in found["blocks"] if one["type"] == "actions"]
    assert [one["action_id"] for one in row["elements"]] == ["collect:0:", "press:1:"]


def test_a_text_to_read_can_only_be_closed() -> None:
    found = shown(Message("Text", "Title", (Fact("Said", "words"),), private=True))
    assert "submit" not in found
    assert "private_metadata" not in found


def test_buttons_without_a_primary_one_stand_in_the_modal() -> None:
    found = shown(Message("Text", buttons=(STOP, CANCEL)))
    assert "submit" not in found
    assert [one["text"]["text"] for one in found["blocks"][-1]["elements"]] == ["Stop for now", "Cancel it"]


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("", "Supervision"),
        ("Prepare for supervision", "Prepare for supervision"),
        ("Prepare for the supervision of cases", "Prepare for the…"),
        ("Prepare for supervision with Sam", "Prepare for supervision…"),
        ("Held: supervision with Ann", "Held: supervision with…"),
        ("x" * 30, "Supervision"),
    ],
)
def test_a_title_is_whole_or_ends_with_a_word_and_stands_whole_below(title: str, short: str) -> None:
    found = shown(Message("Text", title))
    assert found["title"]["text"] == short
    assert (found["blocks"][0]["type"] == "header") == (len(title) > 24)


def test_a_long_button_submits_under_a_short_name() -> None:
    long = "Save what you have prepared so far"
    assert (
        shown(Message("T", fields=FIELDS, buttons=(replace(SAVE, label=long),)))["submit"]["text"] == "Save"
    )
    check = Message("T", fields=(WHICH,), buttons=(replace(CONFIRM, label=long), CHANGE))
    assert shown(check)["submit"]["text"] == "Continue"


def test_a_long_button_stands_whole_in_a_modal_that_asks_nothing() -> None:
    found = shown(Message("T", buttons=(replace(CONFIRM, label="Start clarifying questions"), STOP)))
    assert "submit" not in found
    assert found["blocks"][-1]["elements"][0]["text"]["text"] == "Start clarifying questions"
    assert found["blocks"][-1]["elements"][0]["style"] == "primary"


def test_problems_are_named_by_the_inputs_they_belong_to() -> None:
    wrong = Field("when", "When", "datetime", value="soon", problem="Enter a date and a time")
    message = asking(Field("a", "A", "text"), wrong)
    assert field_errors(message) == {"day:3:when": "Enter a date and a time"}
    assert set(field_errors(message)) <= {one["block_id"] for one in inputs(message)}
    assert [one["element"].get("focus_on_load", False) for one in inputs(message)] == [False, True, False]


def test_a_prompt_asked_again_has_the_same_inputs_and_the_next_one_has_others() -> None:
    said = Field("said", "Your answer", "text")
    first, again, after = (
        [one["block_id"] for one in inputs(message)]
        for message in (
            asking(said),
            asking(replace(said, problem="Enter an answer")),
            asking(said, version=4),
        )
    )
    assert first == again
    assert first != after


def test_the_longest_form_fits_and_loses_no_answer() -> None:
    long = tuple(
        Field(f"q{n}", f"Question {n}", "long_text", "漢" * 3000, max_length=3000) for n in range(12)
    )
    assert all(one["element"]["initial_value"] == "漢" * 3000 for one in inputs(asking(*long)))


def test_more_texts_than_a_modal_shows_are_said_to_be_shortened() -> None:
    facts = tuple(Fact(f"Text {n}", "word " * 580) for n in range(120))
    found = shown(Message("Text", facts=facts, buttons=(STOP,)))
    assert len(found["blocks"]) <= 100
    assert found["blocks"][-2]["elements"][0]["text"] == "This is shortened here."
    assert found["blocks"][-1]["type"] == "actions"


def test_a_modal_can_say_something_or_ask_for_a_moment() -> None:
    assert faults_of_view(moment()) == []
    assert shown(Message("Not saved."))["blocks"] == words("Not saved.")["blocks"]
