"""Clause absent-supervisor: away for more than two weeks, reported, covered."""

import pytest

from storage.tables import Absence, Person
from supervision import absences, access, ad_hoc, people, sessions, undo
from supervision.work import MovedOn, Refused, SaidNo, Work
from tests.supervision.world import World, at, day

FIRST = "2026-11-23"
OWNERS = {"robin", "sam", "morgan"}


@pytest.fixture
def away(world: World) -> World:
    """Amara is away, unplanned, from Monday 23 November; day 15 is Monday 7 December."""
    world.do("robin", absences.away, "amara", day(FIRST), planned=False, expected_back=None)
    return world


def heard(world: World, person: str) -> list[str]:
    return [one.rsplit(" ", 1)[-1] for one in world.told(person, "absent-supervisor")]


def test_nobody_hears_of_it_for_two_weeks(away: World) -> None:
    away.to("2026-12-07 08:59")
    assert all(heard(away, one) == [] for one in (*OWNERS, "dana", "amara"))


def test_on_day_15_each_supervisee_and_the_manager_are_told(away: World) -> None:
    away.to("2026-12-07 09:00")
    assert {one: heard(away, one) for one in OWNERS} == {key: ["due"] for key in OWNERS}
    assert {one.due_on for one in away.duties("absent-supervisor")} == {day("2026-12-07")}


def test_day_15_on_a_weekend_is_told_on_the_next_working_day(world: World) -> None:
    world.do("robin", absences.away, "amara", day("2026-11-21"), planned=False, expected_back=None)
    world.to("2026-12-07 08:59")
    assert heard(world, "morgan") == []
    world.to("2026-12-07 09:00")
    assert heard(world, "morgan") == ["due"]


def test_every_two_working_days_until_cover_and_the_managers_manager_after_five(away: World) -> None:
    away.to("2026-12-14 12:00")
    assert heard(away, "morgan") == ["due", "late-1", "late-2"]
    assert heard(away, "dana") == ["late-by-5"]


def test_one_tap_reports_it_and_ends_the_supervisees_duty_only(away: World) -> None:
    away.to("2026-12-07 09:00")
    away.do("robin", absences.report, away.absence().id)
    assert away.told("morgan", "absence-reported") == ["absence-reported robin"]
    assert {one.owner_id for one in away.duties("absent-supervisor")} == {"sam", "morgan"}
    with pytest.raises(MovedOn):
        away.do("robin", absences.report, away.absence().id)


def test_once_cover_holds_an_old_button_reports_nothing(away: World) -> None:
    away.to("2026-12-07 09:00")
    away.do("morgan", absences.arrange_cover, away.absence().id, "joan", day("2026-12-18"))
    with pytest.raises(MovedOn):
        away.do("robin", absences.report, away.absence().id)
    assert away.told("morgan", "absence-reported") == []
    away.to("2026-12-21 09:00")
    away.do("robin", absences.report, away.absence().id)
    assert away.told("morgan", "absence-reported") == ["absence-reported robin"]


def test_after_the_report_nobody_undoes_the_absence_it_was_about(world: World) -> None:
    world.do("robin", absences.away, "amara", day("2026-11-02"), planned=False, expected_back=None)
    world.do("robin", absences.report, world.absence().id)
    with pytest.raises(undo.NothingToUndo):
        world.do("robin", undo.undo)
    assert world.absence().state == "entered"


def test_once_cover_is_arranged_whoever_noted_the_absence_no_longer_undoes_it(away: World) -> None:
    away.do("morgan", absences.arrange_cover, away.absence().id, "joan", None)
    with pytest.raises(undo.NothingToUndo):
        away.do("robin", undo.undo)
    away.do("morgan", undo.undo)
    with pytest.raises(undo.NothingToUndo):
        away.do("morgan", undo.undo)
    assert (away.absence().state, away.cover().state) == ("entered", "withdrawn")


