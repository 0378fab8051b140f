"""Clauses rebook, rebook-sick and rebook-sick-personal: a cancelled session takes place again soon."""

import pytest

from supervision import absences, records, sessions, undo
from supervision.sessions import NotPlanned
from supervision.work import MovedOn, Refused
from tests.supervision.world import World, at, day


@pytest.fixture
def cancelled(world: World) -> World:
    """Amara cancels Thursday's session with Robin on Monday 23 November."""
    world.planned("s1", "robin", "2026-11-26 10:00")
    world.do("amara", sessions.cancel, "s1", "amara", "other")
    return world


def test_a_cancelled_session_opens_one_rebook_duty(cancelled: World) -> None:
    duty = cancelled.duty("rebook")
    assert (duty.owner_id, duty.owed_to_id, duty.due_on) == ("amara", "robin", day("2026-11-30"))
    assert cancelled.duties("prep") == []


def test_the_other_party_is_told_once_after_the_minute_to_undo(cancelled: World) -> None:
    assert cancelled.told("robin", "session-cancelled") == ["session-cancelled"]
    assert cancelled.leaves("robin", "session-cancelled") == at("2026-11-23 09:01")
    assert cancelled.told("robin", "rebook") == []


def test_the_owner_is_reminded_at_once_half_way_and_on_the_day(cancelled: World) -> None:
    cancelled.to("2026-11-30 12:00")
    assert cancelled.told("amara", "rebook") == [
        "rebook/supervisor/owner opened",
        "rebook/supervisor/owner halfway",
        "rebook/supervisor/owner due",
    ]


def test_it_is_met_once_a_session_in_time_is_booked(cancelled: World) -> None:
    cancelled.do("amara", sessions.book, "robin", at("2026-11-27 10:00"), 60, "both")
    assert cancelled.duties("rebook") == []
    assert cancelled.duties("rebook", live=False)[0].status == "met"


def test_a_session_after_the_date_does_not_meet_it_until_the_date_has_passed(cancelled: World) -> None:
    cancelled.do("amara", sessions.book, "robin", at("2026-12-03 10:00"), 60, "both")
    assert cancelled.duty("rebook").status == "open"
    cancelled.to("2026-12-01 09:00")
    assert cancelled.duties("rebook") == []


def test_a_session_that_was_already_booked_does_not_take_its_place(world: World) -> None:
    world.planned("s1", "robin", "2026-11-26 10:00")
    world.planned("s2", "robin", "2026-11-27 10:00")
    world.do("robin", sessions.cancel, "s1", "robin", "other")
    assert world.duty("rebook").status == "open"


def test_late_it_is_listed_for_the_line_manager_each_week(cancelled: World) -> None:
    cancelled.to("2026-12-15 12:00")
    assert cancelled.told("morgan", "rebook") == [
        "rebook/supervisor/line_manager summary-1",
        "rebook/supervisor/line_manager summary-2",
    ]
    assert cancelled.duty("rebook").due_on == day("2026-11-30")


def test_one_booked_in_its_place_and_cancelled_too_leaves_one_duty(cancelled: World) -> None:
    booked = cancelled.do("amara", sessions.book, "robin", at("2026-11-27 10:00"), 60, "both")
    cancelled.do("robin", sessions.cancel, booked.id, "robin", "other")
    assert [one.subject_id for one in cancelled.duties("rebook")] == [booked.id]


def test_undo_brings_back_the_session_and_its_preparation(world: World) -> None:
    world.planned("s1", "robin", "2026-11-26 10:00")
    before = world.told("robin")
    world.do("amara", sessions.cancel, "s1", "amara", "other")
    world.pass_seconds(59)
    assert world.do("amara", undo.undo) == "cancel"
    assert world.duties("rebook") == []
    assert {one.party for one in world.duties("prep", about="s1")} == {"supervisee", "supervisor"}
    assert [one for one in world.told("robin", "prep") if one not in before] == []


def test_undo_ends_after_a_minute(cancelled: World) -> None:
    cancelled.pass_seconds(61)
    with pytest.raises(undo.NothingToUndo):
        cancelled.do("amara", undo.undo)


def test_undo_ends_when_someone_else_has_acted(world: World) -> None:
    session = world.do("amara", sessions.book, "robin", at("2026-11-27 10:00"), 60, "both")
    world.do("robin", sessions.cancel, session.id, "robin", "other")
    with pytest.raises(undo.NothingToUndo):
        world.do("amara", undo.undo)


def test_sickness_pauses_it_until_the_return_is_known(world: World) -> None:
    world.planned("s1", "robin", "2026-11-26 10:00")
    world.do("amara", sessions.cancel, "s1", "robin", "sickness")
    duty = world.duty("rebook-sick")
    assert (duty.status, duty.reason, duty.due_on) == ("paused", "waiting-returned", None)
    assert world.told("amara", "rebook") == []
    assert world.absence().person_id == "robin"
    world.to("2026-12-07 09:00")
    world.do("robin", absences.back, "robin", day("2026-12-07"))
    duty = world.duty("rebook-sick")
    assert (duty.status, duty.due_on) == ("open", day("2026-12-14"))
    assert world.told("amara", "rebook") == ["rebook-sick/supervisor/owner opened"]


