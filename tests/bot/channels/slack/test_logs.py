"""However much is logged, nothing that people typed is."""

import logging
from collections.abc import Callable

import pytest

from tests.bot.channels.slack.client import SECRET, Client
from tests.bot.channels.slack.service import No, Service
from tests.bot.channels.teams.people import ANN
from tests.scenarios.canary import CANARY, in_records

As = Callable[[str], Client]


async def walk(ann: Client) -> None:
    """Type the word wherever it can be typed, and have it shown."""
    await ann.say(CANARY)
    await ann.command(CANARY)
    await ann.say("prepare")
    await ann.press("Save and continue")
    await ann.press("Answer")
    await ann.send(key_dates=CANARY)
    await ann.press("Back", within=ann.view, worried=CANARY)
    await ann.press("Preview", within=ann.view, key_dates=f"{CANARY} again")
    await ann.say(f"{CANARY} typed")


@pytest.mark.parametrize(
    "no", [None, No("internal_error"), No(lost=True), No("", 502, text=f"<html>{CANARY}</html>"), No(f"no {CANARY}")],
    ids=["nothing", "an error", "lost", "a page", "no name"],
)  # fmt: skip
async def test_what_was_typed_is_in_no_log(
    as_person: As, service: Service, no: No | None, caplog: pytest.LogCaptureFixture
) -> None:
    ann = as_person(ANN)
    with caplog.at_level(logging.DEBUG):
        await walk(ann)
        service.says_no("views.update", *([no] * 5))
        service.says_no("chat.update", *([no] * 5))
        await ann.press("Answer", within=ann.message_with("Answer"))
        await ann.press("Skip", within=ann.view)
        service.says_no("chat.postMessage", *([no] * 5))
        await ann.say(f"{CANARY} to the end")
    assert caplog.records
    assert in_records(caplog.records) == []


async def test_no_secret_is_in_a_log(as_person: As, caplog: pytest.LogCaptureFixture) -> None:
    ann = as_person(ANN)
    with caplog.at_level(logging.DEBUG):
        await walk(ann)
        await ann.post(ann.typed("due"), **{"X-Slack-Signature": "v0=" + "0" * 64})
    said = " ".join(f"{one.getMessage()} {one.args!r}" for one in caplog.records)
    assert SECRET not in said
    assert "xoxb" not in said
