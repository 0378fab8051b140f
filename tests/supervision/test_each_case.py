"""What is owed about a case is worked out anew where something has changed that it depends on, and only there.

That nothing is taken for granted wrongly, every test here shows: each ends with a check that works out everything anew.
"""

from collections.abc import Callable

import pytest

from storage.queries import ledger as rows
from storage.queries import people
from storage.tables import AgendaItem, Case, Person
from storage.unit import UnitOfWork
from supervision.duties import reconcile
from supervision.duties.expected import Expected
from supervision.duties.families import each_case
from supervision.duties.gathering import gather
from supervision.known import Known
from supervision.work import CLOCK, Work
from tests.supervision.cases import case, session
from tests.supervision.world import World, at, day

MONTHLY = "family-support-cin"


def owed(world: World) -> dict[str, Expected]:
    """What is owed of discussing each of Robin's cases."""

    def look(work: Work) -> dict[str, Expected]:
        found = people.person(work.uow, "robin")
        assert found is not None
        (facts,) = gather(work, Known(work.uow), [found], rows.live_of(work.uow, ["robin"]))
        every = each_case.expected(facts)
        return {one.subject_id: one for one in every if one.rule == "case-family-support"}

    return world.do(CLOCK, look)


def two_cases(world: World) -> None:
    for one in ("cb-1", "cb-2"):
        case(world, one, MONTHLY, last_supervised_on=day("2026-11-05"))


def test_nothing_is_worked_out_twice_while_nothing_changes(world: World) -> None:
    two_cases(world)
    before = owed(world)
    world.to("2026-11-25 09:00")
    assert owed(world) == before


def test_where_a_session_is_moved_only_the_cases_on_its_agenda_are_worked_out(world: World) -> None:
    two_cases(world)
    world.planned("s", "robin", "2026-12-01 10:00")
    world.has(AgendaItem(session_id="s", case_id="cb-1", position=1))
    before = owed(world)
    world.store.run_now(lambda uow: setattr(session(uow, "s"), "starts_at", at("2026-12-08 10:00")))
    after = owed(world)
    assert after["cb-2"] is before["cb-2"]
    assert (before["cb-1"].silent, after["cb-1"].silent) == (True, False)
    world.do(CLOCK, reconcile)


def _moved_to_another(uow: UnitOfWork) -> None:
    uow.session.get_one(Person, "robin").supervisor_id = "joan"


def _another_manager(uow: UnitOfWork) -> None:
    uow.session.get_one(Person, "robin").line_manager_id = "joan"


def _another_day(uow: UnitOfWork) -> None:
    uow.session.get_one(Case, "cb-1").last_supervised_on = day("2026-11-09")


@pytest.mark.parametrize("change", [_moved_to_another, _another_manager, _another_day])
def test_whatever_it_depends_on_changes_it_is_worked_out_anew(
    world: World, change: Callable[[UnitOfWork], None]
) -> None:
    two_cases(world)
    before = owed(world)
    world.store.run_now(change)
    assert owed(world)["cb-1"] is not before["cb-1"]
    world.do(CLOCK, reconcile)
