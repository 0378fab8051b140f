"""Frequencies that change: the stages of the ASYE and of homes staff, shifts, the first six months in post, and changes
of role, supervisor and policy in mid-period.
"""

import json

from storage.tables import Person
from supervision import events, sessions, undo
from supervision.duties import explain
from supervision.policy import Policy
from supervision.work import CLOCK, Work
from tests.supervision.world import World, day


def changes_role(world: World, person: str, role: str) -> None:
    """As an import writes it: that the role changed, and the new one."""
    was = world.get(Person, person).role

    def note(work: Work) -> None:
        events.note(work, "role_changed", work.now.date(), person_id=person, party=was)

    world.do(CLOCK, note)
    world.becomes(person, role=role)


def frequencies(world: World, about: str) -> list[tuple[str, str]]:
    """The live frequencies of a person, with the day each interval began."""
    rules = [one for one in world.policies[world.authority].rules if one.startswith("freq-")]
    rows = [row for rule in rules for row in world.duties(rule, about=about) if row.subject_id == about]
    return [(row.rule, row.opened_on.isoformat()) for row in rows]


def test_the_stages_of_the_asye_in_central_bedfordshire_go_by_the_calendar(world: World) -> None:
    world.becomes("robin", role="nqsw", asye_started_on=day("2026-10-12"))
    for held, due in (
        ("2026-11-20", "2026-11-27"),
        ("2026-11-23", "2026-12-07"),
        ("2027-04-09", "2027-04-23"),
        ("2027-04-12", "2027-05-12"),
        ("2027-10-11", "2027-11-11"),
    ):
        world.to(f"{max(held, '2026-11-23')} 18:00")
        world.held(f"s-{held}", "robin", held)
        assert world.duty("freq-nqsw").due_on == day(due)


def test_once_the_asye_year_is_over_supervision_is_as_for_other_social_workers(world: World) -> None:
    world.becomes("robin", role="nqsw", asye_started_on=day("2025-11-10"))
    world.held("s0", "robin", "2026-11-12")
    assert world.duty("freq-nqsw").due_on == day("2026-12-31")


def test_in_bradford_it_is_monthly_then_once_an_earlier_review_is_recorded(bradford: World) -> None:
    bradford.becomes("robin", role="nqsw", asye_started_on=day("2025-11-10"))
    bradford.held("s0", "robin", "2026-11-12")
    assert bradford.duty("freq-nqsw").due_on == day("2026-11-26")
    review = bradford.duty("asye-review-6")
    assert (review.due_on, bradford.told("amara", "asye-review")) == (None, [])
    bradford.done("asye-review-6", "2026-05-11")
    assert bradford.duty("freq-nqsw").due_on == day("2026-12-12")
    assert bradford.duties("asye-review-6") == []


def test_an_nqsw_of_bradford_stays_fortnightly_until_the_6_month_review_is_recorded(bradford: World) -> None:
    bradford.becomes("robin", role="nqsw", asye_started_on=day("2026-06-01"))
    bradford.held("s0", "robin", "2026-11-20")
    assert bradford.duty("freq-nqsw").due_on == day("2026-12-04")
    bradford.to("2026-12-07 12:00")
    bradford.held("s1", "robin", "2026-12-04")
    bradford.done("asye-review-6", "2026-12-07")
    assert bradford.duty("freq-nqsw").due_on == day("2026-12-18"), "the interval that runs is not lengthened"
    bradford.held("s2", "robin", "2026-12-07")
    assert bradford.duty("freq-nqsw").due_on == day("2027-01-04")
    bradford.do("amara", undo.undo)
    assert bradford.duty("freq-nqsw").due_on == day("2026-12-21")


def test_a_review_of_an_asye_that_was_begun_again_ends_no_stage_of_the_new_one(bradford: World) -> None:
    bradford.becomes("robin", role="nqsw", asye_started_on=day("2026-03-02"))
    bradford.done("asye-review-6", "2026-09-02")
    bradford.held("s0", "robin", "2026-11-20")
    assert bradford.duty("freq-nqsw").due_on == day("2026-12-18")
    bradford.becomes("robin", asye_started_on=day("2026-10-01"))
    assert bradford.duty("freq-nqsw").due_on == day("2026-12-04")
    assert bradford.duty("asye-review-6").due_on == day("2027-04-01")