def test_somebody_else_dates_an_absence_back_six_weeks_at_most(world: World) -> None:
    with pytest.raises(SaidNo, match=r"6 weeks ago at most\. Enter 12 October 2026 or later"):
        world.do("robin", absences.away, "amara", day("2026-10-11"), planned=False, expected_back=None)
    world.do("robin", absences.away, "amara", day("2026-10-12"), planned=False, expected_back=None)


def test_ones_own_absence_may_have_begun_earlier(world: World) -> None:
    world.do("amara", absences.away, "amara", day("2026-10-11"), planned=False, expected_back=None)


def test_it_is_not_reported_before_its_day(away: World) -> None:
    with pytest.raises(SaidNo, match="7 December 2026"):
        away.do("robin", absences.report, away.absence().id)


def test_planned_leave_does_not_start_it(world: World) -> None:
    world.do("amara", absences.away, "amara", day(FIRST), planned=True, expected_back=day("2027-01-11"))
    world.to("2027-01-05 09:00")
    assert world.duties("absent-supervisor", live=False) == []


def test_a_return_before_day_15_ends_both_without_a_word(away: World) -> None:
    away.to("2026-12-04 09:00")
    away.do("amara", absences.back, "amara", day("2026-12-04"))
    assert away.duties("absent-supervisor") == []
    away.to("2026-12-20 09:00")
    assert heard(away, "morgan") == []


def test_a_return_afterwards_ends_everything(away: World) -> None:
    away.to("2026-12-08 09:00")
    away.do("morgan", absences.back, "amara", day("2026-12-08"))
    assert away.duties("absent-supervisor") == []


def test_cover_ends_both_and_sessions_duties_and_access_follow(away: World) -> None:
    away.planned("s1", "robin", "2026-12-15 10:00")
    away.to("2026-12-07 09:00")
    away.do("morgan", absences.arrange_cover, away.absence().id, "joan", None)
    assert away.duties("absent-supervisor") == []
    assert away.duty("prep", about="s1", party="supervisor").owner_id == "joan"
    assert {one.owner_id for one in away.duties("book", about="sam")} == {"joan"}
    assert away.do("joan", access.session_as_supervisor, "s1").id == "s1"
    assert [one.id for one in away.do("joan", _supervised)] == ["kit", "robin", "sam"]
    assert {one: away.told(one, "cover-arranged") for one in ("amara", "joan", "robin", "sam")} == {
        key: ["cover-arranged"] for key in ("amara", "joan", "robin", "sam")
    }


def _supervised(work: Work) -> list[Person]:
    return people.supervisees_of(work.uow, work.actor, work.today(access.actor(work)))


def test_cover_ends_on_return_and_everyone_is_told(away: World) -> None:
    away.planned("s1", "robin", "2026-12-15 10:00")
    away.to("2026-12-07 09:00")
    away.do("morgan", absences.arrange_cover, away.absence().id, "joan", None)
    away.to("2026-12-08 09:00")
    away.do("morgan", absences.back, "amara", day("2026-12-08"))
    assert away.duty("prep", about="s1", party="supervisor").owner_id == "amara"
    with pytest.raises(Refused):
        away.do("joan", access.session_as_supervisor, "s1")
    assert away.told("robin", "cover-ended") == ["cover-ended"]


def test_cover_until_a_date_lapses_and_the_manager_hears_of_it(away: World) -> None:
    away.to("2026-12-07 09:00")
    away.do("morgan", absences.arrange_cover, away.absence().id, "joan", day("2026-12-18"))
    away.to("2026-12-18 23:59")
    assert away.duties("absent-supervisor") == []
    away.to("2026-12-21 09:00")
    assert {one.owner_id for one in away.duties("absent-supervisor")} == OWNERS
    assert heard(away, "morgan")[-1] == "late-5"
    assert away.duty("book", about="robin").owner_id == "amara"


