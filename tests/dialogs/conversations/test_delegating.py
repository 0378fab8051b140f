"""A record delegated to business support: asked for, told, made, taken back, in words."""

from collections.abc import Callable

import pytest
from sqlmodel import select

from dialogs.exchange.message import Message
from dialogs.nudges import words
from storage.store import Store
from storage.tables import OutboxRow, Person
from supervision import absences, drafts, records
from supervision.policy import load_policies
from supervision.work import Work
from tests.dialogs.conversations.chat import Chat
from tests.supervision.world import KNOWN_FROM, World, day
from tests.support.stores import Clock

Chats = Callable[[str], Chat]
CANARY = "canary-4712"


@pytest.fixture
def held(chat: Chats, world: World) -> World:
    """Sheila is of business support; Amara held a session with Robin on Monday 23 November."""
    world.has(
        Person(id="sheila", name="Sheila Barton", role="business_support", authority=world.authority, known_from=KNOWN_FROM)
    )  # fmt: skip
    world.planned("s1", "robin", "2026-11-23 08:00")
    chat("amara").say("held").save()
    return world


@pytest.fixture
def delegated(chat: Chats, held: World) -> World:
    """Amara has delegated its record to Sheila."""
    chat("amara").say("delegate").choose("Sheila Barton")
    return held


def leaves(world: World, person: str, kind: str) -> list[Message]:
    """What would leave to somebody of a kind."""

    def said(work: Work) -> list[Message]:
        rows = select(OutboxRow).where(OutboxRow.recipient_id == person, OutboxRow.kind == kind)
        found = (words(work, row) for row in work.uow.session.exec(rows))
        return [one for one in found if one is not None]

    return world.do(person, said)


def labels(message: Message) -> list[str]:
    return [one.label for one in message.buttons]


def test_delegating_says_what_the_other_may_do_and_who_has_it(chat: Chats, held: World) -> None:
    amara = chat("amara").say("delegate")
    assert "Who records it for you?" in amara.text
    assert "read the draft of this record, which Robin Ash is told of, and nothing else" in amara.text
    amara.choose("Sheila Barton")
    assert "is with Sheila Barton to record" in amara.text
    assert "Due: Monday 30 November 2026" in amara.text
    assert "Sheila Barton is told in a minute; you can undo until then" in amara.text
    assert amara.labels == ["Take it back", "Undo"]
    assert 'Undone: "delegate"' in amara.press("Undo").text
    assert held.duty("record-case").owner_id == "amara"


def test_the_reminder_offers_it_beside_it_is_recorded(chat: Chats, held: World) -> None:
    (reminder,) = leaves(held, "amara", "record-case/supervisor/owner")
    offered = labels(reminder)
    assert offered == ["It is recorded", "Draft the record", "Delegate it", "Why?", "Remind me later"]
    record = held.record("s1")
    asked = chat("amara").verb("delegate-record", record.id, record.version)
    assert asked.options == ["Sheila Barton"]


def test_the_delegate_is_told_for_whom_and_by_whom(delegated: World) -> None:
    (told,) = leaves(delegated, "sheila", "record-case/supervisor/owner")
    assert told.text == (
        "Record for Amara Okafor the supervision with Robin Ash held on Monday 23 November 2026 at 08:00."
    )
    assert ("Delegated", "By Amara Okafor to you") in [(one.label, one.value) for one in told.facts]
    assert labels(told) == ["It is recorded", "Read the draft", "Why?", "Remind me later"]


def test_both_see_it_in_what_is_due_and_why(chat: Chats, delegated: World) -> None:
    sheila = chat("sheila").say("due")
    assert "Record for Amara Okafor the supervision with Robin Ash" in sheila.text
    assert "Take a record back" not in sheila.labels
    assert "Delegate a record" not in sheila.labels
    assert "Delegated: By Amara Okafor to you" in chat("sheila").say("why").text
    amara = chat("amara").say("due")
    assert "Record for you the supervision with Robin Ash held on" in amara.text
    assert "(Sheila Barton)" in amara.text
    why = chat("amara").verb("why", delegated.duty("record-case").id).text
    assert "Delegated: By you to Sheila Barton" in why
    assert "Sheila Barton is told" in why
    amara.press("Take a record back")
    assert "is with you again to record" in amara.text
    assert "Sheila Barton is told in a minute" in amara.text
    assert "Delegate a record" in chat("amara").say("due").labels


def test_the_delegate_says_recorded_and_nothing_else_is_offered(chat: Chats, delegated: World) -> None:
    sheila = chat("sheila").say("recorded")
    assert "is with Robin Ash for sign-off" in sheila.text
    assert "Robin Ash and Amara Okafor are told" in sheila.text
    assert sheila.labels == ["Undo"]
    (made,) = leaves(delegated, "amara", "record-made")
    assert made.text == (
        "Sheila Barton has recorded the supervision with Robin Ash held on Monday 23 November 2026 at 08:00. It is with "
        "Robin Ash for sign-off."
    )
    assert "No record waits for you" in chat("sheila").say("recorded").text


