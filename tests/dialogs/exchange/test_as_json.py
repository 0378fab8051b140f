"""Replies and messages as JSON."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.errors import ReplyError
from dialogs.exchange.as_json import message_from_json, reply_from_json, reply_to_json
from dialogs.exchange.reply import Answer, Press, Reply, Say

CANARY = "canary"


@pytest.mark.parametrize(
    "reply",
    [
        Say("hello"),
        Press("cancel", "s-1", 4, {"why": "sickness"}),
        Answer("four_questions", "worried", 7, {"worried": "a\nb", "cases": ("c-1", "c-2")}),
    ],
)
def test_a_reply_comes_back_the_same(reply: Reply) -> None:
    assert reply_from_json(json.loads(json.dumps(reply_to_json(reply)))) == reply


@pytest.mark.parametrize(
    "given_json",
    [
        None,
        [],
        {},
        CANARY,
        {"say": 1},
        {"say": "a", "press": {}},
        {"shout": CANARY},
        {"press": {"subject": "s"}},
        {"press": {"verb": "v", "actor": CANARY}},
        {"press": {"verb": "v", "version": True}},
        {"answer": {"flow": "f", "step": "s"}},
        {"answer": {"flow": "f", "step": "s", "version": -1}},
        {"answer": {"flow": "f", "step": "s", "version": 2**60}},
        {"answer": {"flow": "f", "step": "s", "version": 1, "values": {"a": {"b": CANARY}}}},
        {"answer": {"flow": "f", "step": "s", "version": 1, "values": {"a": [[CANARY]]}}},
        {"answer": {"flow": "f", "step": "s", "version": 1, "values": {"a": ["x"] * 101}}},
        {"answer": {"flow": "f", "step": "s", "version": 1, "values": {str(n): "x" for n in range(41)}}},
        {"press": {"verb": "v" * 256}},
    ],
)
def test_what_is_no_reply_is_refused_in_words_for_a_person(given_json: object) -> None:
    with pytest.raises(ReplyError) as refused:
        reply_from_json(given_json)
    assert "nothing was" in str(refused.value)
    assert CANARY not in str(refused.value)


def test_a_text_without_end_is_refused_with_what_to_do() -> None:
    with pytest.raises(ReplyError, match="Shorten it to 20,000 characters or fewer"):
        reply_from_json({"say": "x" * 20_001})


def test_half_an_emoji_and_other_wreckage_is_made_fit_to_keep() -> None:
    reply = reply_from_json(json.loads('{"say": "a\\ud83d b\\u0000\\r\\nc"}'))
    assert isinstance(reply, Say)
    assert reply.text.encode() == "a\ufffd b\nc".encode()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
)
KEYS = st.sampled_from(["say", "press", "answer", "text", "fields", "buttons", "facts"])


@given(JSON | st.dictionaries(KEYS, JSON, max_size=2))
def test_any_json_is_a_reply_or_refused(anything: object) -> None:
    for read in (reply_from_json, message_from_json):
        with suppress(ReplyError):
            read(anything)