def test_undo_of_cover_owes_it_again_and_says_nothing_twice(away: World) -> None:
    away.to("2026-12-07 09:00")
    away.do("morgan", absences.arrange_cover, away.absence().id, "joan", None)
    away.pass_seconds(30)
    away.do("morgan", undo.undo)
    assert {one.owner_id for one in away.duties("absent-supervisor")} == OWNERS
    assert heard(away, "morgan") == ["due"]


def test_without_anybody_above_the_operator_is_told(world: World) -> None:
    world.do("morgan", absences.away, "dana", day(FIRST), planned=False, expected_back=None)
    world.to("2026-12-07 09:00")
    assert heard(world, "morgan") == ["due"]
    assert heard(world, "operator") == ["due"]


def test_who_can_cover(away: World) -> None:
    absence = away.absence()
    found = away.do(
        "morgan",
        lambda work: absences.covering_candidates(work, access.person_for(work, "amara"), day(FIRST)),
    )
    assert [one.id for one in found] == ["dana", "joan", "morgan"]
    away.do("joan", absences.away, "joan", day(FIRST), planned=True, expected_back=None)
    for one in ("joan", "robin", "amara", "kit"):
        with pytest.raises(SaidNo, match="cannot cover"):
            away.do("morgan", absences.arrange_cover, absence.id, one, None)


def test_only_somebody_above_arranges_cover(away: World) -> None:
    for actor in ("joan", "robin", "kit"):
        with pytest.raises(Refused):
            away.do(actor, absences.arrange_cover, away.absence().id, "joan", None)
    assert [person.id for _, person in away.do("dana", access.uncovered)] == ["amara"]
    assert away.do("joan", access.uncovered) == []


def test_who_may_say_that_somebody_is_away_and_back(world: World) -> None:
    assert [one.id for one in world.do("robin", access.reportable)] == ["robin", "amara"]
    assert [one.id for one in world.do("morgan", access.reportable)] == [
        "morgan", "dana", "amara", "joan", "kit", "robin", "sam",
    ]  # fmt: skip
    with pytest.raises(Refused):
        world.do("kit", absences.away, "amara", day(FIRST), planned=False, expected_back=None)
    world.do("robin", absences.away, "amara", day(FIRST), planned=False, expected_back=None)
    with pytest.raises(Refused):
        world.do("robin", absences.back, "amara", day(FIRST))
    assert [one.id for one in world.do("morgan", access.returnable)] == ["amara"]


def test_leave_planned_for_later_does_not_hide_falling_ill_before(world: World) -> None:
    world.do("amara", absences.away, "amara", day("2026-12-21"), planned=True, expected_back=None)
    absence = world.do("amara", absences.away, "amara", day(FIRST), planned=False, expected_back=None)
    with pytest.raises(SaidNo, match="already noted"):
        world.do("amara", absences.away, "amara", day("2026-11-24"), planned=False, expected_back=None)
    world.to("2026-11-25 09:00")
    assert world.do("amara", absences.back, "amara", day("2026-11-25")).id == absence.id


def test_two_open_absences_from_an_import_are_one_duty_each(world: World) -> None:
    for number, first in enumerate(("2026-11-02", "2026-11-09")):
        world.has(Absence(id=f"a{number}", person_id="amara", from_on=day(first), planned=False))
    assert {one.owner_id for one in world.duties("absent-supervisor")} == OWNERS
    assert {one.due_on for one in world.duties("absent-supervisor")} == {day("2026-11-16")}


def test_a_session_booked_under_cover_stays_with_the_supervisor(away: World) -> None:
    away.do("morgan", absences.arrange_cover, away.absence().id, "joan", None)
    session = away.do("joan", sessions.book, "robin", at("2026-12-01 10:00"), 60, "both")
    assert session.supervisor_id == "amara"


