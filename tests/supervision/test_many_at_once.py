"""One supervisee or hundreds, the ledger is worked out in the same way; and only what may still matter is looked at."""

from contextlib import suppress
from datetime import timedelta

import pytest
from sqlalchemy.exc import DBAPIError

from storage.queries import ledger as rows
from storage.queries import people
from storage.tables import Absence, Case, CaseWorker, Cover
from storage.unit import UnitOfWork
from supervision.duties import agrees, reconcile_slice, settle_all
from supervision.duties.facts import SuperviseeFacts
from supervision.duties.gathering import gather
from supervision.duties.history import HISTORY
from supervision.known import Known
from supervision.work import CLOCK, Work
from tests.supervision.world import PEOPLE, World, at, day

EVERYBODY = sorted(one[0] for one in PEOPLE)


def facts_of(work: Work, *ids: str) -> list[SuperviseeFacts]:
    found = [one for one in people.everyone(work.uow) if one.id in ids]
    written = rows.live_of(work.uow, [one.id for one in found])
    return sorted(gather(work, Known(work.uow), found, written), key=lambda one: one.person.id)


def plain(facts: SuperviseeFacts) -> tuple[object, ...]:
    """What is known about somebody, without the objects that hold it."""
    return (
        facts.person.id,
        facts.acting_id,
        facts.acting,
        facts.manager_id,
        [one.id for one in facts.sessions],
        {key: [one.id for one in each] for key, each in facts.records.items()},
        sorted(one.id for one in facts.absences),
        facts.covered,
        [one.id for one in facts.events],
        facts.agendas,
        sorted(facts.turns),
        facts.openings,
        [(one.case, one.discussed, one.with_them) for one in facts.cases],
    )


def full(world: World) -> None:
    """Two who work one case, sessions held and planned, a supervisor away and covered for."""
    world.has(Case(id="case-9", reference="CB-109", authority="central-bedfordshire"))
    world.has(*(CaseWorker(case_id=each, person_id="sam") for each in ("case-1", "case-9")))
    for one in ("robin", "sam", "kit"):
        world.held(f"held-{one}", one, "2026-11-10", "amara")
        world.planned(f"planned-{one}", one, "2026-12-01 10:00")
    world.has(Absence(id="a1", person_id="amara", from_on=day("2026-11-20")))
    world.has(
        Cover(
            id="c1",
            absence_id="a1",
            absent_id="amara",
            covering_id="joan",
            from_on=day("2026-11-20"),
            arranged_by="dana",
        )
    )


def test_what_is_known_of_many_is_what_is_known_of_each(world: World) -> None:
    full(world)

    def work(it: Work) -> None:
        together = [plain(one) for one in facts_of(it, *EVERYBODY)]
        assert together == [plain(one) for each in EVERYBODY for one in facts_of(it, each)]

    world.do(CLOCK, work)


def test_slices_come_to_the_end_and_find_what_was_lost(world: World) -> None:
    full(world)
    before = {(one.rule, one.subject_id, one.party) for one in world.duties("freq-sw")}

    def lose(uow: UnitOfWork) -> None:
        uow.connection.exec_driver_sql("delete from duty where rule = 'freq-sw'")

    world.store.run_now(lose)
    after, seen, mended = "", list[str](), 0
    while (checked := world.do(CLOCK, reconcile_slice, after, 3)) is not None:
        after = checked.last
        seen.append(after)
        mended += len(checked.changes)
    assert seen == [EVERYBODY[2], EVERYBODY[5], EVERYBODY[6]]
    assert mended == len(before) == 3
    assert {(one.rule, one.subject_id, one.party) for one in world.duties("freq-sw")} == before


def test_sessions_of_long_ago_are_left_out_unless_something_refers_to_them(world: World) -> None:
    # Cancelled while it mattered, and never held anew.
    world.clock.now -= timedelta(days=280)
    world.held("older", "robin", "2025-12-15")
    world.held("old", "robin", "2026-01-12")
    cancelled = {"status": "cancelled", "cancelled_on": day("2026-02-01"), "planned_on": day("2026-02-02")}
    world.planned("cancelled", "robin", "2026-02-02 10:00", **{"booked_on": day("2026-01-20"), **cancelled})
    world.clock.now += timedelta(days=280)

    def known(work: Work) -> list[str]:
        return [one.id for one in facts_of(work, "robin")[0].sessions]

    assert at("2026-02-02 10:00") < world.clock.now - HISTORY
    # The last that was held, and the one whose new session is owed still.
    assert world.do(CLOCK, known) == ["old", "cancelled"]


def test_the_last_session_is_known_however_long_ago_it_was(world: World) -> None:
    world.held("last", "robin", "2025-03-10")
    (duty,) = world.duties("freq-sw", about="robin")
    assert duty.opened_by == "session:last"
    world.clock.now += timedelta(days=400)
    assert world.do(CLOCK, lambda work: [one.id for one in facts_of(work, "robin")[0].sessions]) == ["last"]


def test_settling_many_says_what_settling_each_says(world: World) -> None:
    full(world)

    def lose(uow: UnitOfWork) -> None:
        uow.connection.exec_driver_sql("delete from duty")
        uow.connection.exec_driver_sql("delete from outbox")

    def told() -> list[list[str]]:
        return [sorted(world.told(one)) for one in EVERYBODY]

    world.store.run_now(lose)
    world.do(CLOCK, lambda work: settle_all(work, people.everyone(work.uow)))
    together = told()
    world.store.run_now(lose)
    world.do(CLOCK, lambda work: [settle_all(work, [one]) for one in people.everyone(work.uow)])
    assert told() == together


@pytest.mark.parametrize(
    "lost",
    [
        "delete from duty where rule = 'freq-sw' and supervisee_id = 'kit'",
        "update duty set due_on = '2031-01-01' where rule = 'freq-sw' and supervisee_id = 'kit'",
        "delete from outbox where kind = 'session-over' and subject_id = 'planned-kit'",
    ],
)
def test_who_only_looks_sees_whether_something_is_to_be_written_and_writes_nothing(
    world: World, lost: str
) -> None:
    def look(uow: UnitOfWork) -> bool:
        return agrees(Work(uow, world.policies, CLOCK, looking=True), "", len(EVERYBODY))

    full(world)
    assert world.store.read_now(look)

    def lose(uow: UnitOfWork) -> None:
        uow.connection.exec_driver_sql(lost)

    world.store.run_now(lose)
    # As a unit says at its end that a statement failed in it, so does one that was to fail.
    with suppress(DBAPIError):
        assert not world.store.read_now(look)
    world.differences()
    assert world.store.read_now(look)
