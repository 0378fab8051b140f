"""Management oversight of a case: noted for its file, and never counted as supervision."""

from collections.abc import Callable

import pytest
from sqlmodel import select

from storage.store import Store
from storage.tables import Case, CaseWorker, Event
from supervision.policy import load_policies
from tests.dialogs.conversations.chat import Chat
from tests.supervision.world import World, day
from tests.support.stores import Clock

Chats = Callable[[str], Chat]
CANARY = "canary-4714"


def events_in(world: World) -> list[Event]:
    return world.store.read_now(lambda uow: list(uow.session.exec(select(Event))))


def live(world: World) -> set[tuple[str, str, str]]:
    """What is owed, by rule, subject and date."""
    rules = world.policies[world.authority].rules
    return {(one.rule, one.subject_id, str(one.due_on)) for rule in rules for one in world.duties(rule)}


@pytest.fixture
def bradford(sqlite_store: Store, clock: Clock) -> World:
    """Robin works a child protection case."""
    world = World(sqlite_store, clock, load_policies(), "bradford")
    types = ["child-protection-plan"]
    allocated_on = day("2026-11-16")
    world.has(
        Case(id="case-2", reference="BD-2", authority="bradford", types=types, allocated_on=allocated_on),
        CaseWorker(case_id="case-2", person_id="robin"),
    )
    return world


def test_it_is_noted_with_its_point_and_handed_back_for_the_file(bradford: World) -> None:
    amara = Chat(bradford, "amara").say("oversight").choose("BD-2")
    assert "Your policy: oversight: " in amara.text
    assert "does not count as supervision" in amara.text
    amara.choose("At allocation").save(on="2026-11-20").save(decided=CANARY)
    assert "management oversight on Friday 20 November 2026, at allocation" in amara.messages[0].text
    note = amara.messages[1]
    assert note.private
    assert note.text == (
        "Management oversight. This is no record of supervision.\nCase: BD-2\nDate: Friday 20 November 2026\n"
        f"When: at allocation\nBy: Amara Okafor\n\nDecided, and why\n{CANARY}"
    )
    (event,) = events_in(bradford)
    assert (event.what, event.case_id, event.party, event.happened_on) == (
        "oversight", "case-2", "allocation", day("2026-11-20"),
    )  # fmt: skip


def test_no_date_moves_by_it(bradford: World) -> None:
    before = live(bradford)
    assert "case-child-protection-plan" in {rule for rule, _, _ in before}
    Chat(bradford, "amara").say("oversight").choose("BD-2").choose("In between").save().press("Skip")
    assert live(bradford) == before
    assert bradford.differences() == []


def test_it_is_taken_back_within_its_minute(bradford: World) -> None:
    amara = Chat(bradford, "amara").say("oversight").choose("BD-2").choose("At sign-off").save().press("Skip")
    amara.press("Undo")
    assert events_in(bradford)[0].state == "withdrawn"
    amara.say("oversight").choose("BD-2").choose("In between").save().press("Skip")
    assert [fact.value for fact in amara.messages[0].facts] == ["Monday 23 November 2026, in between"]


def test_where_the_policy_has_no_such_clause_none_is_quoted(chat: Chats) -> None:
    amara = chat("amara").say("oversight")
    assert "CB-101" in amara.text
    assert "Your policy" not in amara.text


def test_only_who_supervises_or_stands_above_notes_it(chat: Chats) -> None:
    assert "you supervise nobody" in chat("robin").say("oversight").text
    assert "cannot find that" in chat("joan").verb("oversight", "case-1").text
    assert "cannot find that" in chat("robin").verb("oversight", "case-1").text


def test_who_stands_above_notes_it_of_a_case_in_their_line_and_of_no_other(bradford: World) -> None:
    bradford.has(CaseWorker(case_id="case-2", person_id="kit"))
    before = live(bradford)
    for person in ("morgan", "dana"):
        manager = Chat(bradford, person).say("oversight")
        assert manager.options == ["Kit Moss", "Robin Ash"]
        manager.choose("Robin Ash").choose("BD-2").choose("In between").save().press("Skip")
        assert "does not count as supervision, so no date moves" in manager.text
        assert "By: " + {"morgan": "Morgan Vale", "dana": "Dana Hill"}[person] in manager.text
    assert [one.party for one in events_in(bradford)] == ["between", "between"]
    assert live(bradford) == before


def test_after_leaving_the_line_nothing_of_a_case_is_shown(bradford: World) -> None:
    amara = Chat(bradford, "amara").say("oversight")
    assert amara.options == ["BD-2", "CB-101"]
    bradford.becomes("robin", supervisor_id="joan")
    after = amara.say("BD-2").text
    assert "cannot find that" in after
    assert "BD-2" not in after
