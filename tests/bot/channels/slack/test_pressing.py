"""Buttons and modals: what is asked in the chat, answered in a modal, and posted nowhere."""

from collections.abc import Callable

import pytest

from dialogs.exchange.message import Message
from storage.store import Store
from storage.unit import UnitOfWork
from tests.bot.channels.slack.client import Client, labels, says
from tests.bot.channels.slack.conftest import Gated
from tests.bot.channels.slack.service import No, Service
from tests.bot.channels.slack.state import action, submission
from tests.bot.channels.teams.people import ANN, SAM

As = Callable[[str], Client]
WORRY = "what ann is worried about"


async def test_cases_are_chosen_in_the_chat_and_questions_answered_in_a_modal(
    as_person: As, service: Service
) -> None:
    ann = as_person(ANN)
    await ann.say("prepare")
    await ann.press("Save and continue")
    assert "Key dates" in says(ann.chat[-1])
    assert "Answer" in labels(ann.chat[-1])
    await ann.press("Answer")
    assert labels(ann.view)[0] == "Save and continue"
    await ann.send(key_dates="review on 12 December")
    assert "Question 1 of 4" in says(ann.view)
    # Whoever looks at the chat sees what is asked now, in the same place.
    assert "Question 1 of 4" in says(ann.chat[-1])
    assert len(ann.chat) == 2
    assert "12 December" not in str(service.messages)


async def test_a_preparation_made_in_modals_stands_in_no_chat(as_person: As, service: Service) -> None:
    ann = as_person(ANN)
    await at_the_check(ann)
    assert WORRY in says(ann.view)
    assert WORRY not in str(service.messages)
    await ann.send()
    assert WORRY not in str(service.messages)
    assert "Your preparation is saved" in says(ann.chat[-1])


async def test_the_form_of_all_questions_is_one_modal(as_person: As, service: Service) -> None:
    ann = as_person(ANN)
    await ann.say("prepare")
    await ann.press("Save and continue")
    await ann.press("Show as one form")
    asked = [one for one in ann.view["blocks"] if one["type"] == "input"]
    assert len(asked) == 5
    await ann.send(key_dates="a date", worried=WORRY, working_well="a", decided="b", support="c")
    assert "Save preparation" in labels(ann.view)
    assert WORRY not in str(service.messages)


async def test_typing_in_the_chat_stays_possible(as_person: As) -> None:
    ann = as_person(ANN)
    await ann.say("prepare")
    await ann.press("Save and continue")
    await ann.say("review on 12 December")
    assert "Question 1 of 4" in says(ann.chat[-1])
    # The older question has no button any more.
    assert labels(ann.chat[0]) == []


async def test_a_question_that_would_show_what_was_typed_is_posted_as_a_way_to_ask(
    as_person: As, service: Service
) -> None:
    ann = as_person(ANN)
    await at_the_check(ann)
    (posted,) = await ann.say("preview")
    assert "not kept in the chat" in says(posted)
    await ann.press("Show")
    assert WORRY in says(ann.view)
    assert WORRY not in str(service.messages)


async def test_what_is_to_be_put_right_stands_beside_its_input_and_nothing_typed_moves(
    as_person: As,
) -> None:
    ann = as_person(ANN)
    await ann.say("prepare")
    await ann.press("Save and continue")
    await ann.press("Answer")
    before = ann.view
    await ann.send(key_dates=" ")
    assert ann.view == before
    ((place, words),) = ann.errors.items()
    assert place.endswith(":key_dates")
    assert "skip" in words.lower()


async def test_a_modal_sent_again_changes_nothing_and_shows_where_things_stand(
    as_person: As, service: Service
) -> None:
    ann = as_person(ANN)
    await ann.say("prepare")
    await ann.press("Save and continue")
    await ann.press("Answer")
    first = ann.view
    await ann.send(key_dates="a date")
    service.views[ann.view_id] = {**first, "hash": ann.view["hash"]}
    await ann.send(key_dates="sent too late")
    assert "Question 1 of 4" in says(ann.view)
    # What was typed is shown back to whoever typed it, and to no chat.
    assert "sent too late" in says(ann.view)
    assert "sent too late" not in str(service.messages)


async def test_a_button_in_a_modal_leads_on_in_the_modal_and_says_there_what_was_said_last(
    as_person: As,
) -> None:
    ann = as_person(ANN)
    await ann.say("prepare")
    await ann.press("Save and continue")
    await ann.press("Answer")
    await ann.press("Skip", within=ann.view)
    assert "Question 1 of 4" in says(ann.view)
    await ann.press("Back", within=ann.view)
    assert "Key dates" in says(ann.view)
    await ann.press("Stop for now", within=ann.view, key_dates="typed before stopping")
    assert [one for one in ann.view["blocks"] if one["type"] in ("input", "actions")] == []
    assert "Carry on" in str(ann.chat) or "kept" in says(ann.view)


async def test_what_a_button_begins_is_asked_in_a_modal_at_once_and_stands_in_the_chat(as_person: As) -> None:
    ann = as_person(ANN)
    await at_the_check(ann)
    await ann.send()
    (asked,) = [one for one in ann.view["blocks"] if one["type"] == "input"]
    neither = next(one["value"] for one in asked["element"]["options"] if one["text"]["text"] == "Neither")
    await ann.send(**{asked["block_id"].split(":")[2]: neither})
    # Nothing more is asked, so it closed.
    assert ann.view_id == ""
    await ann.press("Next: EX-2")
    assert "EX-2" in says(ann.view)
    assert "Answer" in labels(ann.chat[-1])


