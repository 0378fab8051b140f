"""A last day: until it is over nothing changes; after it, whoever stands above acts."""

from storage.tables import Person
from supervision import absences, mine, sessions
from supervision.duties import concerned_by_absence, settle_all
from supervision.work import CLOCK, Work
from tests.supervision.world import World, at, day


def leaves(world: World, person_id: str, on: str) -> None:
    """The people file gives somebody a last day."""

    def leave(work: Work) -> None:
        person = work.uow.session.get(Person, person_id)
        assert person is not None
        person.left_on = day(on)
        work.uow.session.flush()
        settle_all(work, concerned_by_absence(work, person_id))

    world.do(CLOCK, leave)


def test_a_last_day_that_lies_ahead_changes_nothing_yet(world: World) -> None:
    world.held("s0", "robin", "2026-11-05")
    leaves(world, "robin", "2026-12-04")
    leaves(world, "amara", "2026-12-04")
    world.to("2026-12-04 23:59")
    assert world.duty("freq-sw", about="robin").owner_id == "amara"
    assert [one.id for one in world.do("amara", mine.supervisees)] == ["robin", "sam"]
    world.to("2026-12-05 00:00")
    assert world.duties("freq-sw", about="robin") == []
    assert [one.id for one in world.do("morgan", mine.supervisees)] == ["joan", "sam"]


def test_what_a_supervisor_owed_goes_to_whoever_stands_above_once_they_have_left(world: World) -> None:
    world.held("s0", "robin", "2026-11-05")
    world.planned("s1", "robin", "2026-12-10 10:00")
    leaves(world, "amara", "2026-12-04")
    world.to("2026-12-09 12:00")
    assert world.duty("freq-sw", about="robin").owner_id == "morgan"
    assert world.duty("prep", about="s1", party="supervisor").owner_id == "morgan"
    assert "prep/supervisor/supervisor digest-1" in world.told("morgan", "prep")
    assert world.told("amara", "prep") == []
    world.to("2026-12-10 12:00")
    world.do("morgan", sessions.held, "s1", day("2026-12-10"))
    assert world.duty("record-case").owner_id == "morgan"


def test_whoever_comes_back_is_owed_nothing_for_the_time_before(world: World) -> None:
    world.held("s0", "robin", "2026-10-30")
    leaves(world, "robin", "2026-11-24")
    world.to("2026-12-10 12:00")
    world.becomes("robin", left_on=None)
    assert world.duty("freq-sw", about="robin").due_on == day("2026-11-30"), "they had not left after all"
    world.becomes("robin", started_on=day("2026-12-08"))
    duty = world.duty("freq-sw", about="robin")
    assert (duty.opened_on, duty.due_on) == (day("2026-12-08"), day("2027-01-29"))
    world.held("s1", "robin", "2026-12-09")
    assert world.duty("freq-sw", about="robin").opened_by == "session:s1"


def test_it_passes_on_while_the_one_above_is_away(world: World) -> None:
    leaves(world, "amara", "2026-11-20")
    world.do("dana", absences.away, "morgan", day("2026-11-23"), planned=True, expected_back=None)
    assert world.duty("book", about="robin").owner_id == "dana"


def test_an_escalation_never_goes_to_a_manager_who_has_left(world: World) -> None:
    leaves(world, "morgan", "2026-11-30")
    world.do("robin", absences.away, "amara", day("2026-11-23"), planned=False, expected_back=None)
    world.to("2026-12-07 09:00")
    assert world.told("morgan", "absent-supervisor") == []
    assert world.told("dana", "absent-supervisor")[0].endswith("owner due")


def test_cover_by_somebody_who_has_left_is_none(world: World) -> None:
    absence = world.do("morgan", absences.away, "amara", day("2026-11-09"), planned=False, expected_back=None)
    world.do("morgan", absences.arrange_cover, absence.id, "joan", None)
    leaves(world, "joan", "2026-11-27")
    assert world.duties("absent-supervisor", about="sam") == []
    world.to("2026-11-28 00:00")
    assert {one.owner_id for one in world.duties("absent-supervisor", about="sam")} == {"sam", "morgan"}


def test_having_left_is_not_being_away_for_two_weeks(world: World) -> None:
    world.do("morgan", absences.away, "amara", day("2026-11-09"), planned=False, expected_back=None)
    leaves(world, "amara", "2026-11-20")
    assert world.duties("absent-supervisor") == []
    booked = world.do("morgan", sessions.book, "robin", at("2026-12-01 10:00"), 60, "both")
    assert booked.supervisee_id == "robin"
