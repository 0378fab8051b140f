"""A case on the agenda that was closed or given to somebody else before the session."""

from collections.abc import Callable

import pytest
from sqlmodel import select

from dialogs.nudges import words
from storage.tables import Case, CaseWorker, OutboxRow
from storage.unit import UnitOfWork
from supervision.work import Work
from tests.dialogs.conversations.chat import Chat
from tests.supervision.cases import booked, case
from tests.supervision.world import World, day

Chats = Callable[[str], Chat]


def close(uow: UnitOfWork) -> None:
    uow.session.get_one(Case, "case-1").closed_on = day("2026-11-23")


def give_away(uow: UnitOfWork) -> None:
    uow.session.delete(uow.session.get_one(CaseWorker, ("case-1", "robin")))


LEFT_OUT = "Left out: CB-101. It is closed or no longer yours."
either = pytest.mark.parametrize("gone", [close, give_away])


@pytest.fixture
def robin(chat: Chats, world: World) -> Chat:
    """Robin has two cases on the agenda, is asked about the first, and stops."""
    world.has(Case(id="case-2", reference="CB-202", authority="central-bedfordshire"))
    world.has(CaseWorker(case_id="case-2", person_id="robin"))
    world.planned("s1", "robin", "2026-11-26 10:00")
    return chat("robin").say("prepare").save(cases=("case-1", "case-2")).say("stop")


def prepared(robin: Chat) -> Chat:
    """All questions of the case that is asked about are left out but the one that must be answered."""
    for _ in range(4):
        robin.say("skip")
    return robin.say("how to begin").say("confirm").say("neither")


@either
def test_it_is_left_out_and_the_next_one_is_asked_about(
    robin: Chat, world: World, gone: Callable[[UnitOfWork], None]
) -> None:
    world.store.run_now(gone)
    robin.say("prepare")
    assert LEFT_OUT in robin.text
    assert robin.messages[-1].title.endswith("CB-202")
    assert "You are prepared" in prepared(robin).text
    assert world.duties("prep", about="robin") == world.duties("prep", about="amara")


def test_of_a_case_not_prepared_the_export_has_a_line_and_no_empty_note(robin: Chat, chat: Chats) -> None:
    prepared(robin.say("prepare")).say("stop")
    said = chat("robin").say("export").messages
    assert [one.title for one in said] == ["Case note, CB-101", ""]
    assert said[1].text == "CB-202: not prepared yet."


@either
def test_the_agenda_can_be_chosen_again_without_it(
    robin: Chat, world: World, gone: Callable[[UnitOfWork], None]
) -> None:
    world.store.run_now(gone)
    world.differences()
    robin.say("prepare").press("Choose the cases again")
    assert robin.options == ["CB-202"]
    assert robin.messages[-1].fields[0].value == ("case-2",)
    assert robin.save().messages[-1].title.endswith("CB-202")
    assert LEFT_OUT not in robin.say("stop").say("prepare").text


def test_when_it_was_the_last_one_to_prepare_all_is_prepared(robin: Chat, world: World) -> None:
    robin.say("prepare")
    prepared(robin).press("Next: CB-202")
    world.store.run_now(lambda uow: setattr(uow.session.get(Case, "case-2"), "closed_on", day("2026-11-23")))
    assert "You are prepared" in robin.say("prepare").text
    assert [one.party for one in world.duties("prep")] == ["supervisor"]


def test_when_nothing_is_left_one_says_that_one_is_prepared(robin: Chat, world: World) -> None:
    world.store.run_now(close)
    world.store.run_now(lambda uow: setattr(uow.session.get(Case, "case-2"), "closed_on", day("2026-11-23")))
    robin.say("prepare")
    assert "no open cases on record" in robin.text
    robin.press("I am prepared")
    assert [one.party for one in world.duties("prep")] == ["supervisor"]


def test_the_digest_counts_those_that_are_left(robin: Chat, world: World) -> None:
    world.store.run_now(close)
    world.to("2026-11-25 09:00")

    def digest(work: Work) -> str:
        rows = select(OutboxRow).where(OutboxRow.recipient_id == "amara", OutboxRow.stage == "digest-1")
        message = words(work, work.uow.session.exec(rows).one())
        assert message is not None
        return message.facts[0].value

    assert world.do("amara", digest) == "1"


def test_what_is_due_before_the_next_one_and_not_on_the_agenda_is_chosen_already(
    chat: Chats, world: World
) -> None:
    session = booked(world, "2026-11-26 10:00", "case-1")
    case(world, "cb-1", "family-support-cin", last_supervised_on=day("2026-10-27"))
    case(world, "cb-2", "looked-after-matched", last_supervised_on=day("2026-11-20"))
    robin = chat("robin").say("prepare")
    assert robin.messages[-1].fields[0].value == ("case-1", "cb-1")
    robin.save().say("stop")
    assert "CB-1 and CB-101" in chat("amara").verb("agenda-cases", session).text
    world.to("2026-11-26 08:00")
    assert world.told("amara", "case-family-support") == ["case-family-support/supervisor/owner before-5"]


def test_whoever_reads_a_preparation_sees_which_cases_are_not_begun(robin: Chat, chat: Chats) -> None:
    robin.say("prepare").say("no dates yet")
    assert "Not begun yet: CB-202" in chat("amara").verb("read-preparation", "s1").text