async def test_carry_on_opens_the_question(as_person: As) -> None:
    ann = as_person(ANN)
    await ann.say("prepare")
    await ann.press("Save and continue")
    await ann.say("due")
    await ann.press("Carry on")
    assert "Key dates" in says(ann.view)


@pytest.mark.parametrize("slow", [True])
async def test_while_the_store_is_slow_a_modal_opens_almost_empty_and_is_filled(
    as_person: As, service: Service, turns: Gated
) -> None:
    ann = as_person(ANN)
    await ann.say("prepare")
    await ann.press("Save and continue")
    turns.gate.clear()
    await ann.post(ann.interaction(action(ann.message_with("Answer"), "Answer", {})))
    await service.opening.wait()
    assert "One moment" in says(service.views[service.opened])
    turns.gate.set()
    await ann.settle()
    assert "Key dates" in says(service.views[service.opened])


@pytest.mark.parametrize("slow", [True])
async def test_a_modal_that_is_sent_while_the_store_is_slow_stays_and_is_filled(
    as_person: As, service: Service, turns: Gated
) -> None:
    ann = as_person(ANN)
    await ann.say("prepare")
    await ann.press("Save and continue")
    await ann.press("Answer")
    turns.gate.clear()
    response = await ann.post(ann.interaction(submission(ann.view, {"key_dates": "a date"})))
    answer = await response.json()
    assert answer["response_action"] == "update"
    assert "One moment" in says(answer["view"])
    turns.gate.set()
    await ann.settle()
    filled = service.called("views.update")[-1]
    # Slack has changed the modal by the answer, so that its version is not the one that was sent.
    assert "hash" not in filled
    assert "Question 1 of 4" in says(filled["view"])


async def test_a_modal_that_comes_too_late_is_said_so_and_can_be_asked_for_again(
    as_person: As, service: Service
) -> None:
    ann = as_person(ANN)
    await ann.say("prepare")
    await ann.press("Save and continue")
    service.says_no("views.open", No("expired_trigger_id"))
    await ann.press("Answer")
    assert "took too long" in says(ann.chat[-1])
    await ann.press("Answer")
    assert "Key dates" in says(ann.view)


@pytest.mark.parametrize("code", ["invalid_arguments", "view_too_large"])
async def test_a_modal_that_slack_does_not_take_is_not_said_to_be_late(
    as_person: As, service: Service, code: str
) -> None:
    ann = as_person(ANN)
    await ann.say("prepare")
    await ann.press("Save and continue")
    service.says_no("views.open", No(code))
    await ann.press("Answer")
    assert "cannot be shown in Slack" in says(ann.chat[-1])


async def test_a_command_whose_modal_comes_too_late_says_so_in_the_chat(
    as_person: As, service: Service, turns: Gated
) -> None:
    turns.says = (Message("what ann wrote", "Your words", private=True),)
    ann = as_person(ANN)
    service.says_no("views.open", No("expired_trigger_id"))
    await ann.command("anything")
    assert "took too long to open" in says(ann.chat[-1])
    assert "what ann wrote" not in str(service.messages)


async def test_a_modal_that_has_moved_on_elsewhere_is_left_alone(as_person: As, service: Service) -> None:
    ann = as_person(ANN)
    await ann.say("prepare")
    await ann.press("Save and continue")
    await ann.press("Answer")
    service.says_no("views.update", No("hash_conflict"))
    await ann.press("Skip", within=ann.view)
    assert "Question 1 of 4" in says(ann.chat[-1])


async def test_a_card_that_is_gone_is_posted_anew(as_person: As, service: Service) -> None:
    ann = as_person(ANN)
    await ann.say("prepare")
    shown = ann.chat[-1]
    service.gone()
    await ann.press("Save and continue", within=shown)
    assert "Key dates" in says(ann.chat[-1])


async def test_a_card_that_cannot_be_changed_just_now_is_posted_anew(as_person: As, service: Service) -> None:
    ann = as_person(ANN)
    await ann.say("prepare")
    service.says_no("chat.update", No("ratelimited", 429, {"Retry-After": "30"}))
    await ann.press("Save and continue")
    assert "Key dates" in says(ann.chat[-1])
    await ann.press("Answer")
    assert "Key dates" in says(ann.view)


async def test_a_button_delivered_twice_is_worked_on_once(
    as_person: As, service: Service, sqlite_store: Store
) -> None:
    ann = as_person(ANN)
    await ann.say("prepare")
    await ann.press("Save and continue")
    await ann.press("Answer")
    from_modal = ann.interaction({"type": "view_submission", "view": {**ann.view, "state": {"values": {}}}})
    for _ in range(3):
        assert (await ann.post(from_modal)).status == 200
        await ann.settle()
    assert deliveries(sqlite_store) == 4


async def test_the_actor_is_who_the_envelope_says_whatever_the_button_says(
    as_person: As, service: Service
) -> None:
    await as_person(ANN).say("prepare")
    shown = as_person(ANN).chat[-1]
    sam = as_person(SAM)
    # Somebody else's button, sent under one's own name.
    await sam.press("Save and continue", within=shown)
    assert "EX-1" not in str(sam.chat)


async def at_the_check(client: Client) -> None:
    """Answer every question of a preparation in the modal, up to the check of the answers."""
    await client.say("prepare")
    await client.press("Save and continue")
    await client.press("Answer")
    while "Save preparation" not in labels(client.view):
        names = [one["block_id"].split(":")[2] for one in client.view["blocks"] if one["type"] == "input"]
        await client.send(**dict.fromkeys(names, WORRY))


def deliveries(store: Store) -> int:
    """How many things that were posted have been taken."""

    def read(uow: UnitOfWork) -> int:
        found = uow.connection.exec_driver_sql("select count(*) from delivery").scalar()
        return int(found or 0)

    return store.read_now(read)
