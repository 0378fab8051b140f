"""Clock kinds that the two policies do not use yet, and the corners of those they do."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from pydantic import TypeAdapter, ValidationError

from supervision.policy import Due, Policy, WorkingCalendar
from supervision.policy.clocks import AnyClock, Clock
from supervision.policy.inputs import Inputs

LONDON = ZoneInfo("Europe/London")
CALENDAR = WorkingCalendar({}, LONDON)
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


def test_something_that_begins_says_on_which_working_day_people_are_told() -> None:
    days = clock(kind="once_passed", number=2, unit="weeks").days({"start": date(2026, 11, 7)}, CALENDAR)
    assert [day.date for day in days[:2]] == [date(2026, 11, 7), date(2026, 11, 8)]
    assert len(days) == 15
    assert days[-1].reason == (
        "day 15: more than 2 weeks, the duty begins; not a working day (Saturday), so people are told on "
        "23 November 2026"
    )


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