def test_a_personal_session_has_its_own_clause_after_sickness(world: World) -> None:
    world.planned("s1", "robin", "2026-11-26 10:00", kind="personal")
    world.do("amara", sessions.cancel, "s1", "robin", "sickness")
    world.to("2026-12-07 09:00")
    world.do("robin", absences.back, "robin", day("2026-12-07"))
    assert world.duty("rebook-sick-personal").due_on == day("2026-12-12")


def test_sickness_of_somebody_away_already_opens_no_second_absence(world: World) -> None:
    world.planned("s1", "robin", "2026-11-26 10:00")
    world.do("robin", absences.away, "robin", day("2026-11-20"), planned=False, expected_back=None)
    _, opened = world.do("amara", sessions.cancel, "s1", "robin", "sickness")
    assert opened is None


def test_undoing_a_sickness_cancellation_repeats_no_reminder(world: World) -> None:
    world.planned("s0", "robin", "2026-11-23 08:00")
    world.do("amara", sessions.held, "s0", day("2026-11-23"))
    world.do("amara", records.recorded, world.record("s0").id)
    world.planned("s1", "robin", "2026-11-26 10:00")
    before = world.told("robin")
    assert "signoff-case/supervisee/owner opened" in before
    world.do("robin", sessions.cancel, "s1", "robin", "sickness")
    assert world.duty("signoff-case").reason == "away"
    world.pass_seconds(20)
    world.do("robin", undo.undo)
    assert world.duty("signoff-case").status == "open"
    assert world.told("robin") == before


def test_where_an_import_does_not_say_who_was_sick_the_absence_over_that_time_does(world: World) -> None:
    world.planned(
        "s1", "robin", "2026-11-26 10:00", status="cancelled", cancelled_on=day("2026-11-23"),
        cancel_reason="sickness", planned_on=day("2026-11-26"),
    )  # fmt: skip
    assert world.duty("rebook-sick").reason == "waiting-returned"
    world.do("amara", absences.away, "amara", day("2026-11-23"), planned=False, expected_back=None)
    assert world.duty("rebook-sick").status == "paused"
    world.to("2026-12-07 09:00")
    world.do("amara", absences.back, "amara", day("2026-12-07"))
    duty = world.duty("rebook-sick")
    assert (duty.status, duty.due_on) == ("open", day("2026-12-14"))


def test_the_return_of_a_former_supervisor_is_heard_at_once(world: World) -> None:
    world.planned("s1", "robin", "2026-11-26 10:00")
    world.do("amara", sessions.cancel, "s1", "amara", "sickness")
    world.becomes("robin", supervisor_id="joan")
    world.to("2026-12-07 09:00")
    world.do("amara", absences.back, "amara", day("2026-12-07"))
    duty = world.duty("rebook-sick")
    assert (duty.status, duty.due_on, duty.owner_id) == ("open", day("2026-12-14"), "joan")
    assert world.differences() == []


def test_nothing_is_owed_to_whoever_has_left(cancelled: World) -> None:
    assert cancelled.duties("rebook")
    cancelled.becomes("robin", left_on=day("2026-11-23"))
    cancelled.to("2026-11-24 09:00")
    assert cancelled.duties("rebook") == []
    (ended,) = cancelled.duties("rebook", live=False)
    assert (ended.status, ended.reason) == ("withdrawn", "no-longer-owed")


def test_bradford_counts_from_the_planned_day(bradford: World) -> None:
    bradford.planned("s1", "robin", "2026-11-26 10:00")
    bradford.do("amara", sessions.cancel, "s1", "robin", "sickness")
    assert bradford.duty("rebook-sick").due_on == day("2026-12-07")


def test_moving_is_no_cancellation(world: World) -> None:
    world.planned("s1", "robin", "2026-11-26 10:00")
    world.do("amara", sessions.move, "s1", at("2026-12-02 14:00"))
    assert world.duties("rebook") == []
    assert {one.due_on for one in world.duties("prep", about="s1")} == {day("2026-12-02")}
    assert world.told("robin", "session-moved") == ["session-moved"]


def test_a_stale_button_cancels_nothing(cancelled: World) -> None:
    with pytest.raises(MovedOn):
        cancelled.do("amara", sessions.cancel, "s1", "amara", "other", 1)
    with pytest.raises(NotPlanned):
        cancelled.do("amara", sessions.cancel, "s1", "amara", "other")


def test_a_stranger_cannot_tell_the_session_from_none(cancelled: World) -> None:
    for session_id in ("s1", "none"):
        with pytest.raises(Refused):
            cancelled.do("kit", sessions.cancel, session_id, "kit", "other")


def test_a_personal_session_does_not_take_the_place_of_one_about_cases(cancelled: World) -> None:
    cancelled.do("amara", sessions.book, "robin", at("2026-11-27 10:00"), 60, "personal")
    assert cancelled.duty("rebook").status == "open"


def test_a_personal_session_has_no_case_to_prepare(world: World) -> None:
    world.planned("s1", "robin", "2026-11-26 10:00", kind="personal")
    assert world.duties("prep") == []
