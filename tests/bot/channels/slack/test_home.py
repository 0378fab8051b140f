"""The Home tab: what stands in it, when it is made anew, and what comes of its buttons."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.channels.limiter import Limiter
from bot.channels.slack.assembly import Slack
from bot.channels.slack.background import Background
from bot.channels.slack.homes import LATELY, Homes
from bot.channels.slack.web import Json, Web
from dialogs.exchange.message import Button, Field, Message, Option
from dialogs.exchange.reply import Answer
from storage.store import Store
from storage.tables import Person
from storage.unit import UnitOfWork
from tests.bot.channels.slack.client import Client, labels, says
from tests.bot.channels.slack.conftest import Gated
from tests.bot.channels.slack.people import ACCOUNTS
from tests.bot.channels.slack.service import No, Service
from tests.bot.channels.slack.state import action
from tests.bot.channels.teams.people import ANN, BEN, SAM
from tests.support.stores import Clock

As = Callable[[str], Client]
NUDGE = Message("Prepare for Wednesday.", title="Due", summary="Due", card="duty:d")
WORRY = "what ann is worried about"


@pytest.fixture
async def ann(as_person: As) -> Client:
    """Ann, who looks at her Home tab."""
    client = as_person(ANN)
    await client.open_home("home")
    return client


class Slow(Web):
    """Slack that shows a Home tab only once the gate is open."""

    def __init__(self, token: str, *, address: str, limiter: Limiter) -> None:
        super().__init__(token, address=address, limiter=limiter)
        self.asked, self.gate = asyncio.Event(), asyncio.Event()

    async def publish(self, account: str, view: Json, *, patience: float) -> None:
        self.asked.set()
        await self.gate.wait()
        await super().publish(account, view, patience=patience)


def published(service: Service) -> int:
    return len(service.called("views.publish"))


async def test_it_says_what_is_owed_which_sessions_come_and_how_to_start_something(ann: Client) -> None:
    said = says(ann.home)
    assert "You owe" in said
    assert "Prepare for supervision on Wednesday 25 November 2026" in said
    assert "Next sessions" in said
    assert "Supervision with Sam Example" in said
    assert {"Why?", "Remind me later", "Prepare", "All the words"} <= set(labels(ann.home))
    assert "opens in a window when you ask for it" in said
    assert "As of" in said


async def test_it_names_no_case_and_posts_nothing(ann: Client, as_person: As, service: Service) -> None:
    await as_person(SAM).open_home("home")
    assert "EX-" not in str(service.homes)
    assert service.messages == {}


async def test_whoever_is_not_known_is_told_whom_to_ask(as_person: As) -> None:
    stranger = as_person("U0NOBODY")
    assert await stranger.open_home("home") == []
    assert "I do not know you yet" in says(stranger.home)
    assert "the people team" in says(stranger.home)
    assert labels(stranger.home) == []


async def test_whoever_has_left_reads_no_more_there(ann: Client, sqlite_store: Store) -> None:
    def leave(uow: UnitOfWork) -> None:
        person = uow.session.get(Person, ANN)
        assert person is not None
        person.left_on = date(2026, 11, 1)

    sqlite_store.run_now(leave)
    await ann.open_home("home")
    assert "I do not know you yet" in says(ann.home)
    assert "You owe" not in says(ann.home)


async def test_it_follows_the_turns_of_its_person_and_of_nobody_else(
    ann: Client, as_person: As, service: Service
) -> None:
    await as_person(BEN).say("due")
    assert "views.publish" not in {one.method for one in service.calls}
    await prepared(ann)
    assert "Prepare for supervision on" not in says(ann.home)


async def test_what_changes_nothing_in_it_is_not_shown_again(ann: Client, service: Service) -> None:
    await ann.say("due")
    assert published(service) == 0
    # Whoever comes to it sees it as of now.
    await ann.open_home("home")
    assert published(service) == 1


async def test_it_follows_for_a_while_only(ann: Client, service: Service, clock: Clock) -> None:
    # What falls due at midnight is under another heading by then.
    clock.now = datetime(2026, 11, 24, 23, 55, tzinfo=UTC)
    await ann.open_home("home")
    clock.now += LATELY + timedelta(seconds=1)
    await ann.say("help")
    assert published(service) == 0
    # Whoever presses something on it is looking at it.
    await ann.press("All the words", within=ann.home)
    assert published(service) == 1


async def test_what_was_let_go_while_it_was_being_shown_is_not_remembered(
    turns: Gated, service: Service, clock: Clock
) -> None:
    web, background = Slow("xoxb-a-token-of-ours", address=service.url, limiter=Limiter(())), Background()
    homes, account = Homes(turns, web, clock, background, "I do not know you yet"), ACCOUNTS[ANN]
    homes.opened(account)
    await web.asked.wait()
    clock.now += LATELY + timedelta(seconds=1)
    homes.touched(account)
    web.gate.set()
    await background.settle()
    # What stands there is not known any more, so it is shown anew.
    homes.touched(account, there=True)
    await background.settle()
    await web.close()
    assert published(service) == 2


async def test_a_reminder_that_was_sent_has_it_made_anew(
    ann: Client, on_slack: Slack, service: Service, clock: Clock
) -> None:
    clock.now = datetime(2026, 11, 24, 23, 55, tzinfo=UTC)
    await ann.open_home("home")
    clock.now = datetime(2026, 11, 25, 0, 5, tzinfo=UTC)
    await on_slack.channel.deliver(ANN, NUDGE, "key")
    await ann.settle()
    assert "Today and late: 1" in says(ann.home)


async def test_what_cannot_be_shown_is_a_line_in_the_log_and_nobody_waits(
    ann: Client, service: Service, caplog: pytest.LogCaptureFixture
) -> None:
    for no in (
        No("not_enabled"),
        No("internal_error"),
        No(lost=True),
        No("ratelimited", 429, {"Retry-After": "60"}),
    ):
        service.says_no("views.publish", no)
        await ann.open_home("home")
        assert "a home tab was not shown" in caplog.text
        caplog.clear()
    await ann.open_home("home")
    assert "You owe" in says(ann.home)


@pytest.mark.parametrize("slow", [True])
async def test_it_is_made_once_more_for_all_that_happened_meanwhile(ann: Client, service: Service) -> None:
    service.calls.clear()
    for _ in range(5):
        await ann.post(
            ann.event(type="app_home_opened", user=ann.account, channel=ann.conversation, tab="home")
        )
    await ann.settle()
    assert 1 <= published(service) <= 2


async def test_a_button_is_answered_in_a_window_and_posts_nothing_that_is_only_read(
    ann: Client, service: Service
) -> None:
    await ann.press("All the words", within=ann.home)
    assert "Type one of these words" in says(ann.view)
    assert service.posted == []


async def test_a_question_from_it_goes_on_in_the_window_to_its_end(ann: Client, service: Service) -> None:
    await ann.press("Why?", within=ann.home)
    while "Counted from" not in says(ann.view):
        (asked,) = [one for one in ann.view["blocks"] if one["type"] == "input"]
        first = asked["element"]["options"][0]["value"]
        await ann.send(**{asked["block_id"].split(":")[2]: first})
        assert ann.view_id, "the window closed before the answer was read"
    assert "Clause" in says(ann.view)


async def test_what_is_said_with_a_question_stands_above_it_in_the_window(
    ann: Client, turns: Gated, service: Service
) -> None:
    options = (Option("a", "This one"), Option("b", "That one"))
    save = Button("Save", Answer("flow", "step", 1, {"do": "save"}), "primary", collects=True)
    asks = Message(
        "Which one?", fields=(Field("which", "Which", "choice", options=options),), buttons=(save,)
    )
    turns.says = (Message("This has changed."), replace(asks, card="flow:1"))
    await ann.press("All the words", within=ann.home)
    assert says(ann.view).index("This has changed.") < says(ann.view).index("Which one?")
    assert "That one" in says(ann.view)
    assert [says(one) for one in ann.chat] == [says(one) for one in ann.chat if "Which one?" in says(one)]


async def test_what_is_begun_there_can_be_carried_on_in_the_chat(ann: Client, service: Service) -> None:
    await ann.press("Prepare", within=ann.home)
    assert "Which cases" in says(ann.view)
    await ann.send()
    assert "Key dates" in says(ann.view)
    assert "Key dates" in says(ann.chat[-1])
    await ann.say("a date")
    assert "Question 1 of 4" in says(ann.chat[-1])


async def test_what_is_private_is_read_in_the_window_and_posted_nowhere(
    ann: Client, service: Service
) -> None:
    await prepared(ann)
    assert WORRY not in str(service.messages)
    assert WORRY not in str(service.homes)


async def test_a_window_that_comes_too_late_is_said_so_in_the_chat(ann: Client, service: Service) -> None:
    service.says_no("views.open", No("expired_trigger_id"))
    await ann.press("All the words", within=ann.home)
    assert "took too long" in says(ann.chat[-1])


@pytest.mark.parametrize("slow", [True])
async def test_while_the_store_is_slow_a_window_opens_almost_empty_and_is_filled(
    ann: Client, service: Service, turns: Gated
) -> None:
    turns.gate.clear()
    await ann.post(ann.interaction(action(ann.home, "All the words", {})))
    await service.opening.wait()
    assert "One moment" in says(service.views[service.opened])
    turns.gate.set()
    await ann.settle()
    assert "Type one of these words" in says(service.views[service.opened])


async def prepared(client: Client) -> None:
    """Prepare both cases to the end, from the Home tab, in its windows."""
    await client.press("Prepare", within=client.home)
    while "You are prepared" not in says(client.view):
        asked = [one for one in client.view["blocks"] if one["type"] == "input"]
        given = {one["block_id"].split(":")[2]: _answer(one["element"]) for one in asked}
        await client.send(**{name: value for name, value in given.items() if value is not None})


def _answer(element: dict[str, Any]) -> str | None:
    """Words where they are asked for, the last of what there is to choose from, and what is chosen already as it is."""
    if element["type"] == "plain_text_input":
        return WORRY
    held = "initial_option" in element or "initial_options" in element
    last: str = element["options"][-1]["value"]
    return None if held else last