def test_homes_staff_go_from_fortnightly_to_every_4_weeks_after_6_months(bradford: World) -> None:
    bradford.becomes("robin", role="home_staff", started_on=day("2026-05-20"))
    bradford.held("s0", "robin", "2026-11-19")
    assert bradford.duty("freq-home").due_on == day("2026-12-03")
    bradford.held("s1", "robin", "2026-11-20")
    assert bradford.duty("freq-home").due_on == day("2026-12-18")


def works(world: World, *days: str) -> None:
    for one in days:
        world.do("amara", events.record, "shift_worked", day(one), person_id="robin")


def test_agency_staff_of_a_home_are_supervised_after_each_8_shifts(bradford: World) -> None:
    bradford.becomes("robin", role="agency")
    bradford.held("s0", "robin", "2026-11-10")
    works(bradford, "2026-11-10", *(f"2026-11-{number}" for number in range(12, 19)))
    duty = bradford.duty("freq-agency")
    assert (duty.status, duty.reason, duty.due_on) == ("paused", "waiting-shifts_reached", None)
    works(bradford, "2026-11-19")
    assert (bradford.duty("freq-agency").due_on, bradford.duty("book", about="robin").due_on) == (
        day("2026-11-19"),
        day("2026-11-19"),
    )
    bradford.held("s1", "robin", "2026-11-23")
    assert bradford.duty("freq-agency").status == "paused"
    met = [one for one in bradford.duties("freq-agency", live=False) if one.status == "met"]
    assert [one.opened_by for one in met][-1] == "session:s0"


def test_the_first_six_months_in_post_are_listed_beside_the_frequency_and_end(bradford: World) -> None:
    bradford.becomes("robin", started_on=day("2026-11-16"))
    assert [rule for rule, _ in frequencies(bradford, "robin")] == ["freq-sw", "freq-first-six-months"]
    duty = bradford.duty("freq-first-six-months")
    assert (duty.due_on, duty.opened_on) == (None, day("2026-11-16"))
    bradford.held("s0", "robin", "2026-11-20")
    assert bradford.duty("freq-first-six-months").id == duty.id
    bradford.to("2027-05-15 12:00")
    assert len(bradford.told("amara", "freq-first-six-months")) == 1
    bradford.to("2027-05-16 12:00")
    assert bradford.duties("freq-first-six-months") == []


def test_a_change_of_role_passes_the_interval_to_the_frequency_of_the_new_role(world: World) -> None:
    world.becomes("robin", role="nqsw", asye_started_on=day("2026-11-02"))
    world.held("s0", "robin", "2026-11-19")
    assert frequencies(world, "robin") == [("freq-nqsw", "2026-11-19")]
    world.becomes("robin", role="social_worker")
    assert frequencies(world, "robin") == [("freq-sw", "2026-11-19")]
    assert world.duty("freq-sw", about="robin").due_on == day("2026-12-31")
    assert world.duty("book", about="robin").due_on == day("2026-12-31")
    (old,) = [one for one in world.duties("freq-nqsw", live=False) if one.opened_by == "session:s0"]
    assert (old.status, old.reason) == ("withdrawn", "no-longer-owed")


def test_a_role_that_begins_in_mid_period_is_not_late_for_the_days_before_it(bradford: World) -> None:
    bradford.becomes("robin", role="unqualified")
    bradford.held("s0", "robin", "2026-11-09")
    assert bradford.duty("freq-nonsw", about="robin").due_on == day("2026-12-09")
    bradford.becomes("robin", asye_started_on=day("2026-11-23"))
    changes_role(bradford, "robin", "nqsw")
    duty = bradford.duty("freq-nqsw")
    assert (duty.opened_by, duty.due_on) == ("session:s0", day("2026-11-30")), (
        "a week from today, not from the 9th"
    )
    assert bradford.duty("book", about="robin").due_on == day("2026-11-30")
    why = bradford.do("amara", explain, duty.id)
    assert why.days[0].reason == "counted from this day: a new role began"
    assert why.days[0].date == day("2026-11-23")
    bradford.held("s1", "robin", "2026-11-23")
    assert bradford.duty("freq-nqsw").due_on == day("2026-11-30")


