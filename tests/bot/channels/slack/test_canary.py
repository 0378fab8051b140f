"""What is typed into modals and commands is posted nowhere, logged nowhere, and stands in no table but sealed."""

import logging
from collections.abc import Callable

import pytest

from storage.store import Store
from tests.bot.channels.slack.client import Client, labels, says
from tests.bot.channels.slack.service import No, Service
from tests.bot.channels.slack.test_abuse import rows
from tests.bot.channels.slack.test_pressing import WORRY as CANARY
from tests.bot.channels.slack.test_pressing import at_the_check
from tests.bot.channels.teams.people import ANN

As = Callable[[str], Client]


async def test_what_is_typed_into_modals_is_nowhere_else(
    as_person: As, service: Service, sqlite_store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    ann = as_person(ANN)
    await at_the_check(ann)
    assert CANARY in says(ann.view)
    # Sent, refused by Slack on its way to the chat, changed, looked through, and stopped.
    service.says_no("chat.update", No("fatal_error"), No("ratelimited", 429), No(lost=True))
    while "Save preparation" in labels(ann.view):
        await ann.send()
    await ann.say("preview")
    await ann.command(f"{CANARY} in a command")
    await ann.say("stop")
    posted = [*service.messages.values(), *service.posted, *service.called("chat.update")]
    assert [one for one in posted if CANARY in str(one)] == []
    assert CANARY not in str(rows(sqlite_store))
    assert CANARY not in caplog.text
