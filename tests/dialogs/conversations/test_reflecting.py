"""A reflection is asked once whose record it belongs to; a person's CPD record is theirs alone."""

from collections.abc import Callable

import pytest
from sqlmodel import select

from storage.store import Store
from storage.tables import CpdEntry
from supervision import cpd
from supervision.policy import load_policies
from supervision.work import SaidNo
from tests.dialogs.conversations.chat import Chat
from tests.supervision.world import World, day
from tests.support.stores import Clock

Chats = Callable[[str], Chat]
CANARY = "canary-4715"


def entries_in(world: World) -> list[CpdEntry]:
    return world.store.read_now(lambda uow: list(uow.session.exec(select(CpdEntry))))


def test_a_reflection_about_a_child_is_handed_back_for_the_file_and_not_kept(
    chat: Chats, world: World
) -> None:
    robin = chat("robin").say("reflect").save(said=CANARY)
    assert "Whose record does it belong to?" in robin.text
    robin.choose("A child's or family's: what worked for them, what could be different").choose("CB-101")
    assert "CPD" not in robin.text
    assert "it is not kept here" in robin.text
    assert robin.messages[-1].private
    assert robin.messages[-1].text == (
        f"Reflection about the work with CB-101, Monday 23 November 2026\n\n{CANARY}"
    )
    assert entries_in(world) == []


def test_one_of_ones_own_is_handed_back_and_kept_only_where_it_is_marked_as_cpd(
    chat: Chats, world: World
) -> None:
    robin = (
        chat("robin")
        .say("reflection")
        .save(said=CANARY)
        .choose("Mine: how something felt, or what I learned")
    )
    robin.press("Skip").save(cpd="no")
    assert f"Reflection, Robin Ash, Monday 23 November 2026\n\n{CANARY}" in robin.text
    assert entries_in(world) == []
    robin.say("reflect").save(said=CANARY).choose("Mine: how something felt, or what I learned")
    robin.press("Skip").save(cpd="yes")
    assert "1 entry is in it" in robin.say("cpd").text
    robin.say("undo")
    assert "Nothing is in it yet" in robin.say("cpd").text


def test_one_of_ones_own_is_held_against_the_statement_of_ones_role(chat: Chats, world: World) -> None:
    robin = chat("robin").say("reflect").save(said=CANARY)
    robin.choose("Mine: how something felt, or what I learned")
    assert "Knowledge and skills statement for social workers: does it bear on any of these?" in robin.text
    robin.save(against=("2", "8")).save(cpd="yes")
    held = "Knowledge and skills statement for social workers\nChild development\nThe Law and the family justice system"
    assert robin.messages[-1].text.endswith(f"{CANARY}\n\n{held}")
    assert held in chat("robin").say("cpd").press("As text").save().text
    world.becomes("robin", role="unqualified")
    robin.say("reflect").save(said=CANARY).choose("Mine: how something felt, or what I learned")
    assert "CPD record too?" in robin.text


def test_what_was_added_comes_out_as_text_from_the_day_asked_for(chat: Chats, world: World) -> None:
    for on, what in (("2026-01-20", "earlier"), ("2026-11-20", CANARY)):
        chat("robin").say("cpd").press("Add an entry").choose("Training or reading").save(on=on).save(
            said=what
        )
    robin = chat("robin").say("cpd").press("As text").save(since="2026-02-01")
    assert robin.messages[-1].private
    assert robin.messages[-1].text == f"Friday 20 November 2026: Training or reading\n{CANARY}"
    assert "There is nothing" in chat("robin").say("cpd").press("As text").save(since="2026-11-21").text


def test_a_long_record_comes_out_whole_some_at_a_time(chat: Chats, world: World) -> None:
    for number in range(14):
        world.do("robin", cpd.add, "action", day("2026-11-20"), f"{number:02} " + "x" * 1990)
    robin = chat("robin").say("cpd").press("As text").save()
    text = robin.text
    assert "9 more entries" in text
    while "Go on" in robin.labels:
        text += robin.press("Go on").text
    assert all(f"{number:02} xxx" in text for number in range(14))


def test_nobody_else_has_any_part_in_it(chat: Chats, world: World) -> None:
    world.do("robin", cpd.add, "action", day("2026-11-20"), CANARY)
    for person in ("amara", "morgan"):
        other = chat(person).say("cpd")
        assert "Nothing is in it yet" in other.text
        assert CANARY not in other.verb("cpd-more", "2026-01-01").text


def test_nothing_is_added_that_has_not_happened(world: World) -> None:
    with pytest.raises(SaidNo, match="today or in the past"):
        world.do("robin", cpd.add, "action", day("2026-11-24"), CANARY)


def test_a_clause_is_quoted_where_the_policy_has_it(sqlite_store: Store, clock: Clock) -> None:
    bradford = Chat(World(sqlite_store, clock, load_policies(), "bradford"), "robin")
    assert "Your policy: reflection-split: " in bradford.say("reflect").text
    assert "Your policy: cpd: " in bradford.say("cpd").press("Add an entry").text


def test_elsewhere_it_is_offered_without_a_clause(chat: Chats) -> None:
    assert "Your policy" not in chat("robin").say("reflect").text
