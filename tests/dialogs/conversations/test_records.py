"""Held, recorded, signed off, asked to change, closed with a note."""

from collections.abc import Callable

import pytest

from dialogs.wording.closing_note import closing_note
from storage.tables import Person, SupervisionSession
from supervision import records
from supervision.work import Work
from tests.dialogs.conversations.chat import Chat
from tests.supervision.policies import changed
from tests.supervision.world import World

Chats = Callable[[str], Chat]
CANARY = "canary-4711"


@pytest.fixture
def tasked(chat: Chats, world: World) -> World:
    """A session held and recorded on Monday 23 November."""
    world.planned("s1", "robin", "2026-11-23 08:00")
    amara = chat("amara").say("held")
    assert amara.messages[0].fields[0].value == "2026-11-23"
    amara.save()
    assert "Clause: record-case: " in amara.text
    assert "Due: Monday 30 November 2026" in amara.text
    amara.press("It is recorded")
    assert "is with Robin Ash for sign-off" in amara.text
    return world


def test_signing_off(chat: Chats, tasked: World) -> None:
    robin = chat("robin").say("sign off")
    assert robin.labels == ["Sign off", "Ask for a change", "I disagree"]
    sign = robin.pressing("Sign off")
    assert "Amara Okafor is told in a minute" in robin.reply(sign).text
    assert "nothing was done" in robin.reply(sign).text
    assert robin.labels == ["What is owed"]
    assert chat("robin").say("records").text.endswith("No record waits for your sign-off.")


def test_who_asked_for_a_change_reads_that_the_record_comes_back(chat: Chats, tasked: World) -> None:
    chat("robin").say("sign off").press("Ask for a change").say(CANARY)
    text = chat("robin").say("sign off").text
    assert "No record waits for your sign-off." in text
    assert "You asked for a change to the record of supervision with Amara Okafor" in text
    assert "It comes back to you to answer once Amara Okafor has amended it and sent it again." in text
    assert CANARY not in text


def test_who_disagreed_reads_that_it_comes_back_and_may_take_it_further(chat: Chats, tasked: World) -> None:
    chat("robin").say("sign off").press("I disagree").say(CANARY)
    robin = chat("robin").say("sign off")
    assert "You disagreed with the record of supervision with Amara Okafor" in robin.text
    assert "Talk it through with Amara Okafor. It comes back to you to answer once" in robin.text
    assert robin.labels == ["Take it further"]
    assert CANARY not in robin.text


def test_a_choice_says_nothing_twice(chat: Chats, tasked: World) -> None:
    tasked.planned("s2", "robin", "2026-11-23 07:00")
    chat("amara").verb("held-session", "s2", 1).save().press("It is recorded")
    (field,) = chat("robin").say("sign off").messages[0].fields
    assert [(one.label.rsplit(", ", 1)[-1], one.hint) for one in field.options] == [("Amara Okafor", "")] * 2


def test_undo_names_what_it_took_back_as_people_know_it(chat: Chats, tasked: World) -> None:
    robin = chat("robin").say("sign off").press("Sign off").say("undo")
    assert 'Undone: "sign off"' in robin.text
    robin.say("sign off").press("Ask for a change").say(CANARY)
    assert 'Undone: "ask for a change"' in robin.say("undo").text


@pytest.mark.parametrize("button", ["Ask for a change", "I disagree"])
def test_who_reads_it_is_said_before_it_is_typed(chat: Chats, tasked: World, button: str) -> None:
    asked = chat("robin").say("sign off").press(button).text
    assert "if somebody who covers reads it, or a manager for a stated purpose, you are told." in asked


@pytest.mark.parametrize(
    ("button", "title"), [("Ask for a change", "Change asked for"), ("I disagree", "Disagreement")]
)
def test_what_was_said_is_read_by_the_supervisor_on_request(
    chat: Chats, tasked: World, button: str, title: str
) -> None:
    robin = chat("robin").say("sign off").press(button)
    robin.say(CANARY)
    assert "Paused" in robin.text
    assert CANARY not in robin.text
    record = tasked.record("s1")
    amara = chat("amara").verb("read-reason", record.id, record.version)
    assert amara.messages[0].title == title
    assert amara.messages[0].private
    assert CANARY in amara.text
    assert CANARY not in amara.messages[0].summary
    amara.press("It is amended: send it again")
    assert tasked.duty("signoff-case").status == "open"
    again = amara.verb("read-reason", record.id)
    assert CANARY in again.text
    assert "It is amended: send it again" not in again.text


