"""A rule under another id, on both databases: what stands and what was recorded goes by it, of those concerned alone."""

from storage.queries import renaming
from storage.store import Store
from storage.unit import UnitOfWork
from supervision.policy import load_policies
from supervision.work import CLOCK, Work
from tests.supervision.world import World
from tests.support.stores import Clock

AUTHORITY = "central-bedfordshire"


def test_live_duties_and_events_of_the_people_named_go_by_the_new_id(store: Store, clock: Clock) -> None:
    world = World(store, clock, load_policies())
    world.differences()
    world.done("observe-peer", "2026-11-23", about="amara")

    def rename(uow: UnitOfWork, authority: str, *people: str) -> tuple[int, int]:
        concerned = people or None
        duties = renaming.rename_duties(uow, authority, "observe-peer", "peers", "v2", clock.now, concerned)
        return duties, renaming.rename_events(uow, authority, "observe-peer", "peers", concerned)

    assert world.do(CLOCK, lambda work: rename(work.uow, "bradford")) == (0, 0)
    assert world.do(CLOCK, lambda work: rename(work.uow, AUTHORITY, "joan")) == (1, 0)
    assert world.do(CLOCK, lambda work: rename(work.uow, AUTHORITY)) == (1, 1)
    assert world.do(CLOCK, lambda work: rename(work.uow, AUTHORITY)) == (0, 0)
    live = world.duties("peers")
    assert {(one.policy_version, one.look_at) for one in live} == {("v2", clock.now)}
    assert [one.status for one in world.duties("observe-peer", live=False)] == ["met"]


def test_one_that_stands_under_both_ids_stays_where_it_is(store: Store, clock: Clock) -> None:
    world = World(store, clock, load_policies())
    world.differences()

    def rename(work: Work) -> int:
        return renaming.rename_duties(work.uow, AUTHORITY, "audit-themed", "survey", "v2", clock.now)

    assert [one.subject_id for one in world.duties("audit-themed")] == ["morgan"]
    assert [one.subject_id for one in world.duties("survey")] == ["morgan"]
    assert world.do(CLOCK, rename) == 0
