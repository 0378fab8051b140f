"""What a card sends back, as a reply."""

from typing import Any

import pytest

from bot.channels.said import typed
from bot.channels.teams.replies import data_of, from_card
from dialogs.errors import ReplyError
from dialogs.exchange.message import Field, Message
from dialogs.exchange.reply import Answer, Press, Say
from tests.bot.channels.teams.messages import EVERYTHING, FIELDS, SAVE, card_drawn


def data(place: int = 0, message: Message = EVERYTHING) -> dict[str, Any]:
    """The data of a button as the card carries it."""
    found: Any = card_drawn(message)["actions"]
    return dict(found[place]["data"])


def as_shown() -> dict[str, Any]:
    """What a client sends when nothing was changed: every input's own value."""
    body: Any = card_drawn(EVERYTHING)["body"]
    return {one["id"]: one["value"] for one in body if str(one["type"]).startswith("Input.")}


def test_a_form_sent_back_unchanged_says_what_it_showed() -> None:
    sent = from_card(data() | as_shown())
    assert isinstance(sent.reply, Answer)
    assert sent.reply.values == {**{field.name: field.value for field in FIELDS}, "do": "save"}
    assert sent.card == "flow:1"


def test_numbers_and_several_choices_arrive_as_clients_send_them() -> None:
    sent = from_card({**data(), "one:count": 12, "many:several": "a%2Cb"})
    assert sent.reply == Answer(
        "flow", "step", 3,
        {**dict.fromkeys([field.name for field in FIELDS], ""), "count": "12", "several": ("a,b",), "do": "save"},
    )  # fmt: skip


def test_a_field_that_was_emptied_comes_back_empty() -> None:
    sent = from_card(data())
    assert isinstance(sent.reply, Answer)
    assert sent.reply.values["line"] == ""


def test_half_a_date_and_time_is_what_was_given() -> None:
    sent = from_card({**data(), "day:when": "2026-11-24"})
    assert isinstance(sent.reply, Answer)
    assert sent.reply.values["when"] == "2026-11-24"


def test_a_button_that_collects_nothing_takes_no_inputs() -> None:
    sent = from_card({**data(1), "one:line": "typed"})
    assert sent.reply == Answer("flow", "step", 3, {"do": "stop"})


def test_a_button_on_a_subject_is_a_press() -> None:
    assert from_card(data(2)).reply == Press("cancel-session", "01SESSION", 2)


def test_an_input_does_not_replace_what_its_button_says() -> None:
    field = Field("do", "Do", "text")
    sent = from_card({**data(0, Message("Text", fields=(field,), buttons=(SAVE,))), "one:do": "confirm"})
    assert isinstance(sent.reply, Answer)
    assert sent.reply.values["do"] == "save"


def test_typed_text_is_said() -> None:
    assert typed("due") == Say("due", posted=True)
    with pytest.raises(ReplyError):
        typed("x" * 20_001)


@pytest.mark.parametrize(
    "sent",
    [
        None,
        "text",
        [],
        {},
        {"reply": None},
        {"reply": {"say": "a card does not speak"}},
        {"reply": {"press": {"verb": "due"}, "answer": {}}},
        {"reply": {"press": {"verb": 7}}},
        {"reply": {"press": {"verb": "due", "actor": "somebody-else"}}},
        {"reply": {"press": {"verb": "x" * 300}}},
        {"reply": {"press": {"verb": "due", "version": -1}}},
        {"reply": {"press": {"verb": "due", "version": True}}},
        {"reply": {"press": {"verb": "due"}}, "card": 7},
        {"reply": {"press": {"verb": "due"}}, "card": "x" * 201},
        {"reply": {"press": {"verb": "due"}}, "fields": "line"},
        {"reply": {"press": {"verb": "due"}}, "fields": [1]},
        {"reply": {"press": {"verb": "due"}}, "fields": ["x" * 256]},
        {"reply": {"press": {"verb": "due"}}, "fields": [str(n) for n in range(41)]},
        {"reply": {"press": {"verb": "due"}}, "fields": ["line"], "one:line": True},
        {"reply": {"press": {"verb": "due"}}, "fields": ["line"], "one:line": {"$gt": ""}},
        {"reply": {"press": {"verb": "due"}}, "fields": ["line"], "one:line": "x" * 20_001},
        {"reply": {"press": {"verb": "due"}}, "fields": ["line"], "many:line": ",".join(map(str, range(101)))},
    ],
)  # fmt: skip
def test_anything_else_is_refused_without_being_quoted(sent: object) -> None:
    with pytest.raises(ReplyError) as refused:
        from_card(sent)
    assert "xxx" not in str(refused.value)


@pytest.mark.parametrize("value", [{}, {"action": "press"}, {"action": {"type": "Action.Other", "data": {}}}])
def test_an_invoke_without_a_universal_action_is_refused(value: dict[str, object]) -> None:
    with pytest.raises(ReplyError):
        from_card(data_of(value))
