"""What Slack would refuse is found, so that finding nothing says something."""

from copy import deepcopy
from typing import Any

import pytest

from bot.channels.slack.blocks import draw, view
from dialogs.exchange.message import Field, Message
from tests.bot.channels.slack.rules import faults_of_blocks, faults_of_view
from tests.bot.channels.teams.messages import EVERYTHING, SAVE

COUNT = Message("Text", "Title", fields=(Field("n", "How many", "number", "3"),), buttons=(SAVE,))


def blocks(**at_first: object) -> list[Any]:
    header, *rest = deepcopy(draw(EVERYTHING).blocks)
    return [{**header, **at_first}, *rest]


@pytest.mark.parametrize(
    "wrong",
    [
        [],
        "text",
        blocks() * 20,
        blocks(text={"type": "mrkdwn", "text": "x"}),
        blocks(text={"type": "plain_text", "text": "x" * 151, "emoji": False}),
        blocks(text={"type": "plain_text", "text": "", "emoji": False}),
        blocks(colour="red"),
        blocks(type="carousel"),
        [*blocks(), *blocks()],
        [{"type": "section", "text": {"type": "plain_text", "text": "x" * 3001, "emoji": False}}],
        [{"type": "section", "text": {"type": "plain_text", "text": "x" * 2900, "emoji": False}}] * 5,
    ],
)
def test_blocks_that_slack_refuses_are_found(wrong: object) -> None:
    assert faults_of_blocks(wrong) != []


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("title", {"type": "plain_text", "text": "x" * 25, "emoji": False}),
        ("private_metadata", "x" * 3001),
        ("submit_disabled", True),
        ("type", "home"),
    ],
)
def test_views_that_slack_refuses_are_found(key: str, value: object) -> None:
    assert faults_of_view({**view(COUNT), key: value}) != []


@pytest.mark.parametrize(
    ("key", "value"),
    [("initial_value", "3.5"), ("initial_value", 3), ("action_id", "x" * 256), ("options", [])],
)
def test_inputs_that_slack_refuses_are_found(key: str, value: object) -> None:
    drawn: Any = deepcopy(draw(COUNT).blocks)
    assert faults_of_blocks(drawn) == []
    drawn[2]["element"][key] = value
    assert faults_of_blocks(drawn) != []


def test_a_view_without_submit_that_asks_something_is_found() -> None:
    drawn = view(COUNT)
    del drawn["submit"]
    assert faults_of_view(drawn) != []
