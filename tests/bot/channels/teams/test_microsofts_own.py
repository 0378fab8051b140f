"""What is sent, held against Microsoft's own schema of activities and its own reader of cards."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.channels.teams.assembly import Teams
from dialogs.exchange.message import Message
from dialogs.registry import COMMANDS
from tests.bot.channels.teams.client import Client
from tests.bot.channels.teams.messages import EVERYTHING, FIELDS, SAVE, card_drawn
from tests.bot.channels.teams.people import ANN, BEN, MAX, SAM
from tests.bot.channels.teams.service import Service
from tests.support.programs import PROGRAMS

pytestmark = pytest.mark.needs_node

SCRIPT = Path(__file__).with_name("validate.mjs")


def faults(activities: list[Any], cards: list[Any]) -> list[str]:
    """What Microsoft's own packages find wrong."""
    node = PROGRAMS["needs_node"].find()
    assert node is not None
    given = json.dumps({"activities": activities, "cards": cards})
    ran = subprocess.run([node, SCRIPT], input=given, capture_output=True, text=True, check=True)
    found: list[str] = json.loads(ran.stdout)
    return found


def test_a_card_with_everything_is_read_without_a_word() -> None:
    long = tuple(Message("Text", fields=(field,), buttons=(SAVE,), summary="S") for field in FIELDS)
    assert faults([], [card_drawn(EVERYTHING), *(card_drawn(one) for one in long)]) == []


def test_what_is_wrong_is_found() -> None:
    assert faults([{"text": "no type"}], [{"type": "AdaptiveCard", "body": [{"type": "Input.Text"}]}]) != []


async def test_whatever_is_said_in_answer_to_any_command_is_what_microsoft_expects(
    as_person: Callable[[str], Client], service: Service, teams: Teams
) -> None:
    sent: list[Any] = []
    for person in (ANN, BEN, SAM, MAX):
        client = as_person(person)
        await client.install()
        for command in sorted(COMMANDS):
            sent += await client.say(command)
        await teams.channel.deliver(person, EVERYTHING, "key")
        sent += service.posted
    assert len(sent) > 50
    cards = [one["attachments"][0]["content"] for one in sent if "attachments" in one]
    assert faults(sent, cards) == []
