"""Who may see what is prepared: the two, whoever covers (and the supervisee is told), and whoever comes after."""

import pytest
from sqlmodel import select

from storage.queries import people as query
from storage.queries.sessions import open_cases_of
from storage.tables import AgendaItem, AuditLine, Case, CaseWorker, Person, Preparation
from storage.unit import UnitOfWork
from supervision import absences, access, mine, preparations, sessions
from supervision.work import Refused, Work
from tests.supervision.world import World, day


def read(world: World, person: str) -> int:
    return len(world.do(person, preparations.read, "s1"))


@pytest.fixture
def prepared(world: World) -> World:
    """Robin has prepared a case for a session with Amara on Thursday 3 December."""

    def prepare(work: Work) -> None:
        session = access.session_as_supervisee(work, "s1")
        sessions.set_agenda(work, session, open_cases_of(work.uow, "robin"))
        preparations.keep(work, session.id, "case-1", "worried", "two missed visits")

    world.planned("s1", "robin", "2026-12-03 10:00")
    world.do("robin", prepare)
    return world


def transfer(world: World, person: str, supervisor: str) -> None:
    def change(uow: UnitOfWork) -> None:
        found = query.person(uow, person)
        assert isinstance(found, Person)
        found.supervisor_id = supervisor

    world.store.run_now(change)
    world.differences()


def purposes(world: World) -> list[tuple[str, str]]:
    lines = select(AuditLine).where(AuditLine.action == "read-preparation")
    return world.store.read_now(lambda uow: [(one.actor_id, one.purpose) for one in uow.session.exec(lines)])


def test_the_two_read_without_a_line_in_the_trail(prepared: World) -> None:
    assert read(prepared, "robin") == read(prepared, "amara") == 1
    assert purposes(prepared) == []


@pytest.mark.parametrize("other", ["kit", "joan", "morgan", "sam"])
def test_nobody_else_reads(prepared: World, other: str) -> None:
    with pytest.raises(Refused):
        read(prepared, other)


def test_whoever_covers_reads_and_the_supervisee_is_told_once_a_day(prepared: World) -> None:
    absence = prepared.do(
        "amara", absences.away, "amara", day("2026-11-23"), planned=True, expected_back=None
    )
    prepared.do("morgan", absences.arrange_cover, absence.id, "joan", None)
    read(prepared, "joan")
    read(prepared, "joan")
    assert purposes(prepared) == [("joan", "cover"), ("joan", "cover")]
    assert prepared.told("robin", "preparation-read") == ["preparation-read joan:2026-11-23"]


def test_what_somebody_else_prepared_is_not_shown_as_the_supervisees(prepared: World) -> None:
    prepared.has(
        Case(id="case-2", reference="CB-102", authority="central-bedfordshire"),
        CaseWorker(case_id="case-2", person_id="robin"),
        AgendaItem(session_id="s1", case_id="case-2", position=2),
        Preparation(
            id="of-sam", session_id="s1", case_id="case-2", person_id="sam", started_at=prepared.clock.now
        ),
    )
    found = prepared.do("amara", preparations.read, "s1")
    assert [case.id for case, _, _ in found] == ["case-1"]


def test_after_a_change_of_supervisor_the_new_one_gains_and_the_old_one_loses(prepared: World) -> None:
    prepared.to("2026-12-03 12:00")
    prepared.do("amara", sessions.held, "s1", day("2026-12-03"))
    transfer(prepared, "robin", "joan")
    assert read(prepared, "joan") == 1
    assert purposes(prepared) == []
    with pytest.raises(Refused):
        read(prepared, "amara")
    assert [one.id for one in prepared.do("joan", mine.supervisees)] == ["kit", "robin"]


def test_a_session_still_planned_with_the_old_supervisor_is_theirs_to_prepare(prepared: World) -> None:
    transfer(prepared, "robin", "joan")
    assert read(prepared, "amara") == 1
    assert prepared.do("amara", access.session_as_supervisor, "s1").id == "s1"
