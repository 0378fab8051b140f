"""Clause prep: both prepare before a session, are reminded beforehand, and it lapses when the session starts."""

import pytest
from sqlmodel import select

from storage.tables import AuditLine
from supervision import absences, ad_hoc, duties, preparations, sessions, undo
from tests.supervision.world import World, at, day


def test_each_party_owes_it_until_the_session_starts(world: World) -> None:
    world.planned("s1", "robin", "2026-12-03 10:00")
    owed = {one.party: (one.owner_id, one.due_at) for one in world.duties("prep", about="s1")}
    starts = at("2026-12-03 10:00")
    assert owed == {"supervisee": ("robin", starts), "supervisor": ("amara", starts)}
    world.to("2026-12-03 09:59")
    assert len(world.duties("prep", about="s1")) == 2
    world.to("2026-12-03 10:00")
    assert {one.status for one in world.duties("prep", live=False, about="s1")} == {"lapsed"}


def test_the_supervisee_is_reminded_and_the_supervisor_gets_the_digest(world: World) -> None:
    world.planned("s1", "robin", "2026-12-03 10:00")
    world.to("2026-12-03 12:00")
    assert world.told("robin", "prep") == ["prep/supervisee/owner before-5", "prep/supervisee/owner before-1"]
    assert world.told("amara", "prep") == ["prep/supervisor/supervisor digest-1"]


def test_reminders_leave_at_nine_in_the_morning(world: World) -> None:
    world.planned("s1", "robin", "2026-11-25 10:00")
    world.to("2026-11-24 12:00")
    assert world.leaves("amara", "prep/supervisor/supervisor") == at("2026-11-24 09:00")


def test_done_means_silent_at_once(world: World) -> None:
    world.planned("s1", "robin", "2026-12-03 10:00")
    world.do("robin", preparations.mark_prepared, "s1")
    world.to("2026-12-03 12:00")
    assert world.told("robin", "prep") == []
    assert world.told("amara", "prep") == ["prep/supervisor/supervisor digest-1"]


def test_it_moves_with_its_session(world: World) -> None:
    world.planned("s1", "robin", "2026-11-25 10:00")
    first = world.told("robin", "prep")
    world.do("amara", sessions.move, "s1", at("2026-12-10 10:00"))
    world.to("2026-12-09 12:00")
    assert world.told("robin", "prep") == [
        *first, "prep/supervisee/owner before-5", "prep/supervisee/owner before-1",
    ]  # fmt: skip


def test_snooze_is_silent_until_its_morning_and_moves_no_date(world: World) -> None:
    world.planned("s1", "robin", "2026-12-03 10:00")
    duty = world.duty("prep", about="s1", party="supervisee")
    world.do("robin", duties.snooze, duty.id, day("2026-12-01"))
    world.to("2026-12-01 08:59")
    assert world.told("robin", "prep") == []
    world.to("2026-12-01 09:00")
    assert world.told("robin", "prep") == ["prep/supervisee/owner snoozed-2026-12-01"]
    assert world.duty("prep", about="s1", party="supervisee").due_on == day("2026-12-03")
    world.to("2026-12-02 12:00")
    assert world.told("robin", "prep")[1:] == ["prep/supervisee/owner before-1"]


def test_nobody_is_nudged_while_away_and_hears_the_latest_on_return(world: World) -> None:
    world.planned("s1", "robin", "2026-12-03 10:00")
    world.do("robin", absences.away, "robin", day("2026-11-25"), planned=True, expected_back=None)
    world.to("2026-12-02 11:00")
    assert world.told("robin", "prep") == []
    assert world.told("amara", "prep") == ["prep/supervisor/supervisor digest-1"]
    world.do("robin", absences.back, "robin", day("2026-12-02"))
    assert world.told("robin", "prep") == ["prep/supervisee/owner before-1"]
    assert world.told("amara", "prep") == ["prep/supervisor/supervisor digest-1"]


def test_what_was_heard_before_going_away_is_not_said_again_on_return(world: World) -> None:
    world.planned("s1", "robin", "2026-12-03 10:00")
    world.to("2026-11-26 12:00")
    assert world.told("robin", "prep") == ["prep/supervisee/owner before-5"]
    world.do("robin", absences.away, "robin", day("2026-11-27"), planned=True, expected_back=None)
    world.to("2026-11-30 09:00")
    world.do("robin", absences.back, "robin", day("2026-11-30"))
    assert world.told("robin", "prep") == ["prep/supervisee/owner before-5"]


def test_settling_twice_changes_and_says_nothing_more(world: World) -> None:
    world.planned("s1", "robin", "2026-11-25 10:00")
    before = world.told("robin"), world.told("amara")
    assert world.differences() == []
    assert world.differences() == []
    assert (world.told("robin"), world.told("amara")) == before


@pytest.mark.parametrize("status", ["held", "cancelled"])
def test_being_prepared_for_a_session_that_is_not_planned_is_refused(world: World, status: str) -> None:
    world.planned("s1", "robin", "2026-11-25 10:00", status=status, held_on=day("2026-11-23"))
    for person in ("robin", "amara"):
        with pytest.raises(sessions.NotPlanned):
            world.do(person, preparations.mark_prepared, "s1")
    lines = select(AuditLine).where(AuditLine.action == "ready")
    assert world.store.read_now(lambda uow: list(uow.session.exec(lines))) == []


def test_undo_of_a_booking_takes_its_duties_along(world: World) -> None:
    session = world.do("amara", sessions.book, "robin", at("2026-12-03 10:00"), 60, "both")
    world.do("amara", undo.undo)
    assert world.duties("prep", about=session.id) == []
    assert {one.reason for one in world.duties("prep", live=False, about=session.id)} == {"no-longer-owed"}
    assert world.do("robin", preparations.sessions_to_prepare) == []


def test_undo_of_a_booking_asks_again_for_what_it_answered(world: World) -> None:
    request = world.do("robin", ad_hoc.ask, None)
    world.do("amara", sessions.book, "robin", at("2026-12-03 10:00"), 60, "both")
    world.do("amara", undo.undo)
    assert world.get(type(request), request.id).state == "open"
