"""Whether a session was held is asked until somebody says so; one planned with somebody away is said beforehand, once."""

from datetime import datetime

import pytest
from sqlmodel import select

from storage.tables import Absence, OutboxRow
from supervision import absences, sessions
from tests.supervision.world import World, at, day

OVER, AWAY = "session-over", "session-without-supervisor"


def test_it_is_asked_when_it_is_over_after_two_working_days_and_then_weekly(world: World) -> None:
    world.planned("s1", "robin", "2026-11-26 10:00")
    assert world.told("amara", OVER) == ["session-over over"]
    for morning in ("2026-11-27 00:00", "2026-12-08 00:00"):
        world.to(morning)
        world.differences()
    stages = ("over", "again-1", "again-2", "again-3", "again-4")
    assert world.told("amara", OVER) == [f"session-over {one}" for one in stages]
    assert leaving(world) == [
        at("2026-11-26 11:00"), at("2026-11-30 09:00"), at("2026-12-07 09:00"), at("2026-12-14 09:00"),
        at("2026-12-21 09:00"),
    ]  # fmt: skip


def test_once_held_it_is_not_asked_again(world: World) -> None:
    world.planned("s1", "robin", "2026-11-23 08:00")
    world.differences()
    world.do("amara", sessions.held, "s1", day("2026-11-23"))
    before = world.told("amara", OVER)
    world.to("2026-12-21 09:00")
    world.differences()
    assert world.told("amara", OVER) == before


def test_an_old_one_is_asked_from_now_on_not_for_every_week_that_passed(world: World) -> None:
    world.planned("s1", "robin", "2026-09-07 10:00")
    assert world.told("amara", OVER) == [
        "session-over over",
        "session-over again-12",
        "session-over again-13",
    ]


@pytest.fixture
def away(world: World) -> World:
    """Robin has a session with Amara on Thursday, and Amara is away from Tuesday."""
    world.planned("s1", "robin", "2026-11-26 10:00")
    world.has(Absence(id="a1", person_id="amara", from_on=day("2026-11-24"), planned=False))
    return world


def test_the_supervisee_and_the_manager_are_told_the_working_day_before_and_once(away: World) -> None:
    for person in ("robin", "morgan"):
        assert away.told(person, AWAY) == [f"{AWAY} 2026-11-26"]
        assert away.leaves(person, AWAY) == at("2026-11-25 09:00")
    away.to("2026-11-25 12:00")
    away.differences()
    assert away.told("robin", AWAY) == [f"{AWAY} 2026-11-26"]


def test_where_cover_is_arranged_nobody_is_warned(world: World) -> None:
    world.planned("s1", "robin", "2026-12-17 10:00")
    world.to("2026-11-24 09:00")
    absence = world.do("morgan", absences.away, "amara", day("2026-11-24"), planned=True, expected_back=None)
    world.do("morgan", absences.arrange_cover, absence.id, "joan", None)
    world.planned("s2", "sam", "2026-12-16 10:00")
    assert world.told("sam", AWAY) == []


def leaving(world: World) -> list[datetime]:
    """When each question leaves, in order."""
    rows = select(OutboxRow).where(OutboxRow.kind == OVER)
    return sorted(one.send_after for one in world.store.read_now(lambda uow: list(uow.session.exec(rows))))
