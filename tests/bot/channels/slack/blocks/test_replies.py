"""What a button or a modal sends back, as a reply."""

import json
from dataclasses import replace
from typing import Any

import pytest

from bot.channels.slack.blocks import (
    NothingPressed,
    draw,
    read_action,
    read_submission,
    refilled,
    typed_text,
    view,
)
from dialogs.errors import ReplyError
from dialogs.exchange.message import Button, Field, Message
from dialogs.exchange.reply import Answer, Press
from tests.bot.channels.slack.rules import faults_of_view
from tests.bot.channels.slack.state import action, submission
from tests.bot.channels.teams.messages import CANCEL, EVERYTHING, FIELDS, SAVE

CHOOSING = tuple(one for one in FIELDS if one.kind not in ("text", "long_text"))
CHOICES = Message("Text", fields=CHOOSING, buttons=EVERYTHING.buttons, card="flow:1", summary="S")
AS_SHOWN = {field.name: field.value for field in FIELDS}
EMPTY: dict[str, str | tuple[str, ...]] = {**dict.fromkeys(AS_SHOWN, ""), "several": ()}


def pressed(label: str, message: Message = CHOICES, **values: object) -> dict[str, Any]:
    return action({"blocks": draw(message).blocks}, label, values)


def sent(message: Message = EVERYTHING, /, **values: object) -> dict[str, Any]:
    return submission(view(message), values)


def test_a_form_sent_as_it_stands_says_what_it_showed() -> None:
    found = read_submission(sent())
    assert found.reply == Answer("flow", "step", 3, {**AS_SHOWN, "do": "save"})
    assert found.card == "flow:1"


def test_a_form_that_was_emptied_comes_back_empty() -> None:
    found = read_submission(sent(EVERYTHING, **dict.fromkeys(AS_SHOWN)))
    assert found.reply == Answer("flow", "step", 3, {**EMPTY, "do": "save"})


def test_inputs_in_a_message_go_along_with_the_button_that_collects_them() -> None:
    found = read_action(
        pressed("Save and continue", count="12", several=["a,b"], which=None, when=("2026-12-01", None))
    )
    kept: dict[str, str | tuple[str, ...]] = {field.name: field.value for field in CHOOSING}
    changed: dict[str, str | tuple[str, ...]] = {
        "count": "12",
        "several": ("a,b",),
        "which": "",
        "when": "2026-12-01",
    }
    assert found.reply == Answer("flow", "step", 3, {**kept, **changed, "do": "save"})
    assert found.card == "flow:1"


def test_half_a_date_and_time_is_what_was_given() -> None:
    reply = read_submission(sent(when=(None, "11:30"))).reply
    assert isinstance(reply, Answer)
    assert reply.values["when"] == "11:30"


def test_inputs_that_slack_does_not_mention_stand_as_they_were_shown() -> None:
    payload = pressed("Save and continue")
    payload["state"]["values"] = {}
    kept: dict[str, str | tuple[str, ...]] = {field.name: field.value for field in CHOOSING}
    assert read_action(payload).reply == Answer("flow", "step", 3, {**kept, "do": "save"})


def test_an_empty_input_that_slack_does_not_mention_is_not_sent() -> None:
    empty = tuple(replace(field, value="") for field in CHOOSING)
    payload = pressed("Save and continue", replace(CHOICES, fields=empty))
    payload["state"]["values"] = {}
    assert read_action(payload).reply == Answer("flow", "step", 3, {"do": "save"})


def test_what_stood_in_an_earlier_form_is_not_taken_for_what_stands_in_this_one() -> None:
    earlier = {"text:2:said": {"value": {"type": "plain_text_input", "value": "said before"}}}
    message = Message("Text", fields=(Field("said", "Said", "text"),), buttons=(SAVE,))
    payload = sent(message, said="typed now")
    payload["view"]["state"]["values"] |= earlier
    reply = read_submission(payload).reply
    assert reply == Answer("flow", "step", 3, {"said": "typed now", "do": "save"})
    payload["view"]["state"]["values"] = earlier
    with pytest.raises(ReplyError):
        read_submission(payload)


def test_a_button_in_a_modal_takes_the_inputs_of_the_modal() -> None:
    back = Button("Back", Answer("flow", "step", 3, {"do": "back"}), collects=True)
    shown = view(replace(EVERYTHING, buttons=(SAVE, back)))
    reply = read_action(action(shown, "Back", {"line": "another"})).reply
    assert reply == Answer("flow", "step", 3, {**AS_SHOWN, "line": "another", "do": "back"})


