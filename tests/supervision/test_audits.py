"""Clause audit-monthly: which case of a team manager's team is audited."""

import hashlib

from sqlmodel import col, select

from storage.tables import Case, Event
from storage.unit import UnitOfWork
from supervision import events, undo
from supervision.duties import audits, reconcile
from supervision.work import CLOCK
from tests.supervision.cases import case, changed
from tests.supervision.world import World, day


def draws(world: World, manager: str = "amara") -> list[str]:
    """The cases drawn for a team manager, in order."""

    def read(uow: UnitOfWork) -> list[str]:
        rows = select(Event).where(
            Event.what == "drawn", Event.person_id == manager, Event.state == "recorded"
        )
        return [one.case_id or "" for one in uow.session.exec(rows.order_by(col(Event.id)))]

    return world.store.read_now(read)


def audited(world: World, on: str) -> None:
    """The head of service says that the audit which is open was done."""
    world.to(f"{on} 12:00")
    duty = world.duty("audit-monthly", about="amara", party="supervisor")
    assert duty.owner_id == "morgan"
    world.do("morgan", events.done, duty.id, day(on))


def test_a_case_is_drawn_when_the_audit_becomes_due_and_again_after_it_was_done(world: World) -> None:
    assert draws(world) == ["case-1"]
    assert draws(world, "joan") == []
    case(world, "cb-2", "adoption")
    assert draws(world) == ["case-1"]
    audited(world, "2026-12-07")
    assert draws(world) == ["case-1", "cb-2"]


def test_anybody_can_draw_it_again(world: World) -> None:
    for number in range(2, 8):
        case(world, f"cb-{number}", "adoption", workers=("kit",))
    world.do(CLOCK, reconcile)
    due = world.duty("audit-monthly", about="joan").due_on
    assert due is not None
    first = "cb-2"
    assert draws(world, "joan") == [first]  # drawn as soon as the team had a case
    cases = [world.get(Case, f"cb-{number}") for number in range(2, 8)]
    tickets = {
        hashlib.sha256(f"audit-monthly|joan|{due.isoformat()}|{one.reference}".encode()).hexdigest(): one.id
        for one in cases
    }
    assert audits.chosen("audit-monthly", "joan", due, cases, ()).id == tickets[min(tickets)]


def test_none_is_drawn_twice_before_all_were(world: World) -> None:
    for number in range(2, 5):
        case(world, f"cb-{number}", "adoption", workers=("sam",))
    months = [
        "2026-12-07",
        "2027-01-06",
        "2027-02-05",
        "2027-03-05",
        "2027-04-07",
        "2027-05-06",
        "2027-06-04",
    ]
    for on in months:
        audited(world, on)
    drawn = draws(world)
    assert len(drawn) == 8
    assert sorted(drawn[:4]) == sorted(drawn[4:]) == ["case-1", "cb-2", "cb-3", "cb-4"]


def test_a_drawn_case_stays_drawn_when_it_is_closed(world: World) -> None:
    changed(world, "case-1", closed_on=day("2026-11-23"))
    case(world, "cb-2", "adoption")
    assert draws(world) == ["case-1"]
    audited(world, "2026-12-07")
    assert draws(world) == ["case-1", "cb-2"]


def test_an_audit_taken_back_is_about_the_same_case(world: World) -> None:
    case(world, "cb-2", "adoption")
    audited(world, "2026-12-07")
    world.do("morgan", undo.undo)
    rule = world.policies["central-bedfordshire"].rules["audit-monthly"]

    def current(uow: UnitOfWork) -> str | None:
        found = list(uow.session.exec(select(Event).where(Event.state == "recorded")))
        standing = audits.standing(found, rule, "amara")
        return standing.case_id if standing else None

    assert world.store.read_now(current) == "case-1"
    audited(world, "2026-12-08")
    assert world.store.read_now(current) == "cb-2"
    assert draws(world) == ["case-1", "cb-2"]


def test_where_the_policy_gives_no_number_nothing_is_drawn(bradford: World) -> None:
    assert draws(bradford) == []


def test_a_team_without_an_open_case_has_one_drawn_once_it_has(world: World) -> None:
    assert draws(world, "joan") == []
    case(world, "cb-9", "adoption", workers=("kit",))
    assert draws(world, "joan") == ["cb-9"]
