"""A conversation whose subject is no longer the person's ends, and shows nothing more of it."""

from collections.abc import Callable

import pytest

from storage.queries import people as query
from storage.tables import Absence, Person
from storage.unit import UnitOfWork
from supervision import access
from supervision.passing_on import pass_on
from supervision.work import CLOCK, Work
from tests.dialogs.conversations.chat import Chat
from tests.supervision.world import World, day

Chats = Callable[[str], Chat]
GONE = "I cannot find that."


def transfer(world: World, person: str, supervisor: str) -> None:
    """As the staff list does it: sessions planned with the former supervisor go with it."""

    def change(work: Work) -> None:
        found = access.person_for(work, person)
        former, found.supervisor_id = found.supervisor_id, supervisor
        assert former
        pass_on(work, found, former)

    world.do(CLOCK, change)
    world.differences()


@pytest.mark.parametrize("verb", ["move-session", "cancel-session", "held-session", "propose-time"])
def test_of_a_session_that_has_passed_to_another_supervisor(chat: Chats, world: World, verb: str) -> None:
    world.planned("s1", "robin", "2026-11-23 10:00")
    amara = chat("amara").verb(verb, "s1", 1)
    assert amara.messages[0].fields
    transfer(world, "robin", "joan")
    after = chat("amara").say("show")
    assert GONE in after.text
    assert "Robin" not in after.text
    assert not any(message.fields for message in after.messages)


@pytest.mark.parametrize(
    ("verb", "subject"),
    [("book-for", "robin"), ("propose-time", "robin"), ("absent-person", "robin"), ("back-person", "robin")],
)
def test_of_somebody_supervised_by_another(chat: Chats, world: World, verb: str, subject: str) -> None:
    if verb == "back-person":
        world.has(Absence(id="a1", person_id="robin", from_on=day("2026-11-20"), planned=False))
    amara = chat("amara").verb(verb, subject)
    assert amara.messages[0].fields
    transfer(world, "robin", "joan")
    after = chat("amara").say("show")
    assert GONE in after.text
    assert "Robin" not in after.text


def test_of_ones_supervisor_of_before(chat: Chats, world: World) -> None:
    robin = chat("robin").verb("absent-person", "amara")
    assert robin.messages[0].fields
    transfer(world, "robin", "joan")
    assert GONE in chat("robin").say("yes").text


@pytest.mark.parametrize("verb", ["ask-change", "disagree"])
def test_of_a_record_that_was_taken_back(chat: Chats, world: World, verb: str) -> None:
    world.planned("s1", "robin", "2026-11-23 08:00")
    chat("amara").say("held").save().press("It is recorded")
    record = world.record("s1")
    robin = chat("robin").verb(verb, record.id, record.version)
    assert robin.messages[0].fields

    def withdraw(uow: UnitOfWork) -> None:
        found = uow.session.get(type(record), record.id)
        assert found
        found.state = "withdrawn"

    world.store.run_now(withdraw)
    world.differences()
    assert GONE in chat("robin").say("the date is wrong").text


@pytest.mark.parametrize("verb", ["move-session", "cancel-session", "held-session"])
@pytest.mark.parametrize("version", [0, 2])
def test_a_button_of_another_version_opens_nothing(
    chat: Chats, world: World, verb: str, version: int
) -> None:
    world.planned("s1", "robin", "2026-11-23 10:00")
    amara = chat("amara").verb(verb, "s1", version)
    assert "nothing was done" in amara.text
    assert not any(message.fields for message in amara.messages)


@pytest.mark.parametrize("verb", ["ask-change", "disagree"])
def test_nor_does_one_on_a_record(chat: Chats, world: World, verb: str) -> None:
    world.planned("s1", "robin", "2026-11-23 08:00")
    chat("amara").say("held").save().press("It is recorded")
    assert "nothing was done" in chat("robin").verb(verb, world.record("s1").id).text


def test_the_former_supervisor_says_that_an_awaited_record_is_recorded(chat: Chats, world: World) -> None:
    world.planned("s1", "robin", "2026-11-23 08:00")
    amara = chat("amara").say("held").save()

    def change(uow: UnitOfWork) -> None:
        found = query.person(uow, "robin")
        assert isinstance(found, Person)
        found.supervisor_id = "joan"

    world.store.run_now(change)
    world.differences()
    assert "is with Robin Ash for sign-off" in amara.press("It is recorded").text
