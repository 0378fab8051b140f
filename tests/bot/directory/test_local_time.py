from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.directory.local_time import AMBIGUOUS, NONEXISTENT, to_utc

LONDON = ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    ("written", "utc"),
    [
        ("2026-11-30T10:00", "2026-11-30T10:00"),
        ("2026-07-01T10:00", "2026-07-01T09:00"),
        ("2027-03-28T00:59", "2027-03-28T00:59"),
        ("2027-03-28T02:00", "2027-03-28T01:00"),
        ("2026-10-25T00:59", "2026-10-24T23:59"),
        ("2026-10-25T02:00", "2026-10-25T02:00"),
        ("2026-10-25T01:30+01:00", "2026-10-25T00:30"),
        ("2026-10-25T01:30+00:00", "2026-10-25T01:30"),
        ("2026-07-01T09:00Z", "2026-07-01T09:00"),
    ],
)
def test_a_local_time_becomes_its_instant(written: str, utc: str) -> None:
    expected = datetime.fromisoformat(utc).replace(tzinfo=UTC)
    assert to_utc(datetime.fromisoformat(written), LONDON) == (expected, "")


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("2027-03-28T01:00", NONEXISTENT),
        ("2027-03-28T01:59", NONEXISTENT),
        ("2026-10-25T01:00", AMBIGUOUS),
        ("2026-10-25T01:59", AMBIGUOUS),
    ],
)
def test_a_night_of_clock_change_is_asked_about_never_guessed(written: str, problem: str) -> None:
    assert to_utc(datetime.fromisoformat(written), LONDON)[1] == problem
