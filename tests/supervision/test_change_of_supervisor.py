"""After a change of supervisor, what was said about a record is with the new one; the former one only finishes what
they owe.
"""

from collections.abc import Callable
from typing import Any

import pytest
from sqlmodel import select

from storage.queries import people as query
from storage.tables import AuditLine, Person
from storage.unit import UnitOfWork
from supervision import absences, access, duties, mine, records, sessions, undo
from supervision.work import Refused, Work
from tests.supervision.world import World, day


def transfer(world: World, person: str, supervisor: str) -> None:
    def change(uow: UnitOfWork) -> None:
        found = query.person(uow, person)
        assert isinstance(found, Person)
        found.supervisor_id = supervisor

    world.store.run_now(change)
    world.differences()


@pytest.fixture
def awaited(world: World) -> World:
    """Amara held a session with Robin, who is supervised by Joan since."""
    world.planned("s1", "robin", "2026-11-23 08:00")
    world.do("amara", sessions.held, "s1", day("2026-11-23"))
    transfer(world, "robin", "joan")
    return world


@pytest.fixture
def disagreed(awaited: World) -> World:
    """Amara has recorded it, and Robin disagrees."""
    record = awaited.do("amara", records.recorded, awaited.record("s1").id)
    awaited.do("robin", records.disagree, record.id, "the second action")
    return awaited


def said_of(work: Work, record_id: str) -> list[str]:
    return [one.text for one in records.read_reason(work, record_id)[1]]


def logged(world: World) -> list[str]:
    lines = select(AuditLine).where(AuditLine.action == "read-reason")
    return world.store.read_now(lambda uow: [one.actor_id for one in uow.session.exec(lines)])


def test_the_former_one_finishes_an_awaited_record_and_the_rest_is_with_the_new_one(awaited: World) -> None:
    record = awaited.record("s1")
    assert awaited.duty("record-case").owner_id == "amara"
    both = [record.id, awaited.record("s1", "personal").id]
    assert [one.id for one, _ in awaited.do("amara", mine.supervised_records, "awaiting")] == both
    assert awaited.do("joan", mine.supervised_records, "awaiting") == []
    assert awaited.do("amara", records.recorded, record.id).state == "tasked"
    assert awaited.duty("signoff-case").owed_to_id == "joan"
    assert awaited.do("amara", mine.supervised_records, *records.ANSWERABLE) == []
    assert [one.id for one, _ in awaited.do("joan", mine.supervised_records, "tasked")] == [record.id]


def test_whoever_covers_for_the_former_one_finishes_it_too(awaited: World) -> None:
    awaited.do("amara", absences.away, "amara", day("2026-11-23"), planned=True, expected_back=None)
    awaited.do("morgan", absences.arrange_cover, awaited.absence().id, "morgan", day("2026-11-24"))
    assert awaited.differences() == []
    assert awaited.duty("record-case").owner_id == "morgan"
    awaited.to("2026-11-25 09:00")
    assert awaited.duty("record-case").owner_id == "amara"
    awaited.do("morgan", absences.arrange_cover, awaited.absence().id, "morgan", None)
    awaited.do("morgan", absences.back, "amara", day("2026-11-25"))
    assert awaited.duty("record-case").owner_id == "amara"
    awaited.do("morgan", undo.undo)
    assert awaited.do("morgan", records.recorded, awaited.record("s1").id).state == "tasked"


def test_the_new_one_reads_what_was_said_unlogged_and_the_former_one_is_refused(disagreed: World) -> None:
    record = disagreed.record("s1")
    assert disagreed.told("joan", "record-disagreed") == ["record-disagreed"]
    assert disagreed.told("amara", "record-disagreed") == []
    assert disagreed.do("joan", said_of, record.id) == ["the second action"]
    assert logged(disagreed) == []
    with pytest.raises(Refused):
        disagreed.do("amara", said_of, record.id)


def test_the_former_one_reads_nothing_while_the_record_is_awaited_either(awaited: World) -> None:
    with pytest.raises(Refused):
        awaited.do("amara", said_of, awaited.record("s1").id)


@pytest.mark.parametrize("act", [records.recorded, records.close])
def test_the_former_one_does_not_act_on_it_any_more(disagreed: World, act: Callable[..., Any]) -> None:
    with pytest.raises(Refused):
        disagreed.do("amara", act, disagreed.record("s1").id)


def test_the_new_one_amends_and_closes(disagreed: World) -> None:
    record = disagreed.do("joan", records.recorded, disagreed.record("s1").id)
    disagreed.to("2026-12-01 09:00")
    closing = disagreed.duty("signoff-case")
    assert (closing.party, closing.owner_id) == ("supervisor", "joan")
    with pytest.raises(Refused):
        disagreed.do("amara", duties.explain, closing.id)
    assert disagreed.do("joan", records.close, record.id).state == "closed"


def test_a_former_one_who_covers_for_the_new_one_is_logged_and_told(disagreed: World) -> None:
    disagreed.do("joan", absences.away, "joan", day("2026-11-23"), planned=True, expected_back=None)
    disagreed.do("morgan", absences.arrange_cover, disagreed.absence().id, "amara", None)
    assert disagreed.do("amara", said_of, disagreed.record("s1").id) == ["the second action"]
    assert logged(disagreed) == ["amara"]
    assert disagreed.told("robin", "record-read") == ["record-read amara:2026-11-23"]


def test_a_held_session_is_no_longer_the_former_ones(awaited: World) -> None:
    assert awaited.do("joan", access.session_as_supervisor, "s1").id == "s1"
    with pytest.raises(Refused):
        awaited.do("amara", access.session_as_supervisor, "s1")