def test_a_button_of_before_does_nothing_once_it_is_delegated(chat: Chats, delegated: World) -> None:
    record = delegated.record("s1")
    assert "nothing was done" in chat("amara").verb("record-done", record.id, record.version - 1).text
    assert "nothing was done" in chat("amara").verb("delegate-record", record.id, record.version - 1).text


def test_taken_back_or_recorded_by_the_supervisor_is_said_to_the_delegate(
    chat: Chats, delegated: World
) -> None:
    chat("amara").say("take back")
    (told,) = leaves(delegated, "sheila", "record-taken-back")
    assert told.text.startswith("You are no longer asked to record the supervision with Robin Ash held on")
    delegated.do("amara", records.recorded, delegated.record("s1").id)
    (told,) = leaves(delegated, "sheila", "record-taken-back")
    assert "has been recorded already" in told.text


def test_delegated_again_to_the_same_person_says_nothing_of_the_taking_back(
    chat: Chats, delegated: World
) -> None:
    chat("amara").say("take back").say("delegate").choose("Sheila Barton")
    assert leaves(delegated, "sheila", "record-taken-back") == []


def test_while_the_delegate_is_away_the_supervisor_reads_why_it_is_theirs(
    chat: Chats, delegated: World
) -> None:
    delegated.do("sheila", absences.away, "sheila", day("2026-11-23"), planned=False, expected_back=None)
    told = leaves(delegated, "amara", "record-case/supervisor/owner")[-1]
    fact = "To Sheila Barton, who cannot record it for now. It is with you"
    assert ("Delegated", fact) in [(one.label, one.value) for one in told.facts]
    assert labels(told)[0] == "It is recorded"


def test_a_late_one_is_said_to_the_supervisor_with_the_way_to_take_it_back(
    chat: Chats, delegated: World
) -> None:
    delegated.to("2026-12-04 10:00")
    (late,) = leaves(delegated, "amara", "record-case/supervisor/supervisor")
    assert late.text.endswith("(Sheila Barton).")
    assert labels(late) == ["Take it back", "Why?"]


def test_the_draft_is_read_on_request_and_the_supervisee_is_told_why(chat: Chats, delegated: World) -> None:
    record = delegated.record("s1")
    sheila = chat("sheila").verb("delegated-draft", record.id, record.version)
    assert sheila.text.endswith("Nothing is drafted here. Ask Amara Okafor what goes onto the file.")
    draft = delegated.do("amara", drafts.begin, "s1", "case", None)
    delegated.do("amara", drafts.save, draft.id, draft.version, {"see_also": CANARY})
    read = sheila.verb("delegated-draft", record.id, record.version)
    assert CANARY in read.text
    assert all(one.private and CANARY not in one.summary for one in read.messages)
    (told,) = leaves(delegated, "robin", "draft-read")
    assert told.text.endswith("Purpose: to put it on the file, which was delegated to them.")
    assert CANARY not in told.text
    assert "I cannot find that" in chat("sheila").verb("draft", draft.id).text
    assert "I cannot find that" in chat("sheila").verb("draft-copy", draft.id).text
    assert "I cannot find that" in chat("kit").verb("delegated-draft", record.id, record.version).text


def test_who_writes_the_draft_reads_beforehand_who_else_can_read_it(chat: Chats, held: World) -> None:
    draft = held.do("robin", drafts.begin, "s1", "case", None)
    asked = chat("robin").verb("draft-write", draft.id, draft.version).text
    assert "Somebody who covers, or puts it on the file on delegation, can read it too" in asked


def test_where_nobody_is_here_it_stays_with_the_supervisor(chat: Chats, held: World) -> None:
    held.becomes("sheila", left_on=day("2026-11-22"))
    assert "It stays as it is" in chat("amara").say("delegate").text


def test_help_names_the_words_to_those_they_are_for(chat: Chats, delegated: World) -> None:
    def all_words(person: str) -> set[str]:
        facts = chat(person).say("help more").messages[0].facts
        return {word for fact in facts for word in fact.value.split(", ")}

    assert {"delegate", "take back", "recorded"} <= all_words("amara")
    assert not {"delegate", "take back"} & all_words("robin")
    assert "recorded" in all_words("sheila")
    assert not {"delegate", "take back", "held", "send notes"} & all_words("sheila")
    assert "recorded" in {fact.label for fact in chat("sheila").say("help").messages[0].facts}


def test_where_the_policy_names_nobody_it_is_not_offered(sqlite_store: Store, clock: Clock) -> None:
    bradford = World(sqlite_store, clock, load_policies(), "bradford")
    bradford.planned("s1", "robin", "2026-11-23 08:00")
    amara = Chat(bradford, "amara").say("held")
    amara.save()
    assert "No record waits for you that your policy lets you delegate." in amara.say("delegate").text
    assert "delegate" not in amara.say("help more").text
    (reminder,) = leaves(bradford, "amara", "record-case/supervisor/owner")
    assert "Delegate it" not in labels(reminder)
    assert "Delegate a record" not in amara.say("due").labels


def test_delegating_a_late_record_says_how_late_it_is(chat: Chats, held: World) -> None:
    held.to("2026-12-02 09:00")
    said = chat("amara").say("delegate").choose("Sheila Barton")
    assert "Due: Monday 30 November 2026, 2 working days late" in said.text
