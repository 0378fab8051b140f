"""A message as it is posted in Slack."""

import json
from dataclasses import replace
from typing import Any

import pytest

from bot.channels.slack.blocks import asked_in_view, draw
from bot.channels.slack.blocks.card import NOT_POSTED
from dialogs.exchange.message import Button, Fact, Field, Message, Option
from dialogs.exchange.reply import Answer, Press
from tests.bot.channels.slack.rules import faults_of_blocks
from tests.bot.channels.teams.messages import CANCEL, EVERYTHING, FIELDS, OPTIONS, SAVE, STOP

MARKUP = "*bold* <https://example.org|a link> <!channel> <@U01> @here :tada: & &lt; `code`"
CHOOSING = tuple(one for one in FIELDS if one.kind not in ("text", "long_text"))
BACK = Button("Back", Answer("flow", "step", 3, {"do": "back"}), collects=True)
KEEP = Button("Keep for afterwards", Press("update-listen", "01UPDATE", 2), "primary", collects=True)


def blocks(message: Message) -> list[dict[str, Any]]:
    """What is posted, once Slack would take it."""
    drawn: list[dict[str, Any]] = draw(message).blocks
    assert faults_of_blocks(drawn) == []
    return drawn


def kinds(message: Message) -> list[str]:
    return [one["type"] for one in blocks(message)]


def buttons(message: Message) -> list[dict[str, Any]]:
    return [one for block in blocks(message) if block["type"] == "actions" for one in block["elements"]]


def labels(message: Message) -> list[str]:
    return [one["text"]["text"] for one in buttons(message)]


def written(message: Message) -> str:
    return json.dumps(blocks(message), ensure_ascii=False)


def test_plain_words_are_one_section() -> None:
    assert kinds(Message("Done.")) == ["section"]


def test_a_title_is_a_heading_and_a_fact_has_its_label_in_bold() -> None:
    message = Message("Text", title="A title", facts=(Fact("Due", "Friday"),))
    assert kinds(message) == ["header", "section", "rich_text"]
    (section,) = blocks(message)[2]["elements"]
    assert section["elements"] == [
        {"type": "text", "text": "Due: ", "style": {"bold": True}},
        {"type": "text", "text": "Friday"},
    ]


def test_a_question_in_ones_own_words_is_answered_in_a_form_that_is_not_posted() -> None:
    asked = Field("said", "Your answer", "long_text", hint="Up to 3,000 characters", max_length=3000)
    message = Message("What worries you?", fields=(asked,), buttons=(SAVE, BACK, STOP), card="c")
    assert "input" not in kinds(message)
    assert labels(message) == ["Answer", "Back", "Stop for now"]
    answer, back, _ = buttons(message)
    assert json.loads(answer["value"]) == {
        "answer": {"flow": "flow", "step": "step", "version": 3, "values": {"do": "show"}}
    }
    assert answer["style"] == "primary"
    assert {one["action_id"].split(":")[0] for one in (answer, back)} == {"press"}
    assert blocks(message)[-1]["elements"][0]["text"] == NOT_POSTED
    assert "Up to 3,000 characters" in written(message)


def test_what_was_typed_into_a_form_is_not_posted_with_its_problem() -> None:
    wrong = Field("said", "Your answer", "text", value="how ann felt", problem="Enter this on one line")
    assert "how ann felt" not in written(Message("Text", fields=(wrong,), buttons=(SAVE,)))
    assert "Enter this on one line" in written(Message("Text", fields=(wrong,), buttons=(SAVE,)))


@pytest.mark.parametrize("field", CHOOSING, ids=lambda field: field.kind)
def test_whatever_is_chosen_is_chosen_where_it_stands(field: Field) -> None:
    message = Message("Text", fields=(field,), buttons=(SAVE, STOP))
    assert "input" in kinds(message)
    assert labels(message) == ["Save and continue", "Stop for now"]
    assert [one["action_id"] for one in buttons(message)] == ["collect:0:", "press:1:"]


@pytest.mark.parametrize("field", CHOOSING, ids=lambda field: field.kind)
@pytest.mark.parametrize("value", ["", "20261124", "next Tuesday at 10 or so", "x" * 2900])
def test_a_field_is_drawn_whatever_it_holds(field: Field, value: str) -> None:
    asked = replace(field, value=value, problem="Put it right")
    assert "Put it right" in written(Message("Text", fields=(asked,), buttons=(SAVE,)))


def test_what_no_picker_can_hold_is_shown_beside_it() -> None:
    asked = Field("day", "Day", "date", value="next Tusday", problem="Enter a day")
    message = Message("Text", fields=(asked,), buttons=(SAVE,))
    assert "You wrote: next Tusday" in written(message)
    assert "initial_date" not in written(message)


def test_a_field_beside_a_button_on_a_subject_is_filled_in_where_it_stands() -> None:
    box = Field("questions", "For afterwards", "long_text", max_length=2000)
    message = Message("Just listen.", fields=(box,), buttons=(KEEP,), card="listen:1")
    assert kinds(message) == ["section", "input", "actions"]
    assert buttons(message)[0]["action_id"] == "collect:0:listen:1"


