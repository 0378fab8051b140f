"""Talking to the bot on Teams: typing, pressing, installing."""

from collections.abc import Callable
from datetime import date

from sqlmodel import select

from storage.queries import conversations as query
from storage.store import Store
from storage.tables import Conversation, Person
from storage.unit import UnitOfWork
from tests.bot.channels.teams.card_schema import faults
from tests.bot.channels.teams.client import Client, Seen, says
from tests.bot.channels.teams.people import ANN, BEN, SAM, SESSION
from tests.bot.channels.teams.service import No, Service

As = Callable[[str], Client]
WORRY = "what ann is worried about"


async def test_hi_hello_and_help_answer(as_person: As) -> None:
    for greeting in ("Hi", "Hello", "help", "HELP!"):
        (answer,) = await as_person(ANN).say(greeting)
        assert "I help you prepare for supervision" in says(answer)
        assert faults(answer["attachments"][0]["content"]) == []


async def test_anything_else_gets_a_way_to_help(as_person: As) -> None:
    (answer,) = await as_person(ANN).say("what is the weather")
    assert 'Type "help"' in says(answer)


async def test_a_reply_goes_to_the_conversation_it_answers(as_person: As, service: Service) -> None:
    ann = as_person(ANN)
    await ann.say("due")
    assert service.calls != []
    call = service.calls[0]
    assert call.path.startswith("/teams/v3/conversations/a%3Achat-of-aad-ann/activities/activity-")
    assert call.body["recipient"] == {"id": "29:aad-ann"}
    assert call.body["from"] == {"id": "28:the-bot"}


async def test_one_install_is_welcomed_once_however_many_events_tell_of_it(as_person: As) -> None:
    ann = as_person(ANN)
    (welcome,) = await ann.install()
    assert "Your organisation added me" in says(welcome)
    assert await ann.install() == []


async def test_a_new_install_is_welcomed_anew(as_person: As) -> None:
    ann = as_person(ANN)
    await ann.install()
    await ann.uninstall()
    assert len(await ann.install()) == 1


async def test_an_uninstalled_conversation_is_closed_until_it_is_installed_again(
    as_person: As, sqlite_store: Store
) -> None:
    ann = as_person(ANN)
    await ann.install()
    await ann.uninstall()
    assert state_of(sqlite_store, ANN) == "closed"
    await ann.install()
    assert state_of(sqlite_store, ANN) == "open"


async def test_a_stranger_gets_a_kind_line_and_nothing_is_kept(as_person: As, sqlite_store: Store) -> None:
    stranger = as_person("nobody-we-know")
    (answer,) = await stranger.say("due")
    assert "I do not know you yet" in says(answer)
    assert "the people team" in says(answer)
    assert "Example" not in says(answer)
    assert sqlite_store.read_now(lambda uow: uow.session.exec(select(Conversation)).all()) == []


async def test_a_stranger_who_installs_is_told_once(as_person: As) -> None:
    stranger = as_person("nobody-we-know")
    assert len(await stranger.install()) == 1
    assert await stranger.install() == []


async def test_a_stranger_presses_nothing(as_person: As) -> None:
    action = {"type": "Action.Execute", "verb": "due", "data": {"reply": {"press": {"verb": "due"}}}}
    answer = await as_person("nobody-we-know").invoke(action)
    assert (answer["statusCode"], answer["type"]) == (403, "application/vnd.microsoft.error")


async def test_preparing_goes_on_in_the_card_that_was_pressed(as_person: As) -> None:
    ann = as_person(ANN)
    await ann.say("prepare")
    asked = await ann.answer("Save and continue")
    assert "Key dates" in says(asked.card)
    again = await asked.press("Save and continue", key_dates="a date")
    assert "Question 1 of 4" in says(again.card)
    assert faults(again.card) == []
    # Whoever looks at the chat elsewhere sees the same, in the same place.
    assert ann.cards[-1] == again.card
    assert len(ann.cards) == 2


async def test_an_answer_is_kept_and_stands_in_no_chat(as_person: As, service: Service) -> None:
    seen = await at_the_check(as_person(ANN))
    assert WORRY in says(seen.card)
    await seen.press("Save preparation")
    assert WORRY not in str(service.messages)


async def test_a_prompt_that_would_show_what_was_typed_is_posted_as_a_way_to_ask(
    as_person: As, service: Service
) -> None:
    ann = as_person(ANN)
    await at_the_check(ann)
    (posted,) = await ann.say("preview")
    assert "not kept in the chat" in says(posted)
    seen = await ann.answer("Show")
    assert WORRY in says(seen.card)
    assert WORRY not in str(service.messages)


async def test_a_client_without_universal_actions_is_answered_in_the_chat(as_person: As) -> None:
    ann = as_person(ANN)
    await ann.say("prepare")
    await ann.submit("Save and continue")
    assert "Key dates" in says(ann.cards[-1])