def test_what_was_said_before_is_named_beside_the_latest(chat: Chats, tasked: World) -> None:
    record = tasked.record("s1")
    tasked.do("robin", records.disagree, record.id, "the second action")
    tasked.do("amara", records.recorded, record.id)
    tasked.do("robin", records.ask_for_change, record.id, "the date is wrong")
    read = chat("amara").verb("read-reason", record.id).messages[0]
    assert read.title == "Change asked for"
    assert [(one.label, one.value) for one in read.facts] == [
        ("Said on", "Monday 23 November 2026"),
        ("Said before, Monday 23 November 2026", "Disagreement"),
    ]


def test_closing_hands_over_the_note_for_the_file(chat: Chats, tasked: World) -> None:
    assert "No record waits to be closed." in chat("amara").say("close").text
    tasked.to("2026-12-01 09:00")
    amara = chat("amara").say("close")
    note = amara.messages[-1]
    assert note.text == (
        "Not signed off within 5 working days of being tasked on Monday 23 November 2026; assumed agreed under clause "
        "signoff-case. Closed by Amara Okafor on Tuesday 1 December 2026."
    )
    assert "Undo" in amara.labels


def test_until_it_is_closed_the_supervisee_can_still_answer(chat: Chats, tasked: World) -> None:
    tasked.to("2026-12-01 09:00")
    assert "assumed agreed; until it is closed you can still answer" in chat("robin").say("sign off").text


def test_a_record_whose_supervisee_was_away_is_closed_on_the_supervisors_word(
    chat: Chats, tasked: World
) -> None:
    chat("robin").say("absent").choose("Me").save(planned="yes").save().press("Skip")
    tasked.to("2026-12-01 09:00")
    assert "Robin Ash was away for some of that time" in chat("amara").say("close").messages[-1].text


def test_where_the_policy_assumes_nothing_the_note_says_whose_word_it_is(chat: Chats, tasked: World) -> None:
    policy = changed(
        tasked.policies[tasked.authority], {"rules": {"signoff-case": {"assumed_agreed": False}}}
    )
    tasked.policies = {**tasked.policies, policy.key: policy}
    tasked.differences()
    tasked.to("2026-12-01 09:00")
    assert "assumed agreed; until" not in chat("robin").say("sign off").text
    note = chat("amara").say("close").messages[-1].text
    assert (
        "the policy does not have it assumed agreed, so this is the supervisor's own word. Closed by" in note
    )


def test_held_on_another_day_is_asked(chat: Chats, world: World) -> None:
    world.planned("s1", "robin", "2026-11-20 10:00")
    amara = chat("amara").say("held").save(on="2026-11-19")
    assert "Due: Thursday 26 November 2026" in amara.text


def test_what_has_not_had_its_day_is_not_offered(chat: Chats, world: World) -> None:
    world.planned("s1", "robin", "2026-11-24 10:00")
    assert "has had its day yet" in chat("amara").say("held").text


def test_where_the_policy_gives_no_time_the_note_says_so(tasked: World) -> None:
    record, robin = tasked.record("s1"), tasked.get(Person, "robin")
    robin.authority = "bradford"

    def note(work: Work) -> str:
        session = tasked.get(SupervisionSession, "s1")
        work.uow.session.merge(robin)
        return closing_note(work, record, session, assumed=False)

    assert tasked.do("amara", note) == (
        "Not signed off since being tasked on Monday 23 November 2026; the policy gives no time for it, so this is the "
        "supervisor's own word. Closed by Amara Okafor on Monday 23 November 2026."
    )
    tasked.differences()


def test_why_says_what_stopped_the_clock_and_gives_no_date(chat: Chats, tasked: World) -> None:
    tasked.do("robin", records.disagree, tasked.record("s1").id, "the second action")
    why = chat("robin").verb("why", tasked.duty("signoff-case").id)
    assert "paused: a disagreement is recorded" in why.text.lower()
    assert "30 November" not in why.text
