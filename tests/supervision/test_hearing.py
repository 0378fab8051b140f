"""Who is told of a duty, and when, is said beforehand as it comes. It is Monday 23 November 2026."""

from datetime import date

import pytest
from sqlmodel import select

from storage.tables import OutboxRow
from storage.unit import UnitOfWork
from supervision.duties import who_is_told
from supervision.work import Refused
from tests.supervision.world import LONDON, World, day


def foretold(world: World, duty_id: str, actor: str, person: str) -> list[date]:
    """The days on which somebody is said to be told of a duty, for those who may ask."""
    found = world.do(actor, who_is_told, duty_id)
    return sorted(day for one in found.told if person in one.person_ids for day in one.on)


def came(world: World, duty_id: str, person: str) -> list[date]:
    """The days on which somebody was told of it."""

    def read(uow: UnitOfWork) -> list[date]:
        rows = select(OutboxRow).where(OutboxRow.duty_id == duty_id, OutboxRow.recipient_id == person)
        return sorted(one.send_after.astimezone(LONDON).date() for one in uow.session.exec(rows))

    return world.store.read_now(read)


def test_both_prepare_and_hear_of_it_on_the_days_that_were_said(world: World) -> None:
    world.planned("s1", "robin", "2026-12-10 10:00")
    duty = world.duty("prep", party="supervisee")
    said = foretold(world, duty.id, "robin", "robin")
    assert said == [day("2026-12-03"), day("2026-12-09")]
    world.to("2026-12-10 09:30")
    assert came(world, duty.id, "robin") == said


def test_what_is_late_goes_on_week_by_week_and_up_the_line_as_was_said(world: World) -> None:
    world.held("s1", "robin", "2026-11-20")
    duty = world.duty("book", about="robin")
    owner, manager = (foretold(world, duty.id, "amara", one) for one in ("amara", "morgan"))
    steps = world.do("amara", who_is_told, duty.id).told
    assert [one.more for one in steps if one.moment.startswith("each week")] == [True]
    world.to(f"{max(*owner, *manager).isoformat()} 12:00")
    assert came(world, duty.id, "amara")[: len(owner)] == owner
    assert came(world, duty.id, "morgan")[: len(manager)] == manager


def test_nobody_else_learns_it(world: World) -> None:
    world.planned("s1", "robin", "2026-12-10 10:00")
    duty = world.duty("prep", party="supervisee")
    with pytest.raises(Refused):
        world.do("sam", who_is_told, duty.id)