def test_a_button_that_collects_nothing_takes_nothing() -> None:
    assert read_action(pressed("Stop for now")).reply == Answer("flow", "step", 3, {"do": "stop"})


def test_a_button_on_a_subject_says_which_and_in_which_version() -> None:
    assert read_action(pressed(CANCEL.label)).reply == Press("cancel-session", "01SESSION", 2)


def test_a_card_may_hold_colons() -> None:
    payload = pressed(CANCEL.label, replace(CHOICES, card="update:01U:ann"))
    assert read_action(payload).card == "update:01U:ann"


def test_a_modal_that_confirms_takes_nothing_of_its_list() -> None:
    confirm = Button("Confirm", Answer("flow", "check", 4, {"do": "confirm"}), "primary")
    change = Button("Change", Answer("flow", "check", 4, {"do": "change"}), collects=True)
    check = Message("Check", fields=(CHOOSING[4],), buttons=(confirm, change), private=True)
    assert read_submission(sent(check)).reply == confirm.reply


def test_an_input_does_not_replace_what_its_button_says() -> None:
    message = Message("Text", fields=(Field("do", "Do", "text"),), buttons=(SAVE,))
    reply = read_submission(sent(message, do="confirm")).reply
    assert isinstance(reply, Answer)
    assert reply.values["do"] == "save"


def test_answering_in_a_form_asks_for_the_form() -> None:
    reply = read_action(action({"blocks": draw(EVERYTHING).blocks}, "Answer", {})).reply
    assert reply == Answer("flow", "step", 3, {"do": "show"})


def test_an_input_that_speaks_for_itself_is_no_button() -> None:
    with pytest.raises(NothingPressed):
        read_action({"actions": [{"type": "static_select", "action_id": "value"}]})


def test_a_modal_is_shown_again_with_all_that_stood_in_it() -> None:
    changed = {
        "line": "typed", "lines": None, "day": "2026-12-01", "when": ("2026-12-02", None), "count": "12",
        "which": "a,b", "several": ["c%d"], "sure": None,
    }  # fmt: skip
    before = sent(EVERYTHING, **changed)
    again = refilled(before["view"])
    del again["state"]
    assert faults_of_view(again) == []
    assert read_submission(submission(again, {})) == read_submission(before)


@pytest.mark.parametrize("view", [{}, {"blocks": "none"}, {"blocks": [None], "state": {"values": {"a": 1}}}])
def test_a_modal_that_cannot_be_read_is_shown_again_as_it_is(view: dict[str, Any]) -> None:
    assert refilled(view) == view


VALUE = '{"press":{"verb":"due"}}'


def button(**other: object) -> dict[str, Any]:
    return {"actions": [{"type": "button", "action_id": "press:0:", "value": VALUE, **other}]}


def collecting(block_id: object, element: object) -> dict[str, Any]:
    """A button that collects, over one input."""
    shown = [{"type": "input", "block_id": block_id, "element": {}}]
    state = {"values": {block_id: {"value": element}}}
    return {**button(action_id="collect:0:"), "message": {"blocks": shown}, "state": state}


TYPED = {"type": "plain_text_input", "value": "words"}


def test_what_is_refused_below_is_refused_for_what_is_wrong_with_it() -> None:
    assert read_action(button()).reply == Press("due")
    assert read_action(collecting("text:3:line", TYPED)).reply == Press("due", values={"line": "words"})


