"""A modal shown again, of which nothing could be kept."""

from typing import Any

from bot.channels.slack.blocks import view
from bot.channels.slack.modal import with_words
from dialogs.exchange.message import Button, Field, Message
from dialogs.exchange.reply import Answer
from tests.bot.channels.slack.rules import faults_of_view

Json = dict[str, Any]
SAVE = Button("Save", Answer("flow", "step", 1, {"do": "save"}), "primary", collects=True)
NO = "That was not saved. Say it again in a moment."


def again(drawn: Json, words: str) -> Json:
    """The modal with the words, once Slack would take it."""
    shown: Json = with_words(drawn, words)
    assert faults_of_view(shown) == []
    return shown


def test_what_is_said_again_takes_the_place_of_what_was_said_before() -> None:
    drawn: Json = view(Message("Text", "Title", fields=(Field("why", "Why", "text"),), buttons=(SAVE,)))
    twice = again(again(drawn, NO), "Now something else.")
    assert twice["blocks"][0]["text"]["text"] == "Now something else."
    assert twice["blocks"][1:] == drawn["blocks"]


def test_a_full_modal_keeps_within_a_hundred_blocks_and_keeps_its_inputs() -> None:
    drawn: Json = view(Message("Text", "Title", fields=(Field("why", "Why", "text"),), buttons=(SAVE,)))
    inputs = [one for one in drawn["blocks"] if one["type"] == "input"]
    line = {"type": "section", "text": {"type": "plain_text", "text": "A line", "emoji": False}}
    full = {**drawn, "blocks": [*inputs, *[line] * (100 - len(inputs))]}
    shown = again(again(full, NO), NO)
    assert len(shown["blocks"]) == 100
    assert [one for one in shown["blocks"] if one["type"] == "input"] == inputs
