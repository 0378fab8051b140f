"""A turn is one transaction: everything that comes of it, or nothing; and a delivery is taken once."""

from datetime import UTC, datetime

import pytest

from bot.turn import Turn
from dialogs.exchange.message import Message
from dialogs.exchange.reply import Answer, Press, Say
from storage.errors import NotSaved
from storage.queries import sessions
from storage.store import Store
from storage.tables import AuditLine, Delivery, Dialog, OutboxRow
from storage.unit import UnitOfWork
from supervision.work import Refused
from tests.scenarios.council import clock_work, keep_cases, keep_session, keep_team
from tests.scenarios.house import Living, living
from tests.support.stores import Clock

TUESDAY = datetime(2026, 11, 24, 14, tzinfo=UTC)


@pytest.fixture
def here(store: Store, clock: Clock) -> Living:
    """Monday 09:00; wren meets sorrel tomorrow, with two cases."""
    here = living(store, clock)

    def keep(uow: UnitOfWork) -> None:
        keep_team(uow, "wren", "finch")
        cases = keep_cases(uow, "wren", "CB-1", "CB-2")
        keep_session(clock_work(uow, here.policies), "of-wren", "wren", TUESDAY, cases)

    store.run_now(keep)
    return here


def counts(store: Store) -> dict[str, int]:
    """How many rows there are of what a turn writes."""

    def read(uow: UnitOfWork) -> dict[str, int]:
        tables = (Delivery, Dialog, AuditLine, OutboxRow)
        return {
            one.__name__: len(uow.execute(one.metadata.tables[str(one.__tablename__)].select()).all())
            for one in tables
        }

    return store.read_now(read)


async def test_a_turn_that_cannot_be_kept_leaves_nothing_and_can_be_said_again(here: Living) -> None:
    def broken(uow: UnitOfWork, messages: tuple[Message, ...]) -> None:
        raise NotSaved

    before = counts(here.store)
    turn = Turn("test", "one", "wren", Press("ready", "of-wren", 1))
    with pytest.raises(NotSaved):
        await here.house.turns.take(turn, broken)
    assert counts(here.store) == before
    await here.house.turns.take(turn, lambda _, messages: messages)
    after = counts(here.store)
    assert after["Delivery"] == before["Delivery"] + 1
    assert after["AuditLine"] > before["AuditLine"]


async def test_a_delivery_taken_twice_does_its_work_once(here: Living) -> None:
    wren = here.chat("wren")
    await wren.send(Press("ready", "of-wren", 1), "same")
    after = counts(here.store)
    await wren.send(Press("ready", "of-wren", 1), "same")
    assert counts(here.store) == after


async def test_the_same_delivery_name_of_another_person_or_channel_is_another_delivery(here: Living) -> None:
    for channel, person in (("test", "wren"), ("test", "finch"), ("other", "wren")):
        messages = await here.house.turns.take(
            Turn(channel, "same", person, Say("due")), lambda _, messages: messages
        )
        assert messages


async def test_a_delivery_again_shows_the_question_that_stands_after_a_restart_too(here: Living) -> None:
    wren = here.chat("wren")
    await wren.say("prepare")
    await wren.save()
    asked = wren.messages[-1]
    restarted = living(here.store, here.clock).chat("wren")
    first = Answer("agenda", "cases", 1, {"do": "save"})
    await restarted.send(first, "lost")
    assert (restarted.messages[-1].buttons, restarted.messages[-1].card) == (asked.buttons, asked.card)
    await restarted.send(first, "lost")
    assert (restarted.messages[-1].buttons, restarted.messages[-1].card) == (asked.buttons, asked.card)


@pytest.mark.parametrize("person", ["nobody", "", "clock", "operator"])
@pytest.mark.parametrize("reply", [Say("due"), Press("help"), Answer("four_questions", "worried", 1)])
async def test_strangers_are_refused_and_leave_nothing(
    here: Living, person: str, reply: Say | Press | Answer
) -> None:
    before = counts(here.store)
    with pytest.raises(Refused):
        await here.chat(person).send(reply)
    assert counts(here.store) == before


async def test_each_answer_is_kept_the_moment_it_is_given(here: Living) -> None:
    wren = here.chat("wren")
    await wren.say("prepare")
    await wren.save()
    await wren.save(key_dates="Review on Friday")

    def kept(uow: UnitOfWork) -> int:
        return len(sessions.preparations(uow, "of-wren"))

    assert here.store.read_now(kept) == 1
    await wren.press("Back")
    assert "Review on Friday" in wren.text
