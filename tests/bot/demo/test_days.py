"""Days said from today on."""

from datetime import date

import pytest

from bot.demo.days import dated
from supervision.policy import WorkingCalendar, load_policies

FRIDAY_BEFORE_CHRISTMAS = date(2026, 12, 18)


@pytest.fixture(scope="module")
def calendar() -> WorkingCalendar:
    return load_policies()["bradford"].calendar


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("today", "2026-12-18"),
        ("today-12d", "2026-12-06"),
        ("today-10m", "2026-02-18"),
        ("today+2wd", "2026-12-22"),
        ("today+5wd", "2026-12-29"),
        ("today-1wd", "2026-12-17"),
        ("today-3w", "2026-11-27"),
        ("today+1w", "2026-12-24"),
        ("today+1w+1wd", "2026-12-29"),
        ("today+1wd-14d", "2026-12-07"),
        ("today+1wT10:00", "2026-12-24T10:00"),
        ("decided_by=cb104;decided_on=today-1m", "decided_by=cb104;decided_on=2026-11-18"),
        ("CB-1042", "CB-1042"),
        ("", ""),
    ],
)
def test_a_day_is_reckoned_from_today_one_step_after_the_other(
    calendar: WorkingCalendar, said: str, written: str
) -> None:
    assert dated(said, FRIDAY_BEFORE_CHRISTMAS, calendar) == written


def test_a_month_before_the_end_of_a_longer_one_is_its_last_day(calendar: WorkingCalendar) -> None:
    assert dated("today-1m", date(2028, 3, 31), calendar) == "2028-02-29"
