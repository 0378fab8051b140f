"""What the bot keeps of somebody is given to them alone, and third parties are left out of it."""

from collections.abc import Callable
from datetime import date
from functools import partial

import pytest
from sqlmodel import SQLModel, select

from dialogs.exchange.text import full_date
from storage.tables import AgendaItem, AuditLine, Person
from supervision import absences, cpd, drafts, records, sessions
from supervision.own_data import CASE, NAME, Others
from tests.dialogs.conversations.chat import Chat
from tests.supervision.world import World, day

Chats = Callable[[str], Chat]


@pytest.fixture
def kept(world: World) -> World:
    """Amara held a session with Robin; each side has a draft, each was answered, and Robin was away and learnt something."""
    world.planned("s1", "robin", "2026-11-23 08:00", kind="both")
    world.has(AgendaItem(session_id="s1", case_id="case-1"))
    world.do("amara", sessions.held, "s1", day("2026-11-23"))
    for kind, case, step, text in (
        ("case", "case-1", "worried", "elder"),
        (
            "personal",
            None,
            "wellbeing",
            "willow, says Amara, as in CB-101, and so say I, Robin, to sam birch",
        ),
    ):
        draft = world.do("amara", drafts.begin, "s1", kind, case)
        world.do("amara", drafts.save, draft.id, draft.version, {step: text})
    for kind, text in (("case", "rowan"), ("personal", "hazel of Kit Moss")):
        world.do("amara", records.recorded, world.record("s1", kind).id)
        world.do("robin", records.ask_for_change, world.record("s1", kind).id, text)
    world.do("robin", cpd.add, "training", day("2026-11-20"), "alder with Sam")
    world.do("robin", absences.away, "robin", day("2026-11-24"), planned=True, expected_back=None)
    return world


def whole(chat: Chat) -> str:
    """Everything, part by part; nothing of it is shown without being asked for."""
    chat.say("my data")
    read = chat.press("Show it").text
    assert all(one.private for one in chat.messages)
    while "Next part" in chat.labels:
        read += "\n" + chat.press("Next part").text
        assert all(one.private for one in chat.messages)
    return read


def test_it_is_all_there_and_third_parties_are_left_out(kept: World, chat: Chats) -> None:
    robin = chat("robin").say("my data")
    assert "willow" not in robin.text
    text = whole(robin)
    for mine in ("Robin Ash", "social worker", "From Tuesday 24 November 2026, planned", "alder", "hazel"):
        assert mine in text
    assert "Monday 23 November 2026 at 08:00: supervision, 60 minutes, held. Case record: " in text
    assert f"willow, says {NAME}, as in {CASE}, and so say I, Robin, to {NAME}" in text
    assert f"hazel of {NAME}" in text
    others = ("Amara", "Okafor", "Morgan", "Kit", "sam birch", "CB-101")
    assert [one for one in others if one in text] == []


def test_what_is_about_cases_is_counted_and_not_shown(kept: World, chat: Chats) -> None:
    text = whole(chat("robin"))
    assert [one for one in ("elder", "rowan") if one in text] == []
    assert "Drafts of case records: 1" in text
    assert "Changes asked for in case records, or reasons to disagree with one: 1" in text


def test_a_supervisor_is_given_nothing_of_what_is_about_those_they_supervise(
    kept: World, chat: Chats
) -> None:
    text = whole(chat("amara"))
    assert "Sessions you supervised\nMonday 23 November 2026 at 08:00" in text
    others = ("willow", "hazel", "alder", "elder", "Robin", "From Tuesday 24")
    assert [one for one in others if one in text] == []


def test_every_column_of_the_people_file_is_there_but_for_other_people(kept: World, chat: Chats) -> None:
    kept.becomes(
        "robin",
        email="robin@council.example",
        started_on=day("2026-09-01"),
        asye_started_on=day("2026-09-02"),
        left_on=day("2027-06-30"),
        weekly_minutes=2220,
        supervised_every_weeks=3,
        teams_user_id="teams-robin",
        slack_user_id="slack-robin",
        line_manager_id="morgan",
    )
    person = kept.store.read_now(lambda uow: uow.session.get(Person, "robin"))
    assert person is not None
    text = whole(chat("robin"))
    for name in {*Person.model_fields} - {"supervisor_id", "line_manager_id", "authority"}:
        value = getattr(person, name)
        shown = full_date(value) if isinstance(value, date) else str(value).replace("_", " ")
        assert f": {shown}\n" in text, f"{name} is not shown to its own person"


# Where a table names a person: shown, counted, or said in words to be kept.
TOLD = {
    *("person", "absence", "event", "session", "record", "record_answer", "record_draft", "agreement"),
    *("concern", "concern_note", "cpd_entry", "reading", "duty"),
    *("case_worker", "preparation", "case_update", "proposal", "ad_hoc_request", "absence_report", "cover"),
    *("session_look", "update_setting", "update_text", "audit_learning"),
    *("dialog", "conversation", "sent_card"),
}
# What can be undone, which goes within a minute.
NOT_TOLD = {"undo"}


def test_every_table_that_names_a_person_is_told_of() -> None:
    naming = {
        table.name
        for table in SQLModel.metadata.sorted_tables
        if any(key.column.table.name == "person" for key in table.foreign_keys)
    }
    assert naming == TOLD | NOT_TOLD, "show or count it in dialogs/wording/own_data_text.py, and add it here"


def test_that_it_was_read_is_in_the_trail_and_nobody_is_told(kept: World, chat: Chats) -> None:
    whole(chat("robin"))
    lines = select(AuditLine).where(AuditLine.action == "own-data")
    found = kept.store.read_now(lambda uow: list(uow.session.exec(lines)))
    assert {(one.actor_id, one.subject_kind, one.subject_id, one.purpose) for one in found} == {
        ("robin", "person", "robin", "")
    }


def test_that_somebody_else_was_sick_is_not_said(kept: World, chat: Chats) -> None:
    kept.to("2026-11-25 09:00")
    for session, sick in (("s2", "amara"), ("s3", "robin")):
        kept.planned(
            session,
            "robin",
            f"2026-11-2{session[1]} 08:00",
            status="cancelled",
            cancelled_on=day("2026-11-21"),
            planned_on=day(f"2026-11-2{session[1]}"),
            cancel_reason="sickness",
            sick_id=sick,
        )
    assert whole(chat("robin")).count("sick") == 1


def test_whole_names_count_in_any_letters_and_halves_only_of_those_around_and_as_written() -> None:
    others = Others("Robin Ash", ["Will May", "Amara Okafor", "Ann Ash"], ["Amara Okafor"], ["CB-101"])
    clean: Callable[[str], str] = partial(others.out_of)
    assert clean("will may, WILL MAY and Will May's") == f"{NAME}, {NAME} and {NAME}'s"
    assert clean("I will, in May, with an ash") == "I will, in May, with an ash"
    assert clean("Okafor, amara; Amara's") == f"{NAME}, amara; {NAME}'s"
    assert clean("Ann Ash and I, Ash") == f"{NAME} and I, Ash"
    assert clean("cb-101, CB-1012 and XCB-101") == f"{CASE}, CB-1012 and XCB-101"
