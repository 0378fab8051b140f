"""Several conversations at once, and one whose subject goes away beneath it."""

from collections.abc import Callable

from sqlmodel import select

from storage.tables import Case
from storage.unit import UnitOfWork
from tests.dialogs.conversations.chat import Chat
from tests.supervision.world import World, day

Chats = Callable[[str], Chat]


def close_case(uow: UnitOfWork) -> None:
    uow.session.exec(select(Case)).one().closed_on = day("2026-11-23")


def prepare(chat: Chats, world: World) -> Chat:
    world.planned("s1", "robin", "2026-11-26 10:00")
    robin = chat("robin").say("prepare")
    if robin.options:
        robin.save(cases=("case-1",))
    return robin


def test_a_question_waits_while_something_else_is_done(chat: Chats, world: World) -> None:
    robin = prepare(chat, world)
    question = robin.text
    world.planned("s2", "robin", "2026-12-17 10:00")
    robin.verb("cancel-session", "s2", 1).choose("Me").choose("Another reason")
    assert "You were in the middle of something" in robin.text
    assert robin.press("Carry on").text.splitlines()[-1] == question.splitlines()[-1]


def test_a_case_closed_meanwhile_ends_its_questions_and_nothing_else(chat: Chats, world: World) -> None:
    robin = prepare(chat, world)
    world.store.run_now(close_case)
    assert "I cannot find that" in robin.say("no visits yet").text
    assert (
        "You were in the middle" not in chat("robin").say("cancel").choose("Me").choose("Another reason").text
    )


def test_a_case_closed_meanwhile_does_not_stand_in_the_way_of_another_flow(chat: Chats, world: World) -> None:
    prepare(chat, world)
    world.store.run_now(close_case)
    robin = chat("robin").say("cancel").choose("Me").choose("Another reason")
    assert "Cancelled" in robin.text
    assert "You were in the middle" not in robin.text
