"""Booking, moving and proposing, as typed and pressed."""

from collections.abc import Callable

import pytest

from dialogs.conversations import TOPICS
from tests.dialogs.conversations.chat import Chat
from tests.supervision.world import World, at

Chats = Callable[[str], Chat]


def test_a_supervisor_of_several_chooses_whom_then_when(chat: Chats, world: World) -> None:
    amara = chat("amara").say("book")
    assert amara.options == ["Robin Ash", "Sam Birch"]
    amara.choose("Robin Ash").save(starts_at="27 Nov 10am")
    assert amara.messages[0].fields[0].value == "60"
    amara.save(minutes="90").choose("Cases only")
    assert "Booked: case supervision with Robin Ash, Friday 27 November 2026 at 10:00." in amara.text
    assert "On the agenda: 1 open case" in amara.text
    assert "Robin Ash is told in a minute; you can undo until then." in amara.text
    assert world.told("robin", "session-booked") == ["session-booked"]


def test_a_supervisor_of_one_goes_straight_on(chat: Chats) -> None:
    assert chat("joan").say("book").messages[0].title == "Book supervision with Kit Moss"


def test_who_supervises_nobody_is_shown_how_to_propose(chat: Chats) -> None:
    assert 'type "propose"' in chat("robin").say("book").text


def test_at_night_others_are_told_in_the_morning(chat: Chats, world: World) -> None:
    world.clock.now = at("2026-11-23 19:30")
    joan = chat("joan").say("book").save(starts_at="27 Nov 10am").save().save()
    assert "Kit Moss is told on Tuesday 24 November 2026 at 09:00; you can undo for one minute." in joan.text


def test_a_session_too_late_for_the_policy_says_what_is_still_due(chat: Chats, world: World) -> None:
    world.held("s0", "kit", "2026-11-05", "joan")
    joan = chat("joan").say("book").save(starts_at="4 Jan 2027 10am").save().save()
    assert "Still due: Book the next supervision with Kit Moss: Thursday 31 December 2026" in joan.text


def test_what_else_stands_at_that_time_is_said(chat: Chats, world: World) -> None:
    world.planned("s1", "sam", "2026-11-26 10:00")
    amara = chat("amara").say("book").choose("Robin Ash").say("26/11/2026 10:30").say("an hour").say("1")
    assert "At the same time: supervision with Sam Birch, Thursday 26 November 2026 at 10:00" in amara.text
    amara = (
        chat("amara")
        .say("move")
        .choose("Thursday 26 November 2026 at 10:30, Robin Ash")
        .say("26/11/2026 11:00")
    )
    assert "At the same time" not in amara.text


def test_a_time_on_no_working_day_is_said(chat: Chats, world: World) -> None:
    robin = chat("robin").say("propose").say("25/12/2026 10:00").save(kind="case")
    assert "To know: Friday 25 December 2026 is no working day" in robin.text
    amara = chat("amara").say("book").choose("Robin Ash").say("29/11/2026 10:00").save().save()
    assert "To know: Sunday 29 November 2026 is no working day" in amara.text
    amara.say("move").say("30/11/2026 10:00")
    assert "working day" not in amara.text


def test_a_session_for_less_than_the_cancelled_one_says_why_it_is_still_due(
    chat: Chats, world: World
) -> None:
    world.planned("s1", "robin", "2026-11-26 10:00", kind="both")
    chat("amara").say("cancel").choose("Me").choose("Another reason")
    amara = (
        chat("amara").say("book").choose("Robin Ash").say("26/11/2026 10:00").say("60").choose("Cases only")
    )
    assert "Still due: Rebook the cancelled supervision with Robin Ash" in amara.text
    assert (
        "Why still due: The cancelled session was for cases and personal supervision; this one is for cases only"
        in amara.text
    )


def test_a_time_in_the_past_is_said_no_to_and_can_be_changed(chat: Chats, world: World) -> None:
    joan = chat("joan").say("book").save(starts_at="27 Nov 10am").save()
    world.clock.now = at("2026-11-27 10:01")
    joan.save()
    assert "The date and time must be in the future" in joan.text
    assert world.duties("prep", about="kit") == []


def test_a_time_more_than_two_years_ahead_is_said_no_to(chat: Chats, world: World) -> None:
    joan = chat("joan").say("book").save(starts_at="25 Nov 2028 10am").save().save()
    assert "The date must be within the next two years. Enter an earlier one." in joan.text
    assert world.duties("prep", about="kit") == []
    world.planned("s1", "kit", "2026-11-27 10:00", supervisor_id="joan")
    for person, command in (("joan", "move"), ("kit", "propose")):
        said = chat(person).say(command)
        while not any(field.name == "starts_at" for one in said.messages for field in one.fields):
            said.choose(said.options[0])
        assert "within the next two years" in said.save(starts_at="1 Feb 2031 10:00").text