async def test_what_is_asked_for_with_such_a_client_is_not_said_to_stay_out_of_the_chat(
    as_person: As,
) -> None:
    ann = as_person(ANN)
    await at_the_check(ann)
    (posted,) = await ann.say("preview")
    assert "not kept in the chat, unless your app is too old to show it any other way" in says(posted)
    await ann.submit("Show")
    assert WORRY in says(ann.cards[-1])


async def test_a_stale_card_changes_nothing_and_shows_where_things_stand(
    as_person: As, service: Service
) -> None:
    ann = as_person(ANN)
    await ann.say("prepare")
    asked = await ann.answer("Save and continue")
    await asked.press("Save and continue", key_dates="a date")
    seen = await asked.press("Save and continue", key_dates="sent too late")
    assert "Question 1 of 4" in says(seen.card)
    # What was typed is shown back to whoever typed it, and to no chat.
    assert "sent too late" in says(seen.card)
    assert "sent too late" not in str(service.messages)


async def test_an_activity_delivered_twice_is_worked_on_once(as_person: As, service: Service) -> None:
    ann = as_person(ANN)
    body = ann.activity("message", text="help")
    await ann.post(body)
    await ann.post(body)
    assert len(service.posted) == 1


async def test_the_actor_is_who_the_envelope_says_whatever_the_card_says(
    as_person: As, service: Service
) -> None:
    press = {"verb": "read-preparation", "subject": SESSION, "version": 1}
    data = {"reply": {"press": press}, "actor": ANN, "person": ANN}
    ben = as_person(BEN)
    answer = await ben.invoke({"type": "Action.Execute", "verb": "read-preparation", "data": data})
    await ben.settle()
    assert "I cannot find that" in str(service.posted)
    assert "EX-1" not in f"{answer} {service.messages}"


async def test_an_account_that_becomes_anothers_speaks_for_the_other_at_once(
    as_person: As, sqlite_store: Store
) -> None:
    ann = as_person(ANN)
    await ann.say("help")

    def swap(uow: UnitOfWork) -> None:
        first, second = uow.session.get(Person, ANN), uow.session.get(Person, BEN)
        assert first is not None
        assert second is not None
        account, first.teams_user_id, second.teams_user_id = first.teams_user_id, None, None
        uow.session.flush()
        second.teams_user_id = account

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


async def test_who_cannot_be_reached_is_noted_and_the_turn_stands(
    as_person: As, service: Service, sqlite_store: Store
) -> None:
    ann = as_person(ANN)
    service.noes = [No(403, "ConversationBlockedByUser")]
    await ann.say("prepare")
    assert state_of(sqlite_store, ANN) == "blocked"
    (asked,) = await ann.say("prepare")
    assert "Which cases" in says(asked)
    assert state_of(sqlite_store, ANN) == "open"


async def test_a_busy_service_is_asked_again(as_person: As, service: Service) -> None:
    service.noes = [No(429, "Throttled", {"Retry-After": "0"})]
    await as_person(SAM).say("help")
    assert len(service.messages) == 1


async def test_a_card_that_is_gone_is_sent_anew(as_person: As, service: Service) -> None:
    ann = as_person(ANN)
    await ann.say("prepare")
    asked = await ann.answer("Save and continue")
    service.messages.clear()
    await asked.press("Save and continue", key_dates="a date")
    assert "Question 1 of 4" in says(ann.cards[-1])


async def test_what_is_typed_goes_on_below_though_the_card_above_cannot_be_changed(
    as_person: As, service: Service
) -> None:
    ann = as_person(ANN)
    await ann.say("prepare")
    await ann.answer("Save and continue")
    service.noes = [None, No(500, "ServiceError")]
    await ann.say("a date")
    assert [call.method for call in service.calls] == ["POST", "PUT"]
    seen = await ann.answer("Save and continue", worried=WORRY)
    assert "Question 2 of 4" in says(seen.card)


async def test_a_group_chat_is_not_answered(as_person: As, service: Service) -> None:
    ann = as_person(ANN)
    body = ann.activity("message", text="due")
    body["conversation"]["conversationType"] = "groupChat"
    assert (await ann.post(body)).status == 200
    assert service.posted == []


async def at_the_check(client: Client) -> Seen:
    """Answer every question of a preparation in the card, up to the check of the answers."""
    await client.say("prepare")
    seen = await client.answer("Save and continue")
    while "Save preparation" not in seen.labels:
        seen = await seen.press("Save and continue", **dict.fromkeys(seen.text_inputs, WORRY))
    return seen


def state_of(store: Store, person_id: str) -> str:
    kept = store.read_now(lambda uow: query.conversation(uow, "teams", person_id))
    assert kept is not None
    return kept.state