def test_a_new_role_puts_off_nothing_that_was_due_before(bradford: World) -> None:
    bradford.becomes("robin", role="nqsw", asye_started_on=day("2026-11-02"))
    bradford.held("s0", "robin", "2026-11-20")
    changes_role(bradford, "robin", "unqualified")
    duty = bradford.duty("freq-nonsw", about="robin")
    assert duty.due_on == day("2026-11-27")
    why = bradford.do("amara", explain, duty.id)
    assert why.days[-1].reason == "the date that stood before is the earlier, and stays"
    bradford.held("s1", "robin", "2026-11-23")
    assert bradford.duty("freq-nonsw", about="robin").due_on == day("2026-12-23")


def test_what_was_late_under_the_old_role_is_late_under_the_new_one(bradford: World) -> None:
    bradford.becomes("robin", role="nqsw", asye_started_on=day("2026-10-01"))
    bradford.held("s0", "robin", "2026-11-09")
    changes_role(bradford, "robin", "unqualified")
    assert bradford.duty("freq-nonsw", about="robin").due_on == day("2026-11-16")


def test_a_role_that_is_put_right_the_same_day_has_the_date_it_had(bradford: World) -> None:
    bradford.becomes("robin", role="unqualified")
    bradford.held("s0", "robin", "2026-11-09")
    changes_role(bradford, "robin", "student")
    assert bradford.duty("freq-student").due_on == day("2026-11-30")
    changes_role(bradford, "robin", "unqualified")
    assert bradford.duty("freq-nonsw", about="robin").due_on == day("2026-12-09")


def test_an_interval_agreed_individually_shortens_the_frequency_and_never_lengthens_it(world: World) -> None:
    world.held("s0", "robin", "2026-11-20")
    world.becomes("robin", supervised_every_weeks=2)
    duty = world.duty("freq-sw", about="robin")
    assert (duty.due_on, world.duty("book", about="robin").due_on) == (day("2026-12-04"), day("2026-12-04"))
    why = world.do("amara", explain, duty.id)
    assert (why.days[-1].date, why.days[-1].reason) == (
        day("2026-12-04"),
        "agreed individually: every 2 weeks",
    )
    world.becomes("robin", supervised_every_weeks=12)
    duty = world.duty("freq-sw", about="robin")
    assert duty.due_on == day("2026-12-31")
    assert "agreed" not in world.do("amara", explain, duty.id).days[-1].reason


def test_an_interval_agreed_individually_answers_what_the_first_six_months_ask_for(bradford: World) -> None:
    bradford.becomes("robin", started_on=day("2026-11-16"))
    assert [rule for rule, _ in frequencies(bradford, "robin")] == ["freq-sw", "freq-first-six-months"]
    bradford.becomes("robin", supervised_every_weeks=2)
    assert [rule for rule, _ in frequencies(bradford, "robin")] == ["freq-sw"]
    assert bradford.duty("freq-sw", about="robin").due_on == day("2026-11-30")


def test_a_change_of_supervisor_in_mid_period_neither_doubles_nor_drops_the_frequency(world: World) -> None:
    world.held("s0", "robin", "2026-11-05")
    world.becomes("robin", supervisor_id="joan")
    duty = world.duty("freq-sw", about="robin")
    assert (duty.owner_id, duty.opened_by, duty.due_on) == ("joan", "session:s0", day("2026-12-31"))


def test_a_change_of_policy_in_mid_period_re_dates_what_is_open_and_says_under_which_version(
    world: World,
) -> None:
    world.held("s0", "robin", "2026-11-05")
    before = world.duty("freq-sw", about="robin")
    policy = world.policies[world.authority]
    month = world.policies["bradford"].rules["freq-sw"].clock
    rule = policy.rules["freq-sw"].model_copy(update={"clock": month})
    changed = policy.model_copy(update={"rules": {**policy.rules, "freq-sw": rule}})
    world.policies = {**world.policies, world.authority: Policy.parse(changed.dump())}
    world.differences()
    after = world.duty("freq-sw", about="robin")
    assert (after.id, after.due_on) == (before.id, day("2026-12-05"))
    assert after.policy_version != before.policy_version


