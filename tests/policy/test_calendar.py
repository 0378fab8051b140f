"""Working days: what they are called, and arithmetic held against numpy's and GOV.UK's own list."""

import os
import subprocess
import sys
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from govuk_bank_holidays.bank_holidays import BankHolidays
from hypothesis import given, settings
from hypothesis import strategies as st

from supervision.policy import CalendarError, WorkingCalendar, add_months
from supervision.policy.bank_holidays import bank_holidays, known_years

LONDON = ZoneInfo("Europe/London")
# Each example holds so many cases: 100,000 in all, of each kind. make soak asks for more: POLICY_EXAMPLES=5000.
AT_A_TIME = 200
EXAMPLES = int(os.environ.get("POLICY_EXAMPLES", "500"))
CLOSED = {date(2026, 12, 29): "offices closed", date(2030, 6, 3): "moving house"}

england = WorkingCalendar({}, LONDON)
closing = WorkingCalendar(CLOSED, LONDON)
days = st.dates(date(1990, 1, 1), date(2090, 12, 31))
BANK_HOLIDAYS = [day for year in range(1980, 2101) for day in bank_holidays("GB", "ENG", year)]
FREE = np.array(BANK_HOLIDAYS, dtype="datetime64[D]")
FREE_OR_CLOSED = np.array([*BANK_HOLIDAYS, *CLOSED], dtype="datetime64[D]")


@given(day=days, first=st.integers(1, 350))
@settings(max_examples=EXAMPLES)
def test_counting_forward_agrees_with_numpy(day: date, first: int) -> None:
    numbers = range(first, first + AT_A_TIME)
    # numpy counts from the last working day at or before the start.
    expected = np.busday_offset(np.datetime64(day), numbers, roll="backward", holidays=FREE)
    assert [england.add_working_days(day, number) for number in numbers] == expected.tolist()


@given(day=days, first=st.integers(1, 350))
@settings(max_examples=EXAMPLES)
def test_counting_back_agrees_with_numpy_also_with_closure_days(day: date, first: int) -> None:
    numbers = range(-first, -first - AT_A_TIME, -1)
    expected = np.busday_offset(np.datetime64(day), numbers, roll="forward", holidays=FREE_OR_CLOSED)
    assert [closing.add_working_days(day, number) for number in numbers] == expected.tolist()


@given(start=days, end=days)
@settings(max_examples=EXAMPLES)
def test_days_between_agree_with_numpy(start: date, end: date) -> None:
    first, ends = np.datetime64(start), np.datetime64(end) + np.arange(AT_A_TIME)
    # numpy counts the first of the two days and not the last; which way is our sign.
    low, high = np.minimum(first, ends) + 1, np.maximum(first, ends) + 1
    expected = np.busday_count(low, high, holidays=FREE) * np.where(ends >= first, 1, -1)
    found = [england.working_days_between(start, end + timedelta(days=more)) for more in range(AT_A_TIME)]
    assert found == expected.tolist()


@given(day=days, number=st.integers(-300, 300))
def test_a_deadline_is_so_many_working_days_away(day: date, number: int) -> None:
    assert england.working_days_between(day, england.add_working_days(day, number)) == number or not (
        england.is_working(day)
    )


def test_bank_holidays_are_those_of_gov_uk_for_every_year_both_know() -> None:
    published = BankHolidays(use_cached_holidays=True).get_holidays(division=BankHolidays.ENGLAND_AND_WALES)
    ours = {
        day
        for year in {one["date"].year for one in published}
        for day in bank_holidays("GB", "ENG", year)
        if day.weekday() < 5
    }
    assert ours == {one["date"] for one in published}, (
        "Upgrade the holidays package: GOV.UK's list has changed"
    )


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (date(2026, 12, 24), "working day"),
        (date(2026, 12, 25), "Christmas Day, bank holiday"),
        (date(2026, 12, 26), "Saturday"),
        (date(2026, 12, 27), "Sunday"),
        (date(2026, 12, 28), "Boxing Day (substitute day), bank holiday"),
        (date(2026, 12, 29), "closed: offices closed"),
        (date(2026, 4, 3), "Good Friday, bank holiday"),
        (date(2026, 5, 25), "Spring bank holiday"),
    ],
)
def test_a_day_says_why_it_does_or_does_not_count(day: date, reason: str) -> None:
    assert closing.reason(day) == reason
    assert closing.is_working(day) == (reason == "working day")


def test_a_working_day_is_its_own_next_and_previous_one() -> None:
    assert england.next_working(date(2026, 12, 24)) == date(2026, 12, 24)
    assert england.previous_working(date(2026, 12, 24)) == date(2026, 12, 24)


def test_a_free_day_moves_over_the_whole_long_weekend() -> None:
    assert england.next_working(date(2026, 12, 25)) == date(2026, 12, 29)
    assert england.previous_working(date(2026, 12, 28)) == date(2026, 12, 24)


def test_no_working_days_later_is_the_day_itself_working_or_not() -> None:
    assert england.add_working_days(date(2026, 12, 26), 0) == date(2026, 12, 26)


def test_the_last_working_day_of_a_month_skips_its_free_end() -> None:
    assert england.last_working_day_of_month(date(2026, 5, 4)) == date(2026, 5, 29)
    assert england.last_working_day_of_month(date(2026, 8, 31)) == date(2026, 8, 28)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
    ],
)
def test_a_month_too_short_for_the_day_gives_its_last(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected


def test_years_asked_for_far_apart_give_the_same_answers_as_fresh_calendars() -> None:
    calendar = WorkingCalendar({}, LONDON)
    for day in (date(2026, 12, 23), date(1985, 7, 1), date(2079, 3, 3), date(2027, 1, 1)):
        for number in (5, -5, 3000, -3000):
            fresh = WorkingCalendar({}, LONDON)
            assert calendar.add_working_days(day, number) == fresh.add_working_days(day, number)


@pytest.mark.parametrize("day", [date(1066, 10, 15), date(2101, 1, 3), date(9999, 12, 31)])
def test_a_year_whose_bank_holidays_are_not_known_is_refused_with_the_years_that_are(day: date) -> None:
    first, last = known_years("GB", "ENG")
    for ask in (england.is_working, england.reason, england.next_working):
        with pytest.raises(CalendarError, match=f"{day.year}: the calendar covers {first} to {last}"):
            ask(day)


def test_a_deadline_past_the_last_known_year_is_refused() -> None:
    with pytest.raises(CalendarError, match="beyond"):
        england.add_working_days(date(2100, 12, 31), 1)
    with pytest.raises(CalendarError, match="beyond"):
        england.add_working_days(date(known_years("GB", "ENG")[0], 1, 1), -1)


def test_one_country_is_loaded_and_not_the_two_hundred_and_fifty_that_come_with_it() -> None:
    script = (
        "import sys; from supervision.policy import load_policies; load_policies(); "
        "print(*(name for name in sys.modules if name.startswith('holidays.countries.')))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["holidays.countries.united_kingdom"]


def test_a_country_that_is_not_known_is_refused() -> None:
    with pytest.raises(CalendarError, match="write GB and ENG"):
        WorkingCalendar({}, LONDON, "GB", "LONDON").is_working(date(2026, 1, 5))


def test_counting_is_the_same_on_every_day_of_a_year_as_day_by_day() -> None:
    day = date(2026, 1, 1)
    while day.year == 2026:
        seen, probe = 0, day
        while seen < 5:
            probe += timedelta(days=1)
            seen += closing.is_working(probe)
        assert closing.add_working_days(day, 5) == probe
        day += timedelta(days=1)
