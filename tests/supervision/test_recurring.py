"""What is done again and again: appraisal, observations, audits, the survey, the yearly review of the agreement; and
what is only listed.
"""

from storage.tables import Person
from supervision import duties, events, sessions
from supervision.work import CLOCK, Work
from tests.supervision.world import World, at, day


def test_before_the_first_known_one_the_interval_runs_from_the_day_a_person_is_known(bradford: World) -> None:
    duty = bradford.duty("appraisal", about="robin")
    assert (duty.owner_id, duty.opened_on, duty.due_on) == ("amara", day("2026-11-02"), day("2027-11-02"))
    assert bradford.told("amara", "appraisal") == []


def test_each_time_it_was_done_the_next_is_counted_from_there(bradford: World) -> None:
    bradford.done("appraisal", "2026-11-20", about="robin")
    assert bradford.duty("appraisal", about="robin").due_on == day("2027-11-20")
    bradford.to("2027-11-22 12:00")
    assert bradford.told("amara", "appraisal", about="robin")[-1] == "appraisal/supervisor/owner due"
    bradford.done("appraisal", "2027-11-22", about="robin")
    assert bradford.duty("appraisal", about="robin").due_on == day("2028-11-22")
    closed = [one for one in bradford.duties("appraisal", live=False, about="robin") if one.closed_on]
    assert [(one.status, one.reason) for one in closed] == [("met", "done")] * 2


def test_the_last_time_may_lie_before_the_bot_knew_anybody(bradford: World) -> None:
    bradford.done("appraisal", "2026-03-02", about="robin")
    assert bradford.duty("appraisal", about="robin").due_on == day("2027-03-02")


def test_nobody_is_late_for_what_fell_due_before_they_were_known(bradford: World) -> None:
    bradford.done("appraisal", "2024-03-01", about="robin")
    assert bradford.duty("appraisal", about="robin").due_on == day("2027-11-02")


def test_one_observation_a_quarter_from_the_first_full_quarter_on(bradford: World) -> None:
    assert bradford.duty("observe-practice", about="robin").due_on == day("2027-03-31")
    bradford.done("observe-practice", "2026-11-23", about="robin")
    assert bradford.duty("observe-practice", about="robin").due_on == day("2027-03-31")
    bradford.to("2027-01-11 12:00")
    bradford.done("observe-practice", "2027-01-11", about="robin")
    assert bradford.duty("observe-practice", about="robin").due_on == day("2027-06-30")


def test_quality_assurance_in_central_bedfordshire_is_owed_by_the_role_it_names(world: World) -> None:
    owed = {rule: world.duties(rule) for rule in ("audit-themed", "survey", "observe-peer", "audit-monthly")}
    assert {rule: sorted({one.owner_id or "" for one in rows}) for rule, rows in owed.items()} == {
        "audit-themed": ["morgan"],
        "survey": ["morgan"],
        "observe-peer": ["amara", "joan"],
        "audit-monthly": ["morgan"],
    }
    assert world.duty("audit-themed").due_on == day("2027-06-30")
    assert world.duty("survey").due_on == day("2027-12-31")
    assert {one.due_on for one in owed["observe-peer"]} == {day("2027-11-02")}
    assert {one.due_on for one in owed["audit-monthly"]} == {day("2026-12-31")}


def test_what_somebody_owes_themselves_is_in_the_week_of_whoever_supervises_them(world: World) -> None:
    world.to("2027-11-15 12:00")
    assert "observe-peer/supervisee/line_manager summary-1" in world.told("morgan", about="amara")
    assert world.told("dana", "observe-peer") == world.told("operator", "observe-peer") == []


def test_an_audit_without_a_number_is_told_once_and_then_listed(bradford: World) -> None:
    told = bradford.told("morgan", "audit-monthly")
    assert told == ["audit-monthly/supervisor/owner opened"] * 2
    bradford.done("audit-monthly", "2026-11-23", about="amara")
    duty = bradford.duty("audit-monthly", about="amara")
    assert (duty.status, duty.due_on, duty.opened_on) == ("open", None, day("2026-11-23"))
    assert bradford.told("morgan", "audit-monthly") == told


def test_a_signed_agreement_is_reviewed_a_year_after_the_last_signature(bradford: World) -> None:
    bradford.becomes("robin", started_on=day("2026-11-16"))
    bradford.done("agreement-first", "2026-11-18", party="supervisor")
    assert bradford.duties("agreement-review") == []
    bradford.done("agreement-first", "2026-11-20", party="supervisee")
    review = bradford.duty("agreement-review")
    assert (review.owner_id, review.due_on) == ("amara", day("2027-11-20"))
    bradford.to("2027-11-22 12:00")
    bradford.done("agreement-review", "2027-11-22")
    assert bradford.duty("agreement-review").due_on == day("2028-11-22")


