"""Which of a session's two records is meant is always said."""

from collections.abc import Callable

import pytest
from sqlmodel import select

from dialogs.exchange.message import Message
from dialogs.nudges import words
from storage.tables import OutboxRow
from supervision.work import Work
from tests.dialogs.conversations.chat import Chat
from tests.supervision.world import World

Chats = Callable[[str], Chat]
WHEN = "Monday 23 November 2026 at 08:00"


@pytest.fixture
def held(chat: Chats, world: World) -> Chat:
    """Amara says that a session for cases and personal matters was held."""
    world.planned("s1", "robin", "2026-11-23 08:00", kind="both")
    return chat("amara").say("held").save()


def test_holding_it_offers_both_the_case_record_first(held: Chat) -> None:
    assert held.labels == ["It is recorded", "Send the notes", "Draft the record", "Draft the notes", "Undo"]
    assert "The personal notes are kept apart" in held.text
    assert held.text.count("Clause: ") == 1


def test_once_one_is_sent_the_other_is_offered(held: Chat) -> None:
    held.press("It is recorded")
    assert f"The record of supervision with Robin Ash, {WHEN}, is with Robin Ash for sign-off." in held.text
    held.press("Send the notes")
    assert (
        f"The personal notes of supervision with Robin Ash, {WHEN}, are with Robin Ash to answer."
        in held.text
    )
    assert "Clause: signoff-personal: " in held.text
    assert held.labels == ["Undo"]


def test_a_personal_session_has_notes_only(chat: Chats, world: World) -> None:
    world.planned("s1", "robin", "2026-11-23 08:00", kind="personal")
    amara = chat("amara").say("held").save()
    assert amara.labels == ["Send the notes", "Draft the notes", "Undo"]
    assert 'Type "held" first' in amara.say("recorded").text


def test_recorded_never_sends_notes_and_send_notes_no_record(held: Chat, world: World) -> None:
    held.say("send notes")
    assert (world.record("s1").state, world.record("s1", "personal").state) == ("awaiting", "tasked")
    assert "No personal notes wait for you." in held.say("send the notes").text
    held.say("recorded")
    assert world.record("s1").state == "tasked"


def test_the_supervisee_chooses_between_the_two_and_answers_each(
    held: Chat, chat: Chats, world: World
) -> None:
    held.press("It is recorded").press("Send the notes")
    robin = chat("robin").say("sign off")
    assert robin.options == [f"Case record, {WHEN}, Amara Okafor", f"Personal notes, {WHEN}, Amara Okafor"]
    robin.choose(f"Personal notes, {WHEN}, Amara Okafor")
    assert "are with you to read" in robin.text
    robin.press("Accept")
    assert "Accepted: the personal notes of supervision with Amara Okafor" in robin.text
    assert (world.record("s1").state, world.record("s1", "personal").state) == ("tasked", "signed_off")
    assert f"Robin Ash has accepted the personal notes of supervision on {WHEN}." in told(world).text


def test_a_change_to_notes_is_asked_for_and_they_are_sent_again(
    held: Chat, chat: Chats, world: World
) -> None:
    held.say("send notes")
    robin = chat("robin").say("sign off").press("Ask for a change")
    assert "Only Amara Okafor amends the personal notes" in robin.text
    robin.say("the second paragraph")
    held.messages = (told(world),)
    assert held.messages[0].title == "Personal notes: a change is asked for"
    held.press("Read what was said").press("They are amended: send them again")
    assert world.record("s1", "personal").state == "tasked"


def test_notes_are_closed_as_assumed_accepted(held: Chat, world: World) -> None:
    held.say("send notes")
    world.to("2026-12-01 09:00")
    held.say("close")
    assert "Closed: the personal notes of supervision with Robin Ash" in held.text
    assert "assumed accepted under clause signoff-personal" in held.messages[-1].text
    assert held.messages[-1].title == "Note for the personal file"


def told(world: World) -> Message:
    """The latest news to Amara."""

    def read(work: Work) -> Message:
        rows = select(OutboxRow).where(OutboxRow.recipient_id == "amara", OutboxRow.subject_kind == "record")
        (message,) = [one for one in (words(work, row) for row in work.uow.session.exec(rows)) if one]
        return message

    return world.do("amara", read)
