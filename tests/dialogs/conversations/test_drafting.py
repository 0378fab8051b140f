"""The record of a session is drafted by either of the two; what is to be done is carried over until it is done."""

from collections.abc import Callable

import pytest
from sqlmodel import select

from storage.store import Store
from storage.tables import Absence, AgendaItem, AuditLine, Case, CaseWorker, Cover, RecordDraft
from supervision import drafts, undo
from supervision.policy import load_policies
from supervision.work import Refused
from tests.dialogs.conversations.chat import Chat
from tests.supervision.world import World, day
from tests.support.stores import Clock

Chats = Callable[[str], Chat]
CANARY = "canary-4715"
SAID = {"child_thinks": "They are tired", "child_wants": "To stay"}


def over(world: World, session: str = "s1", starts: str = "2026-11-23 08:00", kind: str = "case") -> None:
    """A session that has begun, with CB-101 on its agenda."""
    world.planned(session, "robin", starts, kind=kind)
    if kind != "personal":
        world.has(AgendaItem(session_id=session, case_id="case-1"))


def filled(chat: Chat, **values: str) -> Chat:
    """Writes the draft that is shown, as one form."""
    label = "Write it" if "Write it" in chat.labels else "Change it"
    return chat.press(label).press("Show as one form").save(**values)


def over_for(world: World, person: str, supervisor: str) -> None:
    """A personal session of somebody that has begun."""
    world.planned("s1", person, "2026-11-23 08:00", kind="personal", supervisor_id=supervisor)


def latest(chat: Chat) -> Chat:
    """Chooses the first of several: that of the latest session."""
    return chat.choose(chat.options[0])


def draft_of(world: World) -> RecordDraft:
    (found,) = world.store.read_now(lambda uow: list(uow.session.exec(select(RecordDraft))))
    return found


def add(chat: Chat, what: str) -> Chat:
    chat.press("Add an action").press("Show as one form")
    return chat.save(to_do=what, reason="So that they rest", doer="Robin Ash", by_when="2026-12-14")


def test_either_writes_it_while_the_session_runs_and_the_last_to_save_is_shown(
    chat: Chats, world: World
) -> None:
    over(world)
    robin = filled(chat("robin").say("draft"), worried=CANARY, see_also="Visit of 12 November", **SAID)
    robin.press("Save the draft")
    assert "By Robin Ash, Monday 23 November 2026 at 09:00" in robin.text
    assert CANARY not in robin.text
    amara = chat("amara").say("draft")
    assert "By Robin Ash" in amara.text
    filled(amara, working_well="School").press("Save the draft")
    assert "By Amara Okafor" in amara.text
    text = chat("robin").say("draft").press("Read and copy").text
    assert all(one in text for one in (CANARY, "School", "To stay", "Visit of 12 November"))


def test_the_headings_are_those_of_the_policy(sqlite_store: Store, clock: Clock) -> None:
    bradford = World(sqlite_store, clock, load_policies(), "bradford")
    over(bradford)
    robin = Chat(bradford, "robin").say("draft").press("Write it")
    assert "Write what is new in your thinking, and why" in robin.text
    robin.press("Show as one form")
    names = [one.name for message in robin.messages for one in message.fields]
    child = ["child_thinks", "child_wants", "child_reason"]
    assert names == ["before_now", "discussion", "reflection", *child, "see_also"]


@pytest.mark.parametrize(
    ("person", "with_whom", "appendix", "first", "count"),
    [
        ("robin", "amara", "Appendix 6", "The role of child and family social work", 10),
        ("amara", "morgan", "Appendix 7", "Lead and govern excellent practice", 6),
    ],
)
def test_professional_development_is_held_against_the_statement_of_the_form_for_the_role(
    chat: Chats, world: World, person: str, with_whom: str, appendix: str, first: str, count: int
) -> None:
    over_for(world, person, with_whom)
    drafter = chat(person).say("draft")
    assert f"“{appendix}, Personal and professional supervision" in drafter.text
    drafter.press("Write it").press("Show as one form")
    (field,) = [one for message in drafter.messages for one in message.fields if one.name == "against"]
    assert (field.options[0].label, len(field.options)) == (first, count)
    drafter.save(against=("1", "3"), development=CANARY).press("Save the draft")
    text = drafter.press("Read and copy").text
    assert f"{first}\n" in text
    assert text.index(first) < text.index(CANARY)
    again = chat(with_whom).say("draft").press("Change it").press("Show as one form")
    (field,) = [one for message in again.messages for one in message.fields if one.name == "against"]
    assert field.value == ("1", "3")
    again.save(against=()).press("Save the draft")
    assert first not in again.press("Read and copy").text


