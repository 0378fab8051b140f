"""Whom a duty's ladder tells, and when."""

from datetime import UTC, date, datetime
from itertools import islice, pairwise

import pytest

from supervision.policy import Policy, Stage, end_of_day, instant, next_decent, stages


def ladder(policy: Policy, rule: str, opened: date, due: date | None, count: int = 12) -> list[Stage]:
    return list(islice(stages(policy.rules[rule], opened, due, policy.calendar), count))


def test_rebooking_is_told_at_once_half_way_and_on_the_day(cb: Policy) -> None:
    found = ladder(cb, "rebook", date(2026, 12, 23), date(2027, 1, 4), 4)
    assert found == [
        Stage("opened", date(2026, 12, 23), True, ("owner", "other_party")),
        Stage("halfway", date(2026, 12, 29), False, ("owner",)),
        Stage("due", date(2027, 1, 4), False, ("owner",)),
        Stage("summary-1", date(2027, 1, 11), False, ("line_manager",), summary=True),
    ]


def test_only_the_opening_is_told_at_once(cb: Policy, bd: Policy) -> None:
    for policy in (cb, bd):
        for rule in policy.rules:
            found = ladder(policy, rule, date(2026, 11, 2), date(2026, 11, 30))
            assert [stage.key for stage in found if stage.at_once] in (["opened"], [])


def test_every_ladder_is_in_order_of_date_with_each_key_once(cb: Policy, bd: Policy) -> None:
    for policy in (cb, bd):
        for rule in policy.rules:
            found = ladder(policy, rule, date(2026, 11, 2), date(2026, 12, 27), 60)
            assert all(one.on <= other.on for one, other in pairwise(found))
            assert len({stage.key for stage in found}) == len(found)


def test_every_stage_but_the_opening_falls_on_a_working_day(cb: Policy, bd: Policy) -> None:
    for policy in (cb, bd):
        for rule in policy.rules:
            for due in (date(2026, 12, 26), date(2026, 12, 28), date(2027, 1, 1), date(2027, 3, 29)):
                found = ladder(policy, rule, date(2026, 11, 21), due, 30)
                assert all(policy.calendar.is_working(stage.on) or stage.at_once for stage in found)


def test_a_frequency_goes_on_weekly_and_the_line_manager_reads_it_from_five_days_late(cb: Policy) -> None:
    found = ladder(cb, "freq-sw", date(2026, 1, 31), date(2026, 2, 27), 7)
    assert [(stage.key, stage.on, stage.to) for stage in found] == [
        ("before-5", date(2026, 2, 20), ("owner",)),
        ("due", date(2026, 2, 27), ("owner",)),
        ("late-1", date(2026, 3, 6), ("owner",)),
        ("summary-1", date(2026, 3, 9), ("line_manager",)),
        ("late-2", date(2026, 3, 13), ("owner",)),
        ("summary-2", date(2026, 3, 16), ("line_manager",)),
        ("late-3", date(2026, 3, 20), ("owner",)),
    ]


def test_a_summary_on_a_bank_holiday_monday_is_read_on_the_tuesday(cb: Policy) -> None:
    found = ladder(cb, "freq-sw", date(2026, 3, 2), date(2026, 4, 24), 20)
    mondays = {stage.key: stage.on for stage in found if stage.summary}
    assert mondays["summary-1"] == date(2026, 5, 5)
    assert mondays["summary-2"] == date(2026, 5, 11)


def test_a_weekly_reminder_moves_back_from_a_bank_holiday_and_those_after_it_do_not(cb: Policy) -> None:
    found = {
        stage.key: stage.on for stage in ladder(cb, "record-case", date(2026, 12, 14), date(2026, 12, 21))
    }
    assert (found["late-1"], found["late-2"]) == (date(2026, 12, 24), date(2027, 1, 4))


def test_a_sign_off_reaches_the_supervisor_three_working_days_late(cb: Policy) -> None:
    found = ladder(cb, "signoff-case", date(2026, 11, 24), date(2026, 12, 1))
    late = next(stage for stage in found if stage.key == "late-by-3")
    assert (late.on, late.to) == (date(2026, 12, 4), ("supervisor",))


def test_an_absence_tells_both_on_its_day_then_every_two_working_days_then_one_higher(cb: Policy) -> None:
    found = ladder(cb, "absent-supervisor", date(2026, 11, 7), date(2026, 11, 21), 5)
    assert [(stage.key, stage.on, stage.to) for stage in found] == [
        ("due", date(2026, 11, 23), ("owner", "line_manager")),
        ("late-1", date(2026, 11, 25), ("owner",)),
        ("late-2", date(2026, 11, 27), ("owner",)),
        ("late-by-5", date(2026, 11, 30), ("line_managers_manager",)),
        ("late-3", date(2026, 12, 1), ("owner",)),
    ]