def test_a_day_that_no_calendar_knows_is_answered_with_a_sentence(chat: Chats, world: World) -> None:
    world.planned("s1", "kit", "2026-11-27 10:00", supervisor_id="joan")
    world.clock.now = at("2101-03-01 10:00")
    joan = chat("joan").say("held").save(on="today")
    assert "the calendar covers" in joan.text
    # On such a day nobody could be settled, and the world is looked through once more when it ends.
    world.clock.now = at("2026-11-24 10:00")


def test_undo_takes_the_booking_back(chat: Chats, world: World) -> None:
    joan = chat("joan").say("book").save(starts_at="27 Nov 10am").save().save()
    assert "Undone" in joan.press("Undo").text
    assert world.duties("prep", about="kit") == []


def test_a_supervisor_moves(chat: Chats, world: World) -> None:
    world.planned("s1", "robin", "2026-11-26 10:00")
    amara = chat("amara").say("move")
    assert amara.messages[0].title == "Move supervision with Robin Ash, Thursday 26 November 2026 at 10:00"
    amara.save(starts_at="30 Nov 2pm")
    assert "now supervision with Robin Ash, Monday 30 November 2026 at 14:00" in amara.text
    assert world.told("robin", "session-moved") == ["session-moved"]


def test_a_supervisee_who_wants_to_move_proposes_and_the_other_accepts(chat: Chats, world: World) -> None:
    world.planned("s1", "robin", "2026-11-26 10:00")
    robin = chat("robin").say("move").save(starts_at="30 Nov 2pm")
    assert "Nothing changes until Amara Okafor accepts" in robin.text
    amara = chat("amara").say("proposals")
    assert "instead of Thursday 26 November 2026 at 10:00" in amara.text
    accept = amara.pressing("Accept")
    assert "Moved: supervision with Robin Ash, Monday 30 November 2026 at 14:00." in amara.reply(accept).text
    assert "Robin Ash is told in a minute" in amara.text
    assert "nothing was done" in amara.reply(accept).text
    assert {one.due_at for one in world.duties("prep", about="s1")} == {at("2026-11-30 14:00")}


def test_declining_changes_nothing_and_offers_another(chat: Chats, world: World) -> None:
    chat("robin").say("propose").save(starts_at="30 Nov 2pm").choose("Cases only")
    amara = chat("amara").say("proposals").press("Decline")
    assert "Nothing has changed" in amara.text
    amara.press("Propose another time")
    assert amara.messages[0].title == "Propose a time for a session with Robin Ash"
    assert world.duties("prep", about="robin") == []


def test_one_may_choose_what_a_time_is_proposed_for(chat: Chats, world: World) -> None:
    world.planned("s1", "robin", "2026-11-26 10:00")
    assert chat("robin").say("propose").options == [
        "Instead of Thursday 26 November 2026 at 10:00, Amara Okafor",
        "A new session with Amara Okafor",
    ]


def test_an_accepted_new_session_is_booked(chat: Chats, world: World) -> None:
    chat("robin").say("propose").save(starts_at="30 Nov 2pm").choose("Cases only")
    assert "Booked: case supervision" in chat("amara").say("proposals").press("Accept").text
    assert len(world.duties("prep", about="robin")) == 2


def test_a_time_for_a_session_that_was_cancelled_waits_for_no_answer(chat: Chats, world: World) -> None:
    world.planned("s1", "robin", "2026-11-26 10:00")
    chat("robin").say("move").save(starts_at="30 Nov 2pm")
    amara = chat("amara").say("proposals")
    accept = amara.pressing("Accept")
    amara.say("cancel").choose("Me").choose("Another reason")
    assert "No proposed time waits" in amara.say("proposals").text
    assert "no longer planned" in amara.reply(accept).text


@pytest.mark.parametrize("verb", ["move-session", "cancel-session", "propose-time"])
def test_a_stale_button_changes_nothing(chat: Chats, world: World, verb: str) -> None:
    world.planned("s1", "robin", "2026-11-26 10:00")
    chat("amara").say("move").save(starts_at="30 Nov 2pm")
    amara = chat("amara").verb(verb, "s1", 1)
    assert "This has changed since that message" in amara.text
    assert amara.labels == ["What is owed"], "it says where to look, and does not end there"


NO_SUBJECT = {
    *("help", "due", "undo", "which-why", "which-later", "which-done", "records", "start-prepare"),
    *("concern-new", "cpd-add", "cpd-export", "oversight-owed", "own-data"),
}
VERBS = sorted({verb for topic in TOPICS for verb in topic.verbs} - NO_SUBJECT)


@pytest.mark.parametrize("verb", VERBS)
def test_a_button_on_what_is_not_ones_own_looks_like_nothing_there(
    chat: Chats, world: World, verb: str
) -> None:
    world.planned("s1", "robin", "2026-11-26 10:00")
    kit = chat("kit")
    assert kit.verb(verb, "s1", 1).text == kit.verb(verb, "no-such-thing", 1).text
    assert "I cannot find that" in kit.text