def test_a_long_item_is_read_whole_and_whoever_has_no_statement_is_asked_nothing_of_it(
    chat: Chats, world: World
) -> None:
    over(world, kind="personal")
    robin = chat("robin").say("draft").press("Write it").press("Show as one form")
    (field,) = [one for message in robin.messages for one in message.fields if one.name == "against"]
    assert (field.options[2].label, field.options[2].hint) == (
        "Adult mental health, substance misuse, domestic abuse", "disability and physical ill health",
    )  # fmt: skip
    world.becomes("robin", role="unqualified")
    amara = chat("amara").say("draft").press("Write it").press("Show as one form")
    assert "against" not in [one.name for message in amara.messages for one in message.fields]


def test_a_students_personal_notes_have_a_heading_for_academic_work(chat: Chats, world: World) -> None:
    over(world, kind="personal")
    robin = chat("robin").say("draft").press("Write it").press("Show as one form")
    assert "academic_work" not in [one.name for message in robin.messages for one in message.fields]
    world.becomes("robin", role="student")
    amara = chat("amara").say("draft")
    assert "“Frequency of supervision for workers”" in amara.text
    amara.press("Write it").press("Show as one form").save(academic_work=CANARY).press("Save the draft")
    assert f"Academic work\n{CANARY}" in amara.press("Read and copy").text


def test_the_emotional_impact_of_the_work_is_welcome_and_can_be_left_out(chat: Chats, world: World) -> None:
    over(world)
    robin = chat("robin").say("draft").press("Write it").press("Show as one form")
    (field,) = [one for message in robin.messages for one in message.fields if one.name == "impact"]
    assert not field.required
    assert "Talking about it is welcome here; leave it out" in field.hint
    robin.save(worried="Sleep", **SAID).press("Save the draft")
    assert "Emotional impact of the work" not in robin.press("Read and copy").text


def test_why_the_childs_views_are_not_there_is_asked_where_the_policy_asks(chat: Chats, world: World) -> None:
    over(world)
    robin = filled(chat("robin").say("draft"), worried="Sleep")
    problems = [one.problem for message in robin.messages for one in message.fields if one.problem]
    assert problems == ["Enter the reason"]
    robin.save(child_reason="Too young to say").press("Save the draft")
    assert "Too young to say" in robin.press("Read and copy").text


def test_an_action_has_what_why_who_and_by_when_and_comes_first_in_the_next_draft_until_it_is_done(
    chat: Chats, world: World
) -> None:
    over(world)
    add(chat("robin").say("draft"), CANARY)
    add(chat("amara").say("draft"), "Second").say("undo")
    text = chat("amara").say("draft").press("Read and copy").text
    assert f"Action 1: {CANARY}\nWhy: So that they rest\nRobin Ash, by Monday 14 December 2026" in text
    assert "Second" not in text
    chat("amara").say("held").save()
    world.to("2026-12-01 09:00")
    over(world, "s2", "2026-12-01 08:00")
    chat("amara").verb("record-done", world.record("s1").id, 1)
    robin = latest(chat("robin").say("draft")).press("Write it")
    assert "Previous actions: which of them are done" in robin.text
    robin.choose(CANARY).press("Show as one form").save(**SAID).press("Save the draft")
    assert f"Previous action 1: {CANARY}" in robin.press("Read and copy").text
    assert "Done, or no longer needed" in robin.text
    chat("amara").say("held").save(on="2026-12-01")
    chat("amara").verb("record-done", world.record("s2").id, 1)
    world.to("2026-12-08 09:00")
    over(world, "s3", "2026-12-08 08:00")
    assert "Previous actions: which" not in latest(chat("robin").say("draft")).press("Write it").text


def test_nobody_saves_over_what_they_have_not_read(chat: Chats, world: World) -> None:
    over(world)
    amara = filled(chat("amara").say("draft"), worried="From Amara", **SAID)
    filled(chat("robin").say("draft"), worried="From Robin", **SAID).press("Save the draft")
    assert "was changed while you were writing" in amara.press("Save the draft").text
    assert "From Robin" in chat("amara").say("draft").press("Read and copy").text


