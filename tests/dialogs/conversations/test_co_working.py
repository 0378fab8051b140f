"""The three prompts about a case that several work, as text for its record."""

from collections.abc import Callable

import pytest

from storage.store import Store
from storage.tables import AgendaItem, Case, CaseWorker
from supervision.policy import load_policies
from tests.dialogs.conversations.chat import Chat
from tests.supervision.world import World
from tests.support.stores import Clock

Chats = Callable[[str], Chat]


def shared(world: World, *ids: str) -> None:
    """Cases that Robin and Sam both work."""
    for one in ids:
        world.has(
            Case(id=one, reference=one.upper(), authority=world.authority),
            CaseWorker(case_id=one, person_id="robin"),
            CaseWorker(case_id=one, person_id="sam"),
        )


@pytest.fixture
def bradford(sqlite_store: Store, clock: Clock) -> World:
    """One case is shared, and on the agenda of a session whose time is over."""
    world = World(sqlite_store, clock, load_policies(), "bradford")
    shared(world, "bd-2")
    world.planned("s1", "robin", "2026-11-23 08:00")
    world.has(AgendaItem(session_id="s1", case_id="case-1", position=0))
    world.has(AgendaItem(session_id="s1", case_id="bd-2", position=1))
    return world


def test_who_records_a_session_is_led_to_the_prompts_and_gets_text_for_the_record(bradford: World) -> None:
    amara = Chat(bradford, "amara").say("held").save().press("Co-worked case")
    assert "Robin Ash and Sam Birch work this case" in amara.text
    assert "Your policy: co-working: " in amara.text
    amara.choose("It changes, as said below").save(roles="Sam leads").save(going="well")
    assert amara.messages[-1].private
    assert amara.messages[-1].text == (
        "Co-working on BD-2, Monday 23 November 2026\nWorkers: Robin Ash and Sam Birch\n"
        "The arrangement: It changes, as said below\n\nEach worker's part\nSam leads\n\nHow well it is working\nwell"
    )


def test_of_several_on_the_agenda_one_is_chosen(bradford: World) -> None:
    shared(bradford, "bd-3")
    bradford.has(AgendaItem(session_id="s1", case_id="bd-3", position=2))
    amara = Chat(bradford, "amara").verb("co-working-of", "s1")
    assert amara.labels == ["BD-2", "BD-3"]
    assert "Co-working on BD-3" in amara.press("BD-3").text


def test_each_worker_can_start_it_and_nobody_who_has_no_part_in_the_case(bradford: World) -> None:
    assert "Co-working on BD-2" in Chat(bradford, "sam").say("co-working").text
    assert "No open case of yours" in Chat(bradford, "kit").say("co-working").text
    assert "cannot find that" in Chat(bradford, "kit").verb("co-working", "bd-2").text
    assert "cannot find that" in Chat(bradford, "robin").verb("co-working", "case-1").text


def test_where_the_policy_does_not_ask_it_is_offered_and_no_clause_is_quoted(
    chat: Chats, world: World
) -> None:
    shared(world, "cb-2")
    world.planned("s1", "robin", "2026-11-23 08:00")
    world.has(AgendaItem(session_id="s1", case_id="cb-2", position=0))
    amara = chat("amara").say("held").save()
    assert "Co-worked case" not in amara.labels
    assert "Your policy" not in amara.say("co-working").text
