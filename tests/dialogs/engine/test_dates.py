"""Reading days and times as people type them."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.engine.dates import LAST_YEAR, Direction
from dialogs.engine.moments import read_day, read_instant, written
from dialogs.engine.problem import Problem
from dialogs.engine.words import SHARED, Wording
from dialogs.exchange.text import full_date
from supervision.policy.bank_holidays import known_years

LONDON = ZoneInfo("Europe/London")
MONDAY = date(2026, 11, 23)


def on(today: date, hour: int = 9) -> Wording:
    now = datetime(today.year, today.month, today.day, hour, tzinfo=LONDON).astimezone(UTC)
    return Wording(SHARED, {"now": now, "today": today, "timezone": LONDON})


def readings(problem: pytest.ExceptionInfo[Problem]) -> list[str]:
    return [option.label for option in problem.value.readings]


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("today", "2026-11-23"),
        ("Tomorrow", "2026-11-24"),
        ("Tuesday", "2026-11-24"),
        ("on tues", "2026-11-24"),
        ("this Friday", "2026-11-27"),
        ("next Monday", "2026-11-30"),
        ("Monday week", "2026-11-30"),
        ("Tuesday week", "2026-12-01"),
        ("23 Nov", "2026-11-23"),
        ("22 Nov 2027", "2027-11-22"),
        ("22 June", "2027-06-22"),
        ("24th of November", "2026-11-24"),
        ("Nov 24", "2026-11-24"),
        ("Tuesday, 24 November 2026", "2026-11-24"),
        ("3/4/2027", "2027-04-03"),
        ("3.4.27", "2027-04-03"),
        ("2026-12-01", "2026-12-01"),
        ("29 feb", "2028-02-29"),
    ],
)
def test_a_coming_day_is_read_day_before_month_and_never_in_the_past(typed: str, day: str) -> None:
    assert read_day(typed, "future", on(MONDAY)) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("yesterday", "2026-11-22"),
        ("Friday", "2026-11-20"),
        ("24 Nov 2025", "2025-11-24"),
        ("24 May", "2026-05-24"),
        ("today", "2026-11-23"),
    ],
)
def test_a_past_day_is_read_backwards(typed: str, day: str) -> None:
    assert read_day(typed, "past", on(MONDAY)) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("typed", "direction", "words", "meant"),
    [
        ("20/11", "future", "Friday 20 November 2026", "Saturday 20 November 2027"),
        ("30/11", "past", "Monday 30 November 2026", "Sunday 30 November 2025"),
    ],
)
def test_a_day_of_another_year_is_asked_about_where_the_same_day_is_near(
    typed: str, direction: Direction, words: str, meant: str
) -> None:
    for read, more in ((read_day, ""), (read_instant, " 10:00")):
        with pytest.raises(Problem) as problem:
            read(f"{typed}{more}", direction, on(MONDAY))
        assert problem.value.words.startswith(words)
        assert "Choose this one if you mean it, or enter another" in problem.value.words
        assert [one.split(" at ")[0] for one in readings(problem)] == [meant]


@pytest.mark.parametrize(
    ("typed", "direction", "meant"),
    [
        ("Monday", "future", ["Monday 23 November 2026", "Monday 30 November 2026"]),
        ("next Tuesday", "future", ["Tuesday 24 November 2026", "Tuesday 1 December 2026"]),
        ("Friday", "any", ["Friday 20 November 2026", "Friday 27 November 2026"]),
        ("1 May", "any", ["Friday 1 May 2026", "Saturday 1 May 2027"]),
    ],
)
def test_two_readings_are_asked_about_never_guessed(
    typed: str, direction: Direction, meant: list[str]
) -> None:
    with pytest.raises(Problem) as problem:
        read_day(typed, direction, on(MONDAY))
    assert readings(problem) == meant


def test_at_a_weekend_next_tuesday_has_one_reading() -> None:
    assert read_day("next Tuesday", "future", on(date(2026, 11, 21))) == date(2026, 11, 24)


@pytest.mark.parametrize("typed", ["", "soon", "11/23/2026", "10", "23 Foo", "0/0/2026", "1/1/0001"])
def test_what_is_no_day_is_not_forced_into_one(typed: str) -> None:
    with pytest.raises(Problem, match="cannot be kept") as problem:
        read_day(typed, "future", on(MONDAY))
    assert problem.value.words == "Enter a date, the day before the month, such as 23/11/2026"


@pytest.mark.parametrize("typed", ["31/4", "31 Feb", "30/2/2027", "Friday 31 June", "29/02/2027"])
def test_a_day_that_its_month_does_not_have_is_said_so(typed: str) -> None:
    for read, more in ((read_day, ""), (read_instant, " 10:00"), (read_instant, "")):
        with pytest.raises(Problem) as problem:
            read(f"{typed}{more}", "future", on(MONDAY))
        assert problem.value.words == "That month has no such day. Enter another date"


def test_the_wrong_day_of_the_week_is_pointed_out() -> None:
    with pytest.raises(Problem) as problem:
        read_day("Tuesday 23 November 2026", "future", on(MONDAY))
    assert problem.value.words.startswith("Monday 23 November 2026 is the date you entered")


def test_a_day_on_the_wrong_side_is_named_in_full() -> None:
    with pytest.raises(Problem) as problem:
        read_day("20/11/2026", "future", on(MONDAY))
    assert problem.value.words == "Friday 20 November 2026 has passed. Enter a later one"


@pytest.mark.parametrize(
    ("typed", "instant"),
    [
        ("Tuesday 10:00", "2026-11-24T10:00"),
        ("next Tuesday at 10", "2026-12-01T10:00"),
        ("24 Nov 2pm", "2026-11-24T14:00"),
        ("24 Nov 2.30 pm", "2026-11-24T14:30"),
        ("10am tomorrow", "2026-11-24T10:00"),
        ("24/11/2026 02:30", "2026-11-24T02:30"),
        ("tomorrow noon", "2026-11-24T12:00"),
        ("today 2", "2026-11-23T14:00"),
        ("tomorrow half nine", "2026-11-24T09:30"),
        ("half past ten on 24 Nov", "2026-11-24T10:30"),
        ("quarter to 3 pm tomorrow", "2026-11-24T14:45"),
        ("tomorrow quarter past eleven", "2026-11-24T11:15"),
        ("tomorrow at ten", "2026-11-24T10:00"),
        ("9 o'clock tomorrow", "2026-11-24T09:00"),
        ("2026-11-24T10:00", "2026-11-24T10:00"),
        ("2027-06-01T10:00:00+01:00", "2027-06-01T10:00"),
    ],
)
def test_a_day_and_time_become_an_instant(typed: str, instant: str) -> None:
    wording = on(date(2026, 11, 25)) if typed.startswith("next") else on(MONDAY)
    expected = datetime.fromisoformat(instant).replace(tzinfo=LONDON)
    assert read_instant(typed, "future", wording) == expected


def test_an_hour_that_may_be_night_or_afternoon_is_asked_about() -> None:
    with pytest.raises(Problem) as problem:
        read_instant("Tuesday 2:30", "future", on(MONDAY))
    assert readings(problem) == ["Tuesday 24 November 2026 at 02:30", "Tuesday 24 November 2026 at 14:30"]


def test_a_day_without_a_time_asks_for_the_time() -> None:
    with pytest.raises(Problem) as problem:
        read_instant("24 Nov", "future", on(MONDAY))
    assert problem.value.words == "Add the time, such as Tuesday 24 November 2026 10:00"


def test_the_example_of_a_time_to_add_is_of_a_day_that_fits() -> None:
    with pytest.raises(Problem) as problem:
        read_instant("20 Nov", "future", on(MONDAY))
    assert problem.value.words == "Add the time, such as Saturday 20 November 2027 10:00"


def test_a_time_without_a_day_asks_for_the_day() -> None:
    with pytest.raises(Problem) as problem:
        read_instant("half nine", "future", on(MONDAY))
    assert problem.value.words == "Add the day, such as tomorrow half nine"


def test_what_is_spoken_of_an_hour_that_there_is_not_is_no_time() -> None:
    for typed in ("tomorrow half thirteen", "tomorrow half 23", "tomorrow quarter to 0"):
        with pytest.raises(Problem):
            read_instant(typed, "future", on(MONDAY))


def test_the_hour_that_is_left_out_in_spring_is_refused() -> None:
    with pytest.raises(Problem) as problem:
        read_instant("28 March 2027 01:30", "future", on(MONDAY))
    assert problem.value.words.startswith("The clocks go forward")


def test_the_hour_that_comes_twice_in_autumn_is_asked_about_and_each_answer_is_understood() -> None:
    wording = on(date(2026, 10, 1))
    with pytest.raises(Problem) as problem:
        read_instant("25 October 2026 01:30", "future", wording)
    first, second = (read_instant(option.value, "future", wording) for option in problem.value.readings)
    assert (second - first).total_seconds() == 3600


@given(st.integers(min_value=1, max_value=30_000_000))
def test_an_instant_written_into_a_field_is_read_back_the_same(minutes: int) -> None:
    instant = datetime(2026, 11, 24, tzinfo=UTC) + timedelta(minutes=minutes)
    assert read_instant(written(instant, LONDON), "future", on(MONDAY)) == instant


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_a_day_read_back_in_full_is_read_the_same(day: date) -> None:
    assert read_day(full_date(day), "any", on(MONDAY)) == day


def test_the_last_year_that_is_read_leaves_room_in_the_years_whose_bank_holidays_are_known() -> None:
    assert known_years("GB", "ENG")[1] >= LAST_YEAR + 10
    with pytest.raises(Problem):
        read_day(f"1 Jan {LAST_YEAR + 1}", "future", on(MONDAY))


@given(st.text(max_size=40), st.sampled_from(["future", "past", "any"]))
def test_whatever_is_typed_is_read_or_is_a_problem(text: str, direction: Direction) -> None:
    for read in (read_day, read_instant):
        with suppress(Problem):
            read(text, direction, on(MONDAY))
