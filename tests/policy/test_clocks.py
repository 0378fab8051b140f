"""Clock kinds one by one, those that the two policies do not use as well, and their corners."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from pydantic import TypeAdapter, ValidationError

from supervision.policy import Due, Policy, WorkingCalendar
from supervision.policy.clocks import AnyClock, Clock
from supervision.policy.clocks.hours_per import HoursPer
from supervision.policy.inputs import Inputs

LONDON = ZoneInfo("Europe/London")
CALENDAR = WorkingCalendar({}, LONDON)
_EMPLOYED = {"employment_started": date(2026, 9, 1)}
_CLOCK: TypeAdapter[Clock] = TypeAdapter(AnyClock)


def clock(**data: object) -> Clock:
    return _CLOCK.validate_python(data)


def due(inputs: Inputs, **data: object) -> Due:
    return clock(**data).due(inputs, CALENDAR)


@pytest.mark.parametrize(
    ("number", "unit", "expected"),
    [
        (2, "working_days", date(2026, 12, 24)),
        (5, "days", date(2026, 12, 27)),
        (2, "weeks", date(2027, 1, 5)),
        (3, "months", date(2027, 3, 22)),
        (1, "years", date(2027, 12, 22)),
    ],
)
def test_within_counts_in_each_unit(number: int, unit: str, expected: date) -> None:
    assert due({"start": date(2026, 12, 22)}, kind="within", number=number, unit=unit).on == expected


def test_a_due_date_is_in_time_until_the_last_second_of_its_local_day() -> None:
    summer = due({"start": date(2026, 7, 1)}, kind="within", number=1, unit="days")
    winter = due({"start": date(2026, 12, 1)}, kind="within", number=1, unit="days")
    assert summer.at == datetime(2026, 7, 2, 22, 59, 59, tzinfo=UTC)
    assert winter.at == datetime(2026, 12, 2, 23, 59, 59, tzinfo=UTC)


def test_hours_are_real_hours_in_the_night_the_clocks_go_back() -> None:
    held = datetime(2026, 10, 24, 16, 0, tzinfo=LONDON)
    found = due({"start": held}, kind="within_hours", number=24)
    assert found.at == datetime(2026, 10, 25, 15, 0, tzinfo=UTC)
    assert found.on == date(2026, 10, 25)


def test_hours_from_a_day_without_a_time_count_from_its_end() -> None:
    found = due({"start": date(2026, 11, 23)}, kind="within_hours", number=24)
    assert found.at == datetime(2026, 11, 24, 23, 59, 59, tzinfo=UTC)
    assert found.on == date(2026, 11, 24)


def test_hours_explain_themselves_by_the_local_clock() -> None:
    days = clock(kind="within_hours", number=24).days(
        {"start": datetime(2026, 3, 28, 14, 30, tzinfo=LONDON)}, CALENDAR
    )
    assert [day.reason for day in days] == [
        "counted from 14:30 on 28 March 2026",
        "24 hours later: 15:30 on 29 March 2026",
    ]


def test_an_instant_without_a_zone_is_refused() -> None:
    naive = datetime(2026, 3, 28, 14, 30, tzinfo=UTC).replace(tzinfo=None)
    with pytest.raises(ValueError, match="time zone"):
        due({"start": naive}, kind="within_hours", number=24)


def test_a_session_prepared_for_is_due_by_the_moment_it_starts() -> None:
    starts = datetime(2026, 11, 26, 14, 0, tzinfo=UTC)
    found = due({"start": starts}, kind="same_day_as", anchor="start")
    assert (found.on, found.at) == (date(2026, 11, 26), starts)


def test_a_case_discussed_at_each_session_waits_for_the_next_one_to_be_booked() -> None:
    each = {"kind": "same_day_as", "anchor": "next_session"}
    assert due({"start": date(2026, 11, 2)}, **each).waiting_words == "the date of the next session"
    assert due({"start": date(2026, 11, 2), "next_session": date(2026, 11, 26)}, **each).on == date(
        2026, 11, 26
    )


@pytest.mark.parametrize(("months", "expected"), [(1, date(2026, 2, 28)), (6, date(2026, 7, 31))])
def test_an_interval_can_mirror_how_often_the_plan_is_reviewed(months: int, expected: date) -> None:
    mirror = {"kind": "every", "number_from": "plan_review_months", "unit": "months"}
    assert due({"start": date(2026, 1, 31), "plan_review_months": months}, **mirror).on == expected


def test_an_interval_that_mirrors_waits_until_the_plans_interval_is_known() -> None:
    found = due({"start": date(2026, 1, 31)}, kind="every", number_from="plan_review_months", unit="months")
    assert (found.status, found.waiting_words) == ("paused", "how often the plan is reviewed")


@pytest.mark.parametrize(
    ("period", "start", "expected"),
    [
        ("calendar_month", date(2026, 1, 31), date(2026, 2, 27)),
        ("quarter", date(2026, 2, 10), date(2026, 6, 30)),
        ("quarter", date(2026, 12, 31), date(2027, 3, 31)),
        ("half_year", date(2026, 2, 10), date(2026, 12, 31)),
        ("half_year", date(2026, 7, 1), date(2027, 6, 30)),
        ("year", date(2026, 2, 10), date(2027, 12, 31)),
    ],
)
def test_once_per_period_is_due_on_the_last_working_day_of_the_next(
    period: str, start: date, expected: date
) -> None:
    assert due({"start": start}, kind="once_per", period=period).on == expected


def test_the_first_full_quarter_counts_when_nothing_has_been_held() -> None:
    quarter = clock(kind="once_per", period="quarter")
    for first, expected in [(date(2026, 4, 1), date(2026, 6, 30)), (date(2026, 4, 2), date(2026, 9, 30))]:
        assert quarter.due({"start": first, "first_day": first}, CALENDAR).on == expected


@pytest.mark.parametrize(
    ("number", "start", "expected"),
    [
        (1, date(2026, 2, 10), date(2027, 12, 31)),
        (2, date(2026, 2, 10), date(2026, 12, 31)),
        (4, date(2026, 8, 31), date(2026, 12, 31)),
        (6, date(2026, 2, 28), date(2026, 4, 30)),
        (12, date(2026, 1, 31), date(2026, 2, 27)),
        # A fifth of a year is 73 days; of a leap year one of them is 74.
        (5, date(2026, 1, 1), date(2026, 5, 26)),
        (5, date(2026, 12, 31), date(2027, 3, 12)),
        (5, date(2028, 12, 31), date(2029, 3, 14)),
    ],
)
def test_so_many_times_a_year_is_once_in_each_equal_part(number: int, start: date, expected: date) -> None:
    assert due({"start": start}, kind="times_per_year", number=number).on == expected


def test_an_equal_part_explains_where_it_begins_and_ends() -> None:
    days = clock(kind="times_per_year", number=5).days({"start": date(2026, 12, 31)}, CALENDAR)
    assert [day.reason for day in days] == [
        "the 1/5 of the year that counts begins on 1 January 2027",
        "last working day of the 1/5 of the year (13 March 2027: Saturday; 14 March 2027: Sunday)",
    ]


def test_hours_per_month_are_due_by_its_last_working_day_and_say_how_much() -> None:
    monthly = clock(kind="hours_per", period="calendar_month", hours=2)
    assert isinstance(monthly, HoursPer)
    assert monthly.due({"start": date(2026, 5, 4)}, CALENDAR).on == date(2026, 5, 29)
    assert monthly.needed_minutes({"start": date(2026, 5, 4)}, CALENDAR) == 120
    days = monthly.days({"start": date(2026, 5, 4)}, CALENDAR)
    assert [day.reason for day in days] == [
        "2 hours in the calendar month",
        "last working day of the calendar month (30 May 2026: Saturday; 31 May 2026: Sunday)",
    ]


@pytest.mark.parametrize(
    ("start", "minutes"),
    [(date(2026, 11, 16), 222), (date(2026, 12, 21), 177), (date(2026, 12, 28), 133)],
)
def test_a_share_of_the_time_counts_the_working_days_of_the_week(start: date, minutes: int) -> None:
    weekly = clock(kind="hours_per", period="week", percent=10)
    assert isinstance(weekly, HoursPer)
    assert weekly.needed_minutes({"start": start, "weekly_minutes": 2220}, CALENDAR) == minutes
    assert weekly.needed_minutes({"start": start}, CALENDAR) is None


def test_a_share_of_the_time_counted_from_the_weeks_last_day_is_told_in_one_line() -> None:
    days = clock(kind="hours_per", period="week", percent=10).days(
        {"start": date(2026, 11, 20), "weekly_minutes": 2220}, CALENDAR
    )
    (day,) = days
    assert day.date == date(2026, 11, 20)
    assert day.reason == (
        "last working day of the week (21 November 2026: Saturday; 22 November 2026: Sunday): "
        "10 per cent of the working time in the week, 3 hours 42 minutes"
    )


def test_a_week_without_a_working_day_ends_on_its_last_day() -> None:
    closed = {date(2026, 12, 29) + timedelta(days=n): "closed" for n in range(3)}
    calendar = WorkingCalendar(closed, LONDON)
    weekly = clock(kind="hours_per", period="week", hours=1)
    assert weekly.due({"start": date(2026, 12, 28)}, calendar).on == date(2027, 1, 3)


def test_an_interval_decided_for_a_case_waits_until_it_is_known() -> None:
    decided = {"kind": "every", "number_from": "interval_months", "unit": "months"}
    assert due({"start": date(2026, 1, 31), "interval_months": 2}, **decided).on == date(2026, 3, 31)
    assert due({"start": date(2026, 1, 31)}, **decided).waiting_words == "the interval decided for the case"


@pytest.mark.parametrize("anchor", ["allocated", "signed", "event", "employment_started", "returned"])
def test_a_one_off_counts_from_whatever_anchor_it_names(anchor: str) -> None:
    once = {"kind": "within", "number": 3, "unit": "days", "anchor": anchor}
    assert due({"start": date(2026, 1, 1), anchor: date(2026, 11, 2)}, **once).on == date(2026, 11, 5)
    assert due({"start": date(2026, 1, 1)}, **once).status == "paused"


def test_a_minimum_duration_is_the_longer_of_the_rules_and_the_stages(cb: Policy, bd: Policy) -> None:
    weekly = {"start": date(2026, 10, 12), "asye_started": date(2026, 9, 1)}
    monthly = {"start": date(2027, 4, 12), "asye_started": date(2026, 9, 1)}
    nqsw = cb.rules["freq-nqsw"]
    assert [nqsw.minutes_asked(one, cb.calendar) for one in (weekly, monthly)] == [90, None]
    assert bd.rules["freq-nqsw"].minutes_asked(monthly, bd.calendar) == 90
    assert bd.rules["freq-sw"].minutes_asked(monthly, bd.calendar) is None
    home = bd.rules["freq-home"]
    assert home.minutes_asked({"start": date(2027, 3, 1), **_EMPLOYED}, bd.calendar) == 90
    assert home.minutes_asked({"start": date(2027, 2, 28), **_EMPLOYED}, bd.calendar) is None


def test_something_that_begins_says_on_which_working_day_people_are_told() -> None:
    days = clock(kind="once_passed", number=2, unit="weeks").days({"start": date(2026, 11, 7)}, CALENDAR)
    assert [day.date for day in days[:2]] == [date(2026, 11, 7), date(2026, 11, 8)]
    assert len(days) == 15
    assert days[-1].reason == (
        "day 15: more than 2 weeks, the duty begins; not a working day (Saturday), so people are told on "
        "23 November 2026"
    )


@pytest.mark.parametrize(
    ("start", "begins"),
    [
        (date(2026, 11, 7), date(2026, 11, 23)),
        (date(2026, 11, 8), date(2026, 11, 23)),
        (date(2026, 11, 9), date(2026, 11, 23)),
        (date(2026, 11, 10), date(2026, 11, 24)),
        (date(2026, 12, 25), date(2027, 1, 13)),
        (date(2026, 12, 29), date(2027, 1, 13)),
    ],
)
def test_working_days_that_pass_are_counted_from_the_first_one_on_or_after_the_anchor(
    start: date, begins: date
) -> None:
    assert due({"start": start}, kind="once_passed", number=10, unit="working_days").on == begins


def test_days_and_weeks_that_pass_are_counted_from_the_anchor_whatever_day_it_is() -> None:
    saturday = {"start": date(2026, 11, 7)}
    for number, unit in ((14, "days"), (2, "weeks")):
        assert due(saturday, kind="once_passed", number=number, unit=unit).on == date(2026, 11, 21)


def test_of_working_days_that_pass_those_skipped_are_explained_and_not_counted() -> None:
    passed = clock(kind="once_passed", number=3, unit="working_days")
    days = passed.days({"start": date(2026, 12, 24)}, CALENDAR)
    assert [(day.date.day, day.counted, day.reason) for day in days] == [
        (24, True, "working day 1 of 3"),
        (25, False, "Christmas Day, bank holiday"),
        (26, False, "Saturday"),
        (27, False, "Sunday"),
        (28, False, CALENDAR.reason(date(2026, 12, 28))),
        (29, True, "working day 2 of 3"),
        (30, True, "working day 3 of 3"),
        (31, True, "working day 4: more than 3 working days, the duty begins"),
    ]


def test_working_days_counted_from_a_saturday_show_it_as_skipped() -> None:
    days = clock(kind="once_passed", number=10, unit="working_days").days(
        {"start": date(2026, 11, 7)}, CALENDAR
    )
    assert [(day.date.day, day.reason) for day in days if not day.counted] == [
        (7, "Saturday"),
        (8, "Sunday"),
        (14, "Saturday"),
        (15, "Sunday"),
        (21, "Saturday"),
        (22, "Sunday"),
    ]
    assert days[-1].date == date(2026, 11, 23)
    assert days[-1].reason == "working day 11: more than 10 working days, the duty begins"


@pytest.mark.parametrize(
    "data",
    [
        {"kind": "every", "unit": "weeks"},
        {"kind": "every", "unit": "weeks", "number": 1, "number_from": "plan_review_months"},
        {"kind": "within", "unit": "working_days", "number": 0},
        {"kind": "within", "unit": "fortnights", "number": 1},
        {"kind": "staged", "stages": [{"name": "only", "clock": {"kind": "no_number"}}]},
        {
            "kind": "staged",
            "stages": [
                {"name": "open", "clock": {"kind": "no_number"}},
                {"name": "last", "clock": {"kind": "no_number"}},
            ],
        },
        {"kind": "no_number", "number": 5},
        {"kind": "hours_per", "period": "week"},
        {"kind": "hours_per", "period": "week", "hours": 1, "percent": 10},
        {"kind": "hours_per", "period": "fortnight", "hours": 1},
        {"kind": "times_per_year", "number": 0},
        {"kind": "times_per_year", "number": 53},
        {"kind": "sometimes"},
    ],
    ids=str,
)
def test_a_clock_that_does_not_say_one_thing_is_refused(data: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        _CLOCK.validate_json(TypeAdapter(dict[str, object]).dump_json(data))


def test_a_number_where_a_date_belongs_is_refused() -> None:
    with pytest.raises(TypeError, match="start must be a date"):
        due({"start": 5}, kind="within", number=1, unit="days")


@pytest.mark.parametrize("months", [0, date(2026, 1, 1)])
def test_an_interval_that_is_no_whole_number_is_refused(months: date | int) -> None:
    with pytest.raises(TypeError, match="whole number"):
        due(
            {"start": date(2026, 1, 1), "plan_review_months": months},
            kind="every",
            number_from="plan_review_months",
            unit="months",
        )


def test_the_stage_of_a_staged_frequency_can_be_asked_for(cb: Policy) -> None:
    staged = cb.rules["freq-nqsw"].clock
    assert staged.kind == "staged"
    stage = staged.stage({"start": date(2026, 10, 12), "asye_started": date(2026, 9, 1)}, cb.calendar)
    assert (stage.name, stage.minimum_minutes) == ("weekly for the first 6 weeks", 90)