def test_after_held_it_is_a_button_and_once_recorded_it_is_only_read(chat: Chats, world: World) -> None:
    over(world, kind="both")
    amara = chat("amara").say("held").save()
    assert amara.labels == ["It is recorded", "Send the notes", "Draft the record", "Draft the notes", "Undo"]
    filled(amara.press("Draft the record"), worried=CANARY, **SAID).press("Save the draft")
    assert world.record("s1").state == "awaiting"
    chat("amara").verb("record-done", world.record("s1").id, 1)
    amara.verb("draft", draft_of(world).id)
    assert amara.labels == ["Read and copy"]
    assert "until the session is recorded" in amara.verb("draft-write", draft_of(world).id, 1).text


def test_what_is_typed_when_it_is_recorded_meanwhile_is_kept_and_said(chat: Chats, world: World) -> None:
    over(world, kind="case")
    amara = chat("amara").say("held").save()
    robin = filled(chat("robin").say("draft"), worried=CANARY, **SAID)
    amara.press("It is recorded")
    robin.press("Save the draft")
    assert "recorded while you were writing" in robin.text
    assert CANARY in robin.text


def test_each_case_of_the_agenda_has_its_own_and_personal_notes_are_apart(chat: Chats, world: World) -> None:
    over(world, kind="both")
    world.has(Case(id="case-2", reference="CB-102", authority=world.authority))
    world.has(CaseWorker(case_id="case-2", person_id="robin"), AgendaItem(session_id="s1", case_id="case-2"))
    chat("amara").say("held").save()
    robin = chat("robin").say("draft")
    robin.choose(next(one for one in robin.options if one.startswith("Case record"))).choose("CB-102")
    assert "Draft of the record: CB-102" in robin.text
    robin.say("draft")
    robin.choose(next(one for one in robin.options if one.startswith("Personal notes"))).press("Write it")
    assert "The line manager, and somebody who covers, need a stated purpose" in robin.text
    robin.press("Show as one form").save(personal_discussion=CANARY).press("Save the draft")
    assert CANARY in robin.press("Read and copy").text
    assert "CB-102" not in robin.text


def test_a_session_without_an_agenda_has_one_draft_of_the_whole(chat: Chats, world: World) -> None:
    world.planned("s1", "robin", "2026-11-23 08:00", kind="case")
    robin = filled(chat("robin").say("draft"), worried="The team's week").press("Save the draft")
    assert "Draft of the record: case supervision with Amara Okafor" in robin.text
    assert "The team's week" in robin.press("Read and copy").text
    assert draft_of(world).case_id is None


@pytest.mark.parametrize("kind", ["case", "personal"])
def test_whoever_covers_reads_a_case_draft_with_the_supervisees_knowledge_and_no_personal_one(
    chat: Chats, world: World, kind: str
) -> None:
    over(world, kind=kind)
    filled(chat("robin").say("draft"), **(SAID if kind == "case" else {"time_off": CANARY})).press(
        "Save the draft"
    )
    found = draft_of(world)
    for person in ("morgan", "sam", "joan"):
        with pytest.raises(Refused):
            world.do(person, drafts.read, found.id)
    world.has(
        Absence(id="away", person_id="amara", from_on=day("2026-11-20")),
        Cover(
            id="cover", absence_id="away", absent_id="amara", covering_id="joan", from_on=day("2026-11-20"),
            arranged_by="morgan",
        ),
    )  # fmt: skip
    if kind == "personal":
        assert "I cannot find that" in chat("joan").verb("draft-copy", found.id).text
        return
    assert "To stay" in chat("joan").verb("draft-copy", found.id).text
    assert world.told("robin", "draft-read") == ["draft-read joan:2026-11-23"]
    lines = world.store.read_now(lambda uow: list(uow.session.exec(select(AuditLine))))
    assert ("joan", "cover") in {(one.actor_id, one.purpose) for one in lines if one.action == "read-draft"}


def test_it_is_not_drafted_before_the_session_begins(chat: Chats, world: World) -> None:
    over(world, starts="2026-11-24 10:00")
    assert "No session of yours waits for its record" in chat("robin").say("draft").text
    with pytest.raises(drafts.Recorded):
        world.do("robin", drafts.begin, "s1", "case", "case-1")


def test_an_action_is_taken_out_again(chat: Chats, world: World) -> None:
    over(world)
    add(chat("robin").say("draft"), CANARY)
    robin = chat("robin").say("draft").press("Write it").press("Show as one form")
    (asked,) = [one for message in robin.messages for one in message.fields if one.name == "out"]
    robin.save(out=(asked.options[0].value,), **SAID).press("Save the draft")
    assert CANARY not in robin.press("Read and copy").text
    # Its adding is not undone any more: somebody has acted on it.
    with pytest.raises(undo.NothingToUndo):
        world.do("robin", undo.undo)