@pytest.mark.parametrize(
    "payload",
    [
        None,
        "text",
        [],
        {},
        {"actions": []},
        {"actions": "due"},
        {"actions": [None]},
        {"actions": button()["actions"] * 2},
        button(action_id=None),
        button(action_id="press"),
        button(action_id="other:0:"),
        button(action_id="press:0:" + "x" * 201),
        button(value=None),
        button(value=7),
        button(value="xxx"),
        button(value="[" * 1_900),
        button(value='{"say":"a button does not speak"}'),
        button(value='{"press":{"verb":"due"},"answer":{}}'),
        button(value='{"press":{"verb":"due","actor":"somebody-else"}}'),
        button(value='{"press":{"verb":"due","version":-1}}'),
        button(value='{"press":{"verb":"due","version":true}}'),
        button(value='{"press":{"verb":"' + "x" * 300 + '"}}'),
        button(value=VALUE + " " * 2_000),
        button(action_id="collect:0:"),
        {**collecting("text:3:line", TYPED), "state": None},
        {**collecting("text:3:line", TYPED), "state": {"values": []}},
        {**collecting("text:3:line", TYPED), "message": None},
        {**collecting("text:3:line", TYPED), "message": {"blocks": "none"}},
        {**collecting("text:3:line", TYPED), "message": {"blocks": [{"type": "input", "block_id": "text:3:line"}]}},
        {**collecting("line", TYPED), "message": {"blocks": []}},
        {**collecting("text:3:line", TYPED), "view": {}},
        collecting("line", TYPED),
        collecting("other:3:line", TYPED),
        collecting("text:3:", TYPED),
        collecting("text:3:" + "x" * 256, TYPED),
        collecting("text:3:line", None),
        collecting("text:3:line", "words"),
        collecting("text:3:line", {"type": "number_input", "value": "3"}),
        collecting("text:3:line", {"type": "plain_text_input", "value": 7}),
        collecting("text:3:line", {"type": "plain_text_input", "value": ["words"]}),
        collecting("text:3:line", {"type": "plain_text_input", "value": "x" * 20_001}),
        collecting("one:3:line", {"type": "radio_buttons", "selected_option": "a"}),
        collecting("one:3:line", {"type": "radio_buttons", "selected_option": {"value": 7}}),
        collecting("one:3:line", {"type": "checkboxes", "selected_options": []}),
        collecting("many:3:line", {"type": "checkboxes", "selected_options": "a"}),
        collecting("many:3:line", {"type": "checkboxes", "selected_options": ["a"]}),
        collecting("many:3:line", {"type": "checkboxes", "selected_options": [{"value": "a"}] * 101}),
    ],
)  # fmt: skip
def test_any_other_button_is_refused_without_being_quoted(payload: object) -> None:
    with pytest.raises(ReplyError) as refused:
        read_action(payload)
    assert "xxx" not in str(refused.value)
    assert "words" not in str(refused.value)


def test_two_inputs_for_one_field_are_refused() -> None:
    payload = collecting("text:3:line", TYPED)
    payload["message"]["blocks"] += [{"type": "input", "block_id": "text:4:line", "element": {}}]
    payload["state"]["values"]["text:4:line"] = {"value": TYPED}
    with pytest.raises(ReplyError):
        read_action(payload)


def test_more_inputs_than_any_form_has_are_refused() -> None:
    ids = [f"text:3:{n}" for n in range(81)]
    payload = {
        **button(action_id="collect:0:"),
        "message": {"blocks": [{"type": "input", "block_id": one, "element": {}} for one in ids]},
        "state": {"values": {one: {"value": TYPED} for one in ids}},
    }
    with pytest.raises(ReplyError):
        read_action(payload)


META = {"reply": {"press": {"verb": "due"}}, "card": "", "collects": False}


def modal(meta: object, **other: object) -> dict[str, Any]:
    written = meta if isinstance(meta, str) else json.dumps(meta)
    return {"view": {"callback_id": "supervision", "private_metadata": written, **other}}


def test_a_modal_that_collects_nothing_is_a_press() -> None:
    assert read_submission(modal(META)).reply == Press("due")


@pytest.mark.parametrize(
    "payload",
    [
        None,
        {},
        {"view": None},
        modal(META, callback_id="another"),
        modal(META, private_metadata=None),
        modal(""),
        modal("xxx"),
        modal("[]"),
        modal(" " * 3_001),
        modal({**META, "actor": "somebody-else"}),
        modal({**META, "card": 7}),
        modal({**META, "card": "x" * 201}),
        modal({**META, "collects": "yes"}),
        modal({**META, "collects": True}),
        modal({**META, "reply": None}),
        modal({**META, "reply": {"say": "a modal does not speak"}}),
        modal({"reply": META["reply"]}),
        modal({**META, "collects": True}, state={"values": {"line": {"value": TYPED}}}, blocks=[]),
    ],
)
def test_any_other_modal_is_refused(payload: object) -> None:
    with pytest.raises(ReplyError):
        read_submission(payload)


@pytest.mark.parametrize(
    ("passed_on", "typed"),
    [
        ("due", "due"),
        ("3 &lt; 4 &amp;&amp; 5 &gt; 4", "3 < 4 && 5 > 4"),
        ("&amp;lt;", "&lt;"),
        ("see <https://example.org/a?b=1&amp;c=2>", "see https://example.org/a?b=1&c=2"),
        ("see <http://example.org|example.org>", "see example.org"),
        ("<mailto:ann@example.org|ann@example.org>", "ann@example.org"),
        ("ask <@U01ABC|ben> or <@U01ABC>", "ask @ben or @U01ABC"),
        ("in <#C01|general>", "in #general"),
        ("<!channel> <!subteam^S01|@team> <!date^1^{date}|today>", "@channel @team today"),
    ],
)
def test_what_was_typed_is_had_back_from_what_slack_makes_of_it(passed_on: str, typed: str) -> None:
    assert typed_text(passed_on) == typed
