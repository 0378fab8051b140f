"""Clauses freq-* and book: held as often as the policy says, and booked in time."""

from storage.tables import Absence
from supervision import absences, sessions
from tests.supervision.world import World, at, day


def of_sessions(world: World, person: str) -> list[str]:
    """What has been said to somebody about Robin's supervision, apart from Robin's case."""
    told = world.told(person, about="robin")
    return [one for one in told if not one.startswith(("case-", "plan-"))]


def test_once_a_calendar_month_counts_from_the_last_one_held(world: World) -> None:
    world.held("s0", "robin", "2026-11-05")
    duty = world.duty("freq-sw", about="robin")
    assert (duty.owner_id, duty.due_on) == ("amara", day("2026-12-31"))
    assert world.duty("book", about="robin").due_on == day("2026-12-31")


def test_the_supervisor_is_reminded_to_book_and_of_nothing_else(world: World) -> None:
    world.held("s1", "robin", "2026-11-05")
    world.to("2027-01-08 12:00")
    assert of_sessions(world, "amara") == [
        "book/supervisor/owner before-5", "book/supervisor/owner due", "book/supervisor/owner late-1",
    ]  # fmt: skip


def test_a_session_booked_in_time_meets_the_booking(world: World) -> None:
    world.held("s0", "robin", "2026-11-05")
    world.do("amara", sessions.book, "robin", at("2026-12-30 10:00"), 60, "both")
    assert world.duties("book", about="robin") == []
    assert world.duty("freq-sw", about="robin").status == "open"


def test_a_session_booked_too_late_does_not(world: World) -> None:
    world.held("s0", "robin", "2026-11-05")
    world.do("amara", sessions.book, "robin", at("2027-01-04 10:00"), 60, "both")
    assert world.duty("book", about="robin").status == "open"


def test_one_booked_late_leaves_only_the_line_managers_weekly_line(world: World) -> None:
    world.held("s0", "robin", "2026-11-05")
    world.to("2027-01-05 12:00")
    world.do("amara", sessions.book, "robin", at("2027-02-01 10:00"), 60, "both")
    before = of_sessions(world, "amara")
    world.to("2027-01-29 12:00")
    assert [one for one in of_sessions(world, "amara") if one not in before and "prep" not in one] == []
    assert of_sessions(world, "morgan") == [
        f"freq-sw/supervisor/line_manager summary-{number}" for number in (1, 2, 3)
    ]
    world.to("2027-02-01 12:00")
    world.do("amara", sessions.held, world.planned_id("robin"), day("2027-02-01"))
    world.to("2027-02-08 12:00")
    assert len(world.told("morgan", "freq-sw", about="robin")) == 4


def test_holding_it_starts_the_next_interval(world: World) -> None:
    world.held("s0", "robin", "2026-11-05")
    world.planned("s1", "robin", "2026-12-10 10:00")
    world.to("2026-12-10 12:00")
    world.do("amara", sessions.held, "s1", day("2026-12-10"))
    assert world.duty("freq-sw", about="robin").due_on == day("2027-01-29")
    met = [one for one in world.duties("freq-sw", live=False, about="robin") if one.status == "met"]
    assert "session:s0" in [one.opened_by for one in met]


def test_cancelling_owes_the_booking_again(world: World) -> None:
    world.held("s0", "robin", "2026-11-05")
    world.planned("s1", "robin", "2026-12-10 10:00")
    world.do("amara", sessions.cancel, "s1", "amara", "other")
    assert world.duty("book", about="robin").status == "open"


def test_late_is_a_line_in_the_line_managers_week(world: World) -> None:
    world.held("s0", "robin", "2026-11-05")
    world.to("2027-01-11 12:00")
    assert of_sessions(world, "morgan") == ["book/supervisor/line_manager summary-1"]


def test_away_for_the_whole_interval_is_paused_and_says_so(world: World) -> None:
    world.held("s0", "robin", "2026-11-20")
    world.do("robin", absences.away, "robin", day("2026-11-23"), planned=True, expected_back=None)
    duty = world.duty("freq-sw", about="robin")
    assert (duty.status, duty.reason, duty.due_on) == ("paused", "away", day("2026-12-31"))
    world.to("2027-01-11 09:00")
    assert of_sessions(world, "amara") == []
    world.do("robin", absences.back, "robin", day("2027-01-11"))
    assert world.duty("freq-sw", about="robin").status == "open"


def test_leave_entered_beforehand_silences_from_its_first_day(world: World) -> None:
    world.held("s0", "robin", "2026-11-05")
    world.has(
        Absence(
            id="a1", person_id="amara", from_on=day("2026-12-21"), returned_on=day("2027-01-04"), planned=True
        )
    )
    world.to("2027-01-04 12:00")
    assert [one for one in world.told("amara", "book") if "before-5" in one or "due" in one] == []


def test_a_bradford_month_is_the_same_day_next_month(bradford: World) -> None:
    bradford.held("s0", "robin", "2026-11-05")
    assert bradford.duty("freq-sw", about="robin").due_on == day("2026-12-05")