def test_half_an_agreement_with_a_former_supervisor_is_no_part_of_the_next(bradford: World) -> None:
    bradford.becomes("robin", started_on=day("2026-11-16"))
    bradford.done("agreement-first", "2026-11-18", party="supervisee")
    bradford.do("morgan", events.record, "relationship_started", day("2026-11-20"), person_id="robin")
    bradford.becomes("robin", supervisor_id="joan")
    bradford.done("agreement-first", "2026-11-23", party="supervisor")
    assert bradford.duties("agreement-review") == []
    assert bradford.duty("agreement-first").party == "supervisee"


def test_protected_time_is_listed_week_by_week_and_never_chased(bradford: World) -> None:
    bradford.becomes("robin", role="nqsw", asye_started_on=day("2026-09-01"))
    duty = bradford.duty("protected-development")
    assert (duty.owner_id, duty.opened_on, duty.due_on) == ("amara", day("2026-11-23"), day("2026-11-27"))
    bradford.to("2026-11-30 12:00")
    duty = bradford.duty("protected-development")
    assert duty.due_on == day("2026-12-04")
    bradford.done("protected-development", "2026-11-30")
    assert bradford.duty("protected-development").due_on == day("2026-12-11")
    bradford.to("2026-12-07 12:00")
    past = bradford.duties("protected-development", live=False)
    assert [(one.status, one.reason) for one in past] == [
        ("lapsed", "period-over"),
        ("met", "done"),
        ("open", ""),
    ]
    assert bradford.told("amara", "protected-development") == []


def test_how_much_protected_time_a_week_has_is_said_once_the_working_hours_are_known(bradford: World) -> None:
    bradford.becomes("robin", role="nqsw", asye_started_on=day("2026-09-01"))
    assert amount(bradford) == "10 per cent of the working time in the week"
    bradford.becomes("robin", weekly_minutes=2250)
    assert amount(bradford) == "10 per cent of the working time in the week, 3 hours 45 minutes"


def amount(world: World) -> str:
    """What is asked for, as it is explained."""
    explained = world.do("amara", duties.explain, world.duty("protected-development").id)
    return explained.days[0].reason


def test_a_new_role_brings_what_it_owes_from_its_first_day(world: World) -> None:
    world.to("2028-11-20 12:00")
    changes_role(world, "robin", "team_manager")
    assert world.duty("audit-monthly", about="robin").due_on == day("2028-12-29")
    assert world.duty("observe-peer", about="robin").due_on == day("2029-11-20")
    world.done("observe-peer", "2028-11-20", about="robin")
    changes_role(world, "robin", "practice_supervisor")
    assert [one for one in world.duties("observe-peer") if one.subject_id == "robin"] == []
    world.to("2030-03-04 12:00")
    changes_role(world, "robin", "team_manager")
    assert world.duty("observe-peer", about="robin").due_on == day("2031-03-04")


def changes_role(world: World, person: str, role: str) -> None:
    """As an import writes it: the new role, and that it changed."""

    def note(work: Work) -> None:
        was = work.uow.session.get(Person, person)
        assert was is not None
        events.note(work, "role_changed", work.now.date(), person_id=person, party=was.role)

    world.do(CLOCK, note)
    world.becomes(person, role=role)


def test_leaving_ends_what_is_owed_again_and_again(bradford: World) -> None:
    bradford.becomes("robin", left_on=day("2026-11-20"))
    assert [one for one in bradford.duties("appraisal") if one.subject_id == "robin"] == []


def test_for_who_starts_in_mid_week_the_next_week_is_the_first_and_the_only_one_asked_for(
    bradford: World,
) -> None:
    """However long before the starter became known, and also when the day they start is put right in that week."""
    bradford.becomes("robin", role="nqsw", started_on=day("2026-12-09"), asye_started_on=day("2026-12-09"))
    assert bradford.duty("protected-development").opened_on == day("2026-12-14")
    bradford.to("2026-12-09 10:00")
    bradford.do("amara", sessions.book, "robin", at("2026-12-10 10:00"), 60, "both")
    assert bradford.duty("protected-development").opened_on == day("2026-12-14")
    bradford.becomes("robin", started_on=day("2026-12-07"))
    assert bradford.duty("protected-development").opened_on == day("2026-12-07")
    bradford.becomes("robin", started_on=day("2026-12-08"))
    assert bradford.duty("protected-development").opened_on == day("2026-12-14")
    assert bradford.differences() == []