def with_frequency(world: World, clock: dict[str, object], **more: object) -> None:
    """The policy of the world with another clock for its social workers."""
    policy = json.loads(world.policies[world.authority].dump())
    policy["rules"]["freq-sw"] |= {"clock": clock, **more}
    world.policies = {**world.policies, world.authority: Policy.parse(json.dumps(policy))}
    world.differences()


def test_a_frequency_of_one_kind_is_met_by_sessions_of_that_kind_and_by_those_for_both(world: World) -> None:
    with_frequency(world, {"kind": "every", "number": 28, "unit": "days"}, session_kinds=["personal"])
    world.held("s0", "robin", "2026-11-05")
    for session, kind, on in (("s1", "case", "2026-11-18"), ("s2", "personal", "2026-11-20")):
        world.planned(session, "robin", f"{on} 10:00", kind=kind, status="held", held_on=day(on))
    assert world.duty("freq-sw", about="robin").opened_by == "session:s2"
    world.planned("s3", "robin", "2026-12-01 10:00", kind="case")
    assert world.duty("book", about="robin").due_on == day("2026-12-18")
    world.planned("s4", "robin", "2026-12-18 10:00", kind="both")
    assert world.duties("book", about="robin") == []


def test_so_many_hours_a_month_are_met_by_however_many_sessions(world: World) -> None:
    with_frequency(world, {"kind": "hours_per", "period": "calendar_month", "hours": 2})
    duty = world.duty("freq-sw", about="robin")
    assert duty.due_on == day("2026-12-31"), "nothing is asked of the month in which they became known"
    world.to("2026-12-01 12:00")
    assert world.duty("freq-sw", about="robin").id == duty.id
    world.planned("s1", "robin", "2026-12-03 10:00")
    assert world.duty("book", about="robin").due_on == day("2026-12-31"), "one hour of the two is not booked"
    world.planned("s2", "robin", "2026-12-10 10:00")
    assert world.duties("book", about="robin") == []
    world.to("2026-12-10 18:00")
    world.do("amara", sessions.held, "s1", day("2026-12-03"))
    assert world.duty("freq-sw", about="robin").status == "open"
    world.do("amara", sessions.held, "s2", day("2026-12-10"))
    assert world.duty("freq-sw", about="robin").due_on == day("2027-01-29")
    world.to("2027-02-01 12:00")
    rows = [one for one in world.duties("freq-sw", live=False) if one.subject_id == "robin"]
    past = [(one.opened_by, one.status, one.reason) for one in rows if one.opened_by.startswith("period:")]
    assert past == [
        ("period:2026-12-01", "met", "held"),
        ("period:2027-01-01", "lapsed", "period-over"),
        ("period:2027-02-01", "open", ""),
    ]


def test_a_share_of_the_working_time_is_met_once_sessions_add_up_to_it_where_the_hours_are_known(
    world: World,
) -> None:
    with_frequency(world, {"kind": "hours_per", "period": "week", "percent": 5})
    world.to("2026-11-30 09:00")
    world.planned("s1", "robin", "2026-12-01 10:00", minutes=60, status="held", held_on=day("2026-12-01"))
    assert world.duty("freq-sw", about="robin").opened_by == "period:2026-11-30", (
        "nobody knows how much is asked"
    )
    # 5 per cent of 18.5 hours are 55 minutes, of 37 hours 111.
    world.becomes("robin", weekly_minutes=1110)
    assert world.duty("freq-sw", about="robin").opened_by == "period:2026-12-07"
    world.becomes("robin", weekly_minutes=2220)
    assert world.duty("freq-sw", about="robin").opened_by == "period:2026-11-30"
    world.planned("s2", "robin", "2026-12-03 10:00", minutes=60)
    assert world.duties("book", about="robin") == []


def test_so_many_hours_are_asked_of_a_starter_from_their_first_whole_month_on(world: World) -> None:
    with_frequency(world, {"kind": "hours_per", "period": "calendar_month", "hours": 2})
    world.becomes("robin", started_on=day("2026-12-09"))
    assert world.duty("freq-sw", about="robin").opened_by == "period:2027-01-01"
    world.to("2026-12-10 12:00")
    world.planned("s1", "robin", "2026-12-11 10:00", minutes=120)
    assert world.duty("freq-sw", about="robin").opened_by == "period:2027-01-01"
    assert world.duty("book", about="robin").due_on == day("2027-01-29")