def test_preparation_ends_with_the_session(cb: Policy) -> None:
    found = ladder(cb, "prep", date(2026, 11, 2), date(2026, 11, 26))
    assert [(stage.key, stage.to) for stage in found] == [
        ("before-5", ("owner",)),
        ("before-1", ("owner",)),
        ("digest-1", ("supervisor",)),
    ]


def test_stages_before_the_opening_are_left_out(cb: Policy) -> None:
    found = ladder(cb, "prep", date(2026, 11, 20), date(2026, 11, 26))
    assert [stage.key for stage in found] == ["before-1", "digest-1"]


def test_a_duty_opened_long_after_its_date_starts_where_it_stands_with_the_same_keys(cb: Policy) -> None:
    found = ladder(cb, "freq-sw", date(2026, 3, 14), date(2026, 2, 27), 2)
    assert [(stage.key, stage.on) for stage in found] == [
        ("summary-2", date(2026, 3, 16)),
        ("late-3", date(2026, 3, 20)),
    ]


def test_without_a_date_people_are_told_once_or_not_at_all(cb: Policy, bd: Policy) -> None:
    assert [stage.key for stage in ladder(bd, "record-case", date(2026, 11, 18), None)] == ["opened"]
    assert [stage.key for stage in ladder(cb, "rebook-sick", date(2026, 11, 18), None)] == ["opened"]
    assert ladder(bd, "freq-agency", date(2026, 11, 18), None) == []


def test_a_span_of_one_working_day_has_no_half_way(local_bd: Policy) -> None:
    rule = local_bd.rules["rebook"]
    short = rule.model_copy(update={"clock": rule.clock.model_copy(update={"number": 1})})
    keys = [
        stage.key
        for stage in islice(stages(short, date(2026, 11, 2), date(2026, 11, 3), local_bd.calendar), 2)
    ]
    assert keys == ["opened", "due"]


def test_half_way_of_a_span_in_days_lies_between_opening_and_due_date(cb: Policy) -> None:
    found = ladder(cb, "rebook-sick-personal", date(2026, 11, 23), date(2026, 11, 28))
    assert {stage.key: stage.on for stage in found}["halfway"] == date(2026, 11, 25)


def test_the_morning_message_is_at_nine_on_the_wall_on_both_sides_of_a_clock_change(cb: Policy) -> None:
    assert instant(date(2026, 10, 23), cb) == datetime(2026, 10, 23, 8, 0, tzinfo=UTC)
    assert instant(date(2026, 10, 26), cb) == datetime(2026, 10, 26, 9, 0, tzinfo=UTC)
    assert instant(date(2027, 3, 30), cb) == datetime(2027, 3, 30, 8, 0, tzinfo=UTC)


def test_the_end_of_a_day_is_its_last_local_second(cb: Policy) -> None:
    assert end_of_day(date(2026, 7, 1), cb) == datetime(2026, 7, 1, 22, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "then"),
    [
        (datetime(2026, 11, 23, 8, 0, tzinfo=UTC), datetime(2026, 11, 23, 8, 0, tzinfo=UTC)),
        (datetime(2026, 11, 23, 17, 59, tzinfo=UTC), datetime(2026, 11, 23, 17, 59, tzinfo=UTC)),
        (datetime(2026, 11, 23, 7, 59, tzinfo=UTC), datetime(2026, 11, 23, 9, 0, tzinfo=UTC)),
        (datetime(2026, 11, 23, 18, 0, tzinfo=UTC), datetime(2026, 11, 24, 9, 0, tzinfo=UTC)),
        (datetime(2026, 11, 27, 23, 30, tzinfo=UTC), datetime(2026, 11, 30, 9, 0, tzinfo=UTC)),
        (datetime(2026, 12, 25, 10, 0, tzinfo=UTC), datetime(2026, 12, 29, 9, 0, tzinfo=UTC)),
        (datetime(2026, 7, 1, 7, 30, tzinfo=UTC), datetime(2026, 7, 1, 7, 30, tzinfo=UTC)),
        (datetime(2026, 7, 1, 6, 59, tzinfo=UTC), datetime(2026, 7, 1, 8, 0, tzinfo=UTC)),
    ],
)
def test_people_are_told_now_in_decent_hours_or_else_the_next_morning(
    cb: Policy, now: datetime, then: datetime
) -> None:
    assert next_decent(now, cb) == then
