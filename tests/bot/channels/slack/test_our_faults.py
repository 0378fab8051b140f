"""When something goes wrong on our side: people are told what to do, and neither they nor the log see what it was."""

from collections.abc import Callable, Mapping

import pytest

from bot.turn import Turn, Turns
from dialogs.exchange.message import Message
from storage.errors import NotSaved
from storage.store import Store
from storage.unit import UnitOfWork
from supervision.policy import Policy
from tests.bot.channels.slack.abuse import good
from tests.bot.channels.slack.client import Client, says
from tests.bot.channels.slack.people import move_in
from tests.bot.channels.slack.service import No, Service
from tests.bot.channels.slack.state import action
from tests.bot.channels.teams.people import ANN

As = Callable[[str], Client]
NOT_SAVED = "That was not saved. Say it again in a moment."
WORRY = "what ann is worried about"


class FaultyTurns(Turns):
    """Turns that end in whatever they are given, if in anything."""

    fault: Exception | None = None

    def within(self, uow: UnitOfWork, turn: Turn) -> tuple[Message, ...]:
        if self.fault is not None:
            raise self.fault
        return super().within(uow, turn)


@pytest.fixture
def turns(sqlite_store: Store, policies: Mapping[str, Policy]) -> FaultyTurns:
    move_in(sqlite_store, policies)
    return FaultyTurns(sqlite_store, policies)


@pytest.fixture(params=[NotSaved(), RuntimeError(WORRY)], ids=["not saved", "another fault"])
def fault(request: pytest.FixtureRequest) -> Exception:
    found: Exception = request.param
    return found


@pytest.fixture
async def ann(as_person: As) -> Client:
    """Ann, before a question in her own words, in a modal."""
    client = as_person(ANN)
    await client.say("prepare")
    await client.press("Save and continue")
    await client.press("Answer")
    return client


def told(said: str, fault: Exception, log: str) -> bool:
    """Whether this is what a person is told of such a fault, and nothing else is in the log."""
    if isinstance(fault, NotSaved):
        return NOT_SAVED in said
    number = said.rpartition("this number: ")[2][:8]
    return "went wrong on our side" in said and f"number {number}" in log and WORRY not in said + log


async def test_what_was_typed_can_be_said_again(
    ann: Client, turns: FaultyTurns, fault: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    turns.fault = fault
    (answer,) = await ann.say(WORRY)
    assert told(says(answer), fault, caplog.text)
    turns.fault = None
    (answer,) = await ann.say(WORRY)
    assert "Question 1 of 4" in says(answer)


async def test_a_button_in_the_chat_can_be_pressed_again(
    ann: Client, turns: FaultyTurns, fault: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    before = ann.chat
    turns.fault = fault
    await ann.press("Answer")
    assert told(says(ann.chat[-1]), fault, caplog.text)
    assert ann.chat[:-1] == before
    turns.fault = None
    await ann.press("Answer")
    assert "Key dates" in says(ann.view)


async def test_a_modal_that_was_sent_stays_with_all_that_was_typed(
    ann: Client, turns: FaultyTurns, fault: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    turns.fault = fault
    before = ann.view
    await ann.send(key_dates=WORRY)
    assert ann.view == before
    ((_, said),) = ann.errors.items()
    assert told(said, fault, caplog.text)
    turns.fault = None
    await ann.send(key_dates=WORRY)
    assert "Question 1 of 4" in says(ann.view)


async def test_a_button_in_a_modal_leaves_what_was_typed_where_it_is(
    ann: Client, turns: FaultyTurns, fault: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    turns.fault = fault
    before = [one for one in ann.view["blocks"] if one["type"] == "input"]
    await ann.press("Skip", within=ann.view)
    assert told(says(ann.view), fault, caplog.text)
    # The same ids: Slack keeps what stands in them.
    assert [one for one in ann.view["blocks"] if one["type"] == "input"] == before


async def test_a_command_is_told_where_it_was_given(
    ann: Client, turns: FaultyTurns, fault: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    turns.fault = fault
    assert told(await ann.command("due"), fault, caplog.text)
    assert ann.service.posted == []


async def test_a_fault_that_cannot_be_told_is_no_error_for_slack(
    ann: Client, turns: FaultyTurns, service: Service, fault: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    turns.fault = fault
    service.says_no("chat.postMessage", No("internal_error"))
    assert (await ann.post(ann.typed(WORRY))).status == 200
    await ann.settle()
    assert "a reply was not delivered" in caplog.text
    assert WORRY not in caplog.text


async def test_what_nobody_can_be_told_of_is_asked_for_again(
    ann: Client, sqlite_store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    sqlite_store.close()
    assert (await ann.post(ann.event(type="app_uninstalled"))).status == 503
    assert (await ann.post(ann.typed(WORRY))).status == 200
    await ann.settle()
    assert "Traceback" not in caplog.text
    assert WORRY not in caplog.text


METHODS = ("views.open", "views.update", "chat.postMessage", "chat.update", "conversations.open")


@pytest.mark.parametrize(
    "no", [No(lost=True), No("ratelimited", 429, {"Retry-After": "3600"})], ids=["lost", "later"]
)
async def test_whatever_slack_does_not_take_the_turn_is_kept(
    as_person: As, service: Service, no: No, caplog: pytest.LogCaptureFixture
) -> None:
    ann = as_person(ANN)
    await ann.say("prepare")
    await ann.press("Save and continue")
    asked = ann.message_with("Answer")
    for number, method in enumerate(METHODS):
        for every in METHODS:
            service.says_no(every, *([no] * 20 if every == method else []))
        pressed = "Skip" if number % 2 == 0 else "Back"
        for body in (*(good(of, ann) for of in ("typed", "pressed", "sent", "command")),):
            assert (await ann.post(body)).status == 200
        await ann.settle()
        service.says_no(method)
        await ann.press("Answer", within=asked)
        service.says_no(method, *([no] * 20))
        before = says(ann.view)
        assert (await ann.post(ann.interaction(action(ann.view, pressed, {})))).status == 200
        await ann.settle()
        service.says_no(method)
        await ann.press("Answer", within=asked)
        assert says(ann.view) != before
    assert [one for one in caplog.records if one.exc_info] == []
