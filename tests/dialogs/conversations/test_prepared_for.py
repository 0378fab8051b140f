"""The four questions name the session they prepare for, and end with what they are about."""

from collections.abc import Callable

from storage.queries import people
from storage.queries import preparing as query
from storage.tables import Absence
from storage.unit import UnitOfWork
from supervision import absences
from tests.dialogs.conversations.chat import Chat
from tests.supervision.world import World, day

Chats = Callable[[str], Chat]


def asked(chat: Chats, world: World) -> Chat:
    world.planned("s1", "robin", "2026-11-26 10:00")
    return chat("robin").say("prepare").save(cases=("case-1",))


def away(world: World) -> None:
    world.has(Absence(id="a1", person_id="amara", from_on=day("2026-11-23"), reported_by="morgan"))


def test_with_the_supervisor_it_was_booked_with(chat: Chats, world: World) -> None:
    assert "supervision with Amara Okafor" in asked(chat, world).text


def test_with_the_supervisor_who_is_away_and_whom_nobody_covers(chat: Chats, world: World) -> None:
    robin = asked(chat, world)
    away(world)
    assert "supervision with Amara Okafor" in robin.say("skip").text


def test_with_whoever_covers_from_the_next_question_on(chat: Chats, world: World) -> None:
    robin = asked(chat, world)
    away(world)
    world.do("morgan", absences.arrange_cover, "a1", "joan", None)
    robin.say("skip")
    assert f"supervision with {world.store.read_now(name_of_joan)}" in robin.text


def test_with_whoever_stands_above_once_the_supervisor_has_left(chat: Chats, world: World) -> None:
    robin = asked(chat, world)
    world.becomes("amara", left_on=day("2026-11-20"))
    assert "supervision with Amara" not in robin.say("skip").text


def test_who_can_read_it_is_whoever_supervises_today(chat: Chats, world: World) -> None:
    assert "You and your supervisor, Amara Okafor, can read this" in asked(chat, world).text
    away(world)
    world.do("morgan", absences.arrange_cover, "a1", "joan", None)
    covering = world.store.read_now(name_of_joan)
    robin = chat("robin").say("stop").say("prepare")
    for _ in range(3):
        robin.say("skip")
    robin.say("two missed visits").say("the school").say("skip")
    assert f"You and your supervisor, {covering}, can read this" in robin.text


def test_another_persons_session_or_case_is_none_of_theirs(chat: Chats, world: World) -> None:
    asked(chat, world)

    def found(uow: UnitOfWork) -> list[object]:
        return [
            query.preparing(uow, "joan", "s1", "case-1"),
            query.preparing(uow, "robin", "s2", "case-1"),
            [one and one.reference for one in (query.preparing(uow, "robin", "s1", "case-2"),)],
        ]

    assert world.store.read_now(found) == [None, None, [None]]


def name_of_joan(uow: UnitOfWork) -> str:
    found = people.person(uow, "joan")
    assert found is not None
    return found.name
