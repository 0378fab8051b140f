"""Talking to the bot on Slack: typing, the slash command, opening the app, taking it out of the workspace."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlmodel import select

from dialogs.exchange.message import Fact, Message
from storage.queries import conversations as query
from storage.store import Store
from storage.tables import Conversation, Person
from storage.unit import UnitOfWork
from tests.bot.channels.slack.client import Client, says
from tests.bot.channels.slack.conftest import Gated
from tests.bot.channels.slack.service import No, Service
from tests.bot.channels.teams.people import ANN, BEN

As = Callable[[str], Client]


async def test_hi_hello_and_help_answer(as_person: As) -> None:
    for greeting in ("Hi", "Hello", "help", "HELP!"):
        (answer,) = await as_person(ANN).say(greeting)
        assert "I help you prepare for supervision" in says(answer)


async def test_anything_else_gets_a_way_to_help(as_person: As) -> None:
    (answer,) = await as_person(ANN).say("what is the weather")
    assert 'Type "help"' in says(answer)


async def test_a_reply_goes_into_the_chat_it_answers_with_the_bots_token(
    as_person: As, service: Service
) -> None:
    ann = as_person(ANN)
    await ann.say("due")
    assert {one.token for one in service.calls} == {"Bearer xoxb-a-token-of-ours"}
    assert {one["channel"] for one in service.posted} == {ann.conversation}
    assert all(one["text"] for one in service.posted)


async def test_opening_the_app_is_welcomed_once_an_install(as_person: As) -> None:
    ann = as_person(ANN)
    (welcome,) = await ann.open_home()
    assert "Your organisation added me" in says(welcome)
    assert await ann.open_home() == []


@pytest.mark.parametrize(
    "event",
    [{"type": "app_uninstalled"}, {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": ["U0BOT"]}}],
)
async def test_taken_out_of_the_workspace_every_chat_is_closed_until_it_is_added_again(
    as_person: As, sqlite_store: Store, event: dict[str, object]
) -> None:
    ann, ben = as_person(ANN), as_person(BEN)
    await ann.open_home()
    await ben.open_home()
    assert (await ann.post(ann.event(**event))).status == 200
    assert [state_of(sqlite_store, one) for one in (ANN, BEN)] == ["closed", "closed"]
    assert len(await ann.open_home()) == 1
    assert state_of(sqlite_store, ANN) == "open"


async def test_a_persons_own_revoked_token_closes_nothing(as_person: As, sqlite_store: Store) -> None:
    ann = as_person(ANN)
    await ann.open_home()
    await ann.post(ann.event(type="tokens_revoked", tokens={"oauth": [ann.account], "bot": []}))
    assert state_of(sqlite_store, ANN) == "open"


async def test_a_stranger_gets_a_kind_line_and_nothing_is_kept(as_person: As, sqlite_store: Store) -> None:
    stranger = as_person("U0NOBODY")
    (answer,) = await stranger.say("due")
    assert "I do not know you yet" in says(answer)
    assert "the people team" in says(answer)
    assert "Example" not in says(answer)
    assert "I do not know you yet" in await stranger.command("due")
    assert sqlite_store.read_now(lambda uow: uow.session.exec(select(Conversation)).all()) == []


async def test_a_stranger_who_opens_the_app_is_told_once(as_person: As) -> None:
    stranger = as_person("U0NOBODY")
    assert len(await stranger.open_home()) == 1
    assert await stranger.open_home() == []


async def test_the_slash_command_is_answered_in_the_chat_with_the_bot_and_says_so(
    as_person: As, service: Service
) -> None:
    ann = as_person(ANN)
    assert await ann.command("help") == "I have answered in your chat with me."
    assert [one["channel"] for one in service.posted] == [ann.conversation]
    # The chat was opened, is kept, and is not opened again.
    assert len(service.called("conversations.open")) == 1
    await ann.command("due")
    assert service.called("conversations.open") == []


async def test_the_slash_command_alone_is_help_and_in_a_chat_it_says_nothing_more(as_person: As) -> None:
    ann = as_person(ANN)
    await ann.say("due")
    assert await ann.command("", channel=ann.conversation) == ""
    assert "I help you prepare" in says(ann.chat[-1])
    # A chat with somebody else is not the one with the bot.
    assert await ann.command("", channel="D0COLLEAGUE") == "I have answered in your chat with me."


async def test_the_slash_command_begins_what_goes_on_in_the_chat(as_person: As) -> None:
    ann = as_person(ANN)
    await ann.command("prepare")
    assert "Which cases" in says(ann.chat[-1])


async def test_an_event_delivered_twice_is_worked_on_once(as_person: As, service: Service) -> None:
    ann = as_person(ANN)
    body = ann.typed("help")
    for retry in ("", "1", "2"):
        await ann.post(body, **({"X-Slack-Retry-Num": retry} if retry else {}))
        await ann.settle()
    assert len(service.posted) == 1


@pytest.mark.parametrize(
    "more",
    [
        {"bot_id": "B0BOT"},
        {"bot_id": "B0BOT", "subtype": "bot_message"},
        {"subtype": "message_changed"},
        {"subtype": "message_deleted"},
        {"app_id": "A0OTHER"},
    ],
    ids=str,
)
async def test_what_bots_write_and_what_becomes_of_messages_is_not_answered(
    as_person: As, more: dict[str, object]
) -> None:
    assert await as_person(ANN).say("help", **more) == []


async def test_a_message_in_a_channel_is_not_answered(as_person: As, service: Service) -> None:
    ann = as_person(ANN)
    body = ann.typed("help")
    body["event"]["channel_type"] = "channel"
    assert (await ann.post(body)).status == 200
    await ann.settle()
    assert service.calls == []


async def test_an_account_that_becomes_anothers_speaks_for_the_other_at_once(
    as_person: As, sqlite_store: Store
) -> None:
    ann = as_person(ANN)
    await ann.say("help")

    def swap(uow: UnitOfWork) -> None:
        first, second = uow.session.get(Person, ANN), uow.session.get(Person, BEN)
        assert first is not None
        assert second is not None
        account, first.slack_user_id, second.slack_user_id = first.slack_user_id, None, None
        uow.session.flush()
        second.slack_user_id = account

    sqlite_store.run_now(swap)
    (answer,) = await ann.say("help")
    assert "Hello Ben Example" in says(answer)

    def leave(uow: UnitOfWork) -> None:
        second = uow.session.get(Person, BEN)
        assert second is not None
        second.left_on = date(2026, 11, 1)

    sqlite_store.run_now(leave)
    (answer,) = await ann.say("help")
    assert "I do not know you yet" in says(answer)


async def test_a_busy_service_is_asked_again(as_person: As, service: Service) -> None:
    service.says_no("chat.postMessage", No("ratelimited", 429, {"Retry-After": "0"}))
    await as_person(ANN).say("help")
    assert len(service.messages) == 1


async def test_a_chat_that_is_gone_is_noted_and_the_turn_stands(
    as_person: As, service: Service, sqlite_store: Store
) -> None:
    ann = as_person(ANN)
    service.says_no("chat.postMessage", No("channel_not_found"))
    await ann.say("prepare")
    assert state_of(sqlite_store, ANN) == "closed"
    (asked,) = await ann.say("prepare")
    assert "Which cases" in says(asked)
    assert state_of(sqlite_store, ANN) == "open"


async def test_what_is_typed_too_long_is_answered_kindly(as_person: As) -> None:
    (answer,) = await as_person(ANN).say("x" * 30_000)
    assert "too long" in says(answer)


async def test_what_is_private_and_cannot_be_asked_for_again_is_not_posted_either(
    as_person: As, turns: Gated
) -> None:
    turns.says = (Message("what ann wrote", "Your words", (Fact("More", "of it"),), private=True),)
    ann = as_person(ANN)
    (posted,) = await ann.say("anything")
    assert "not posted here" in says(posted)
    assert "what ann wrote" not in str(posted)
    # A command is typed into no chat, so that what it gives may open in a window.
    await ann.command("anything")
    assert "what ann wrote" in says(ann.view)
    assert "of it" in says(ann.view)


@pytest.mark.parametrize("slow", [True])
async def test_slack_is_answered_before_a_turn_that_takes_long_and_the_turn_goes_on(
    as_person: As, service: Service, turns: Gated
) -> None:
    ann = as_person(ANN)
    turns.gate.clear()
    assert (await ann.post(ann.typed("help"))).status == 200
    assert service.calls == []
    turns.gate.set()
    await ann.settle()
    assert "I help you" in says(ann.chat[-1])


def state_of(store: Store, person_id: str) -> str:
    kept = store.read_now(lambda uow: query.conversation(uow, "slack", person_id))
    assert kept is not None
    return kept.state