def test_cover_arranged_for_leave_ahead_takes_effect_from_its_first_day(world: World) -> None:
    world.held("s0", "robin", "2026-11-05")
    absence = world.do(
        "amara", absences.away, "amara", day("2026-12-07"), planned=True, expected_back=day("2026-12-21")
    )
    assert [one.id for one, _ in world.do("morgan", access.uncovered)] == [absence.id]
    with pytest.raises(SaidNo, match="7 December 2026 or later"):
        world.do("morgan", absences.arrange_cover, absence.id, "joan", day("2026-12-04"))
    world.do("morgan", absences.arrange_cover, absence.id, "joan", None)
    assert world.do("morgan", access.uncovered) == []
    assert world.cover().from_on == day("2026-12-07")
    assert world.duty("book", about="robin").owner_id == "amara"
    world.to("2026-12-06 23:59")
    assert world.duty("book", about="robin").owner_id == "amara"
    world.to("2026-12-07 00:00")
    assert world.duty("book", about="robin").owner_id == "joan"
    world.to("2026-12-21 08:00")
    world.do("amara", absences.back, "amara", day("2026-12-21"))
    assert world.duty("book", about="robin").owner_id == "amara"


def test_somebody_who_will_be_away_then_cannot_cover_leave_ahead(world: World) -> None:
    absence = world.do("amara", absences.away, "amara", day("2026-12-07"), planned=True, expected_back=None)
    world.do("joan", absences.away, "joan", day("2026-12-01"), planned=True, expected_back=None)
    with pytest.raises(SaidNo, match="cannot cover"):
        world.do("morgan", absences.arrange_cover, absence.id, "joan", None)


def test_cover_for_leave_ahead_leaves_cover_of_today_as_it_is(world: World) -> None:
    ahead = world.do("amara", absences.away, "amara", day("2027-01-11"), planned=True, expected_back=None)
    now = world.do("robin", absences.away, "amara", day(FIRST), planned=False, expected_back=None)
    world.do("morgan", absences.arrange_cover, now.id, "joan", None)
    world.do("morgan", absences.arrange_cover, ahead.id, "dana", None)
    assert world.duty("book", about="robin").owner_id == "joan"


def test_an_open_request_for_supervision_is_told_to_whoever_covers_later(world: World) -> None:
    world.do("robin", ad_hoc.ask, None)
    assert world.told("amara", "ad-hoc-asked") == ["ad-hoc-asked"]
    absence = world.do("morgan", absences.away, "amara", day(FIRST), planned=True, expected_back=None)
    assert world.told("morgan", "ad-hoc-asked") == ["ad-hoc-asked"]
    world.do("morgan", absences.arrange_cover, absence.id, "joan", None)
    assert world.told("joan", "ad-hoc-asked") == ["ad-hoc-asked"]
    world.do("joan", sessions.book, "robin", at("2026-12-01 10:00"), 60, "both")
    world.to("2026-12-02 10:00")
    assert world.told("amara", "ad-hoc-asked") == ["ad-hoc-asked"]


def test_whoever_is_noted_as_away_by_somebody_else_is_told_and_can_undo_it(world: World) -> None:
    world.do("amara", absences.away, "amara", day(FIRST), planned=True, expected_back=None)
    assert world.told("amara", "noted-away") == []
    world.do("amara", absences.away, "robin", day(FIRST), planned=False, expected_back=None)
    assert world.told("robin", "noted-away") == ["noted-away"]
    world.do("robin", absences.back, "robin", day(FIRST))
    assert world.do("robin", _away_now) is False


def _away_now(work: Work) -> bool:
    return people.away(work.uow, work.actor, work.today(access.actor(work))) is not None


def test_sickness_said_by_the_other_party_is_told_to_whoever_is_noted_as_away(world: World) -> None:
    world.planned("s1", "robin", "2026-11-26 10:00")
    world.do("amara", sessions.cancel, "s1", "robin", "sickness")
    assert world.told("robin", "noted-away") == ["noted-away"]


def test_bradford_has_no_such_clause(bradford: World) -> None:
    bradford.do("robin", absences.away, "amara", day(FIRST), planned=False, expected_back=None)
    assert bradford.duties("absent-supervisor") == []