@pytest.mark.parametrize(("length", "whole"), [(40, True), (70, False)])
def test_a_list_that_is_too_long_for_a_message_is_left_to_the_form(length: int, whole: bool) -> None:
    people = tuple(Option(f"01PERSON{n:018}", f"{n} {'x' * length}") for n in range(100))
    who = Field("who", "Who covers", "choice", options=people)
    message = Message("Who covers?", fields=(who,), buttons=(SAVE,))
    assert labels(message) == ["Answer"]
    assert "1. 0 xxx" in written(message)
    assert ("100. 99 xxx" in written(message)) == whole
    assert ("There are more to choose from in the form." in written(message)) != whole


def test_what_can_be_chosen_in_a_form_of_several_is_left_to_the_form() -> None:
    several = replace(EVERYTHING, fields=tuple(reversed(FIELDS)))
    assert "Which ones" in written(several)
    assert "1. " not in written(several)
    assert OPTIONS[0].label not in written(several)


def test_markup_that_was_typed_is_nowhere_read_as_markup() -> None:
    options = (Option("a", "<!channel> :tada:"),)
    which = Field("which", MARKUP, "choice", hint=MARKUP, options=options, problem=MARKUP)
    label = Button(MARKUP[:75], Press("go", "1"))
    message = Message(MARKUP, MARKUP, (Fact(MARKUP, MARKUP),), (which,), (SAVE, label))
    assert written(message).count(MARKUP) == 7
    assert '"mrkdwn"' not in written(message)
    # The text beside the blocks reads mrkdwn: no control character of its is left.
    assert "<" not in draw(message).text
    assert "&lt;!channel&gt;" in draw(message).text


def test_the_text_beside_the_blocks_begins_with_the_summary_and_says_everything() -> None:
    said = draw(EVERYTHING).text
    assert said.startswith("A summary\n")
    for part in (
        "A title",
        "What is asked.",
        "Due: Friday 27 November 2026",
        "Several lines? Up to 3,000",
        "Answer, Stop",
    ):
        assert part in said
    assert "held" not in said


def test_what_can_be_chosen_where_it_stands_is_in_the_text_too() -> None:
    said = draw(
        Message("Text", fields=(Field("a", "Which", "choice", options=OPTIONS),), buttons=(SAVE,))
    ).text
    assert "First, with a comma" in said
    assert "Save and continue" in said


def test_a_message_without_a_summary_has_one_that_says_nothing_of_it() -> None:
    assert draw(Message("Done.")).text == "A message about supervision\nDone."


def test_a_private_message_is_posted_without_what_is_private() -> None:
    drawn = draw(replace(EVERYTHING, private=True))
    assert faults_of_blocks(drawn.blocks) == []
    assert drawn.text == "A summary"
    for hidden in ("What is asked", "Friday", "held", "Several lines", "Save and continue"):
        assert hidden not in json.dumps(drawn.blocks)
    assert "Stop for now" in json.dumps(drawn.blocks)


def test_at_most_six_buttons_stand_in_a_row() -> None:
    assert (
        len(buttons(Message("Text", buttons=tuple(Button(f"Go {n}", Press("go", str(n))) for n in range(8)))))
        == 6
    )


def test_a_button_carries_its_reply_and_its_card_and_nothing_else() -> None:
    (button,) = buttons(Message("Text", buttons=(CANCEL,), card="flow:1"))
    assert button["action_id"] == "press:0:flow:1"
    assert button["style"] == "danger"
    assert json.loads(button["value"]) == {
        "press": {"verb": "cancel-session", "subject": "01SESSION", "version": 2, "values": {}}
    }


@pytest.mark.parametrize("letter", ["x", "é", "漢", "🙂", '"'])
def test_the_longest_facts_fit_and_say_that_they_are_shortened(letter: str) -> None:
    facts = tuple(Fact(f"Answer {n}", letter * 2_900) for n in range(5))
    assert written(Message("Text", facts=facts, buttons=(SAVE, STOP, CANCEL))).count("(shortened here)") == 5


def test_the_most_facts_fit() -> None:
    facts = tuple(Fact(f"{n} {'x' * 200}", "y" * 200) for n in range(60))
    message = Message("Text", facts=facts, buttons=(CANCEL,))
    assert "This is shortened here." in written(message)
    assert labels(message) == ["Cancel it"]


def test_a_long_text_is_cut_between_words_and_none_is_lost() -> None:
    text = " ".join(f"word{n}" for n in range(1_000))
    sections = [one["text"]["text"] for one in blocks(Message(text)) if one["type"] == "section"]
    assert len(sections) > 1
    assert " ".join(sections) == text


def test_a_long_fact_is_cut_between_words_and_none_is_lost() -> None:
    text = " ".join(f"word{n}" for n in range(1_000))
    runs = [run["text"] for one in blocks(Message("T", facts=(Fact("A", text),))) for part in one.get("elements", ())
            for run in part["elements"]]  # fmt: skip
    assert "".join(runs) == f"A: {text}"


def test_a_thousand_line_ends_make_no_thousand_blocks() -> None:
    assert len(blocks(Message("a\n" * 1400, title="Title"))) <= 3


def test_a_message_says_whether_its_form_is_opened() -> None:
    typed = Message("Text", fields=(FIELDS[0],), buttons=(SAVE,))
    assert asked_in_view(typed)
    assert not asked_in_view(replace(typed, private=True))
    assert not asked_in_view(Message("Text", fields=CHOOSING, buttons=(SAVE,)))
    assert not asked_in_view(Message("Text", fields=(FIELDS[0],), buttons=(KEEP,)))
    assert not asked_in_view(Message("Text", buttons=(STOP,)))
