"""The council's files make sense on whatever day they are loaded."""

import csv
import io
from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta

import pytest

from bot.demo import FIRST
from bot.demo.days import dated
from bot.demo.load import COUNCIL
from supervision.policy import WorkingCalendar, load_policies
from tests.bot.demo.council import days

TEXTS = {name: (COUNCIL / f"{name}.csv").read_text() for name in ("people", "sessions", "absences", "events")}
ROLES = {
    "assistant_director",
    "head_of_service",
    "service_manager",
    "team_manager",
    "practice_supervisor",
    "practice_educator",
    "social_worker",
    "nqsw",
    "student",
    "unqualified",
    "home_staff",
    "agency",
    "iro",
    "business_support",
}
Rows = list[dict[str, str]]


@pytest.fixture(scope="module")
def calendar() -> WorkingCalendar:
    return load_policies()["central-bedfordshire"].calendar


@pytest.fixture(scope="module")
def by_day(calendar: WorkingCalendar) -> Mapping[date, Mapping[str, Rows]]:
    """The rows as they stand on each day of a year and a leap year."""
    return {
        day: {name: rows(dated(text, day, calendar)) for name, text in TEXTS.items() if name != "people"}
        for day in days(date(2027, 1, 1), date(2028, 12, 31))
    }


def rows(text: str) -> Rows:
    return list(csv.DictReader(io.StringIO(text)))


def day_of(session: Mapping[str, str]) -> date:
    return date.fromisoformat(session["starts_at"][:10])


def test_both_teams_have_the_people_of_a_council() -> None:
    people = rows(TEXTS["people"])
    assert {one["role"] for one in people} == ROLES
    both = {"assistant_director", "head_of_service", "team_manager", "practice_educator", "social_worker"}
    both |= {"nqsw", "student", "business_support"}
    for authority in ("central-bedfordshire", "bradford"):
        assert {one["role"] for one in people if one["authority"] == authority} >= both


def test_everybody_has_an_account_of_their_own_and_an_address_that_nobody_has() -> None:
    people = rows(TEXTS["people"])
    assert len({one["teams_user_id"] for one in people}) == len(people)
    assert all(one["email"].endswith(".example") for one in people)


def test_sessions_fall_on_working_days_at_hours_of_work(
    by_day: Mapping[date, Mapping[str, Rows]], calendar: WorkingCalendar
) -> None:
    for files in by_day.values():
        for session in files["sessions"]:
            assert calendar.is_working(day_of(session)), session["id"]
            assert "09:00" <= session["starts_at"][11:] <= "16:00"


def test_what_is_held_lies_before_today_and_what_is_planned_after(
    by_day: Mapping[date, Mapping[str, Rows]],
) -> None:
    for today, files in by_day.items():
        for session in files["sessions"]:
            if session["status"] == "planned":
                assert day_of(session) > today, session["id"]
            if session["status"] == "held":
                dates = ("recorded_on", "tasked_on", "signed_off_on")
                came = [day_of(session).isoformat(), *(session[name] for name in dates if session[name])]
                assert came == sorted(came), session["id"]
                assert came[-1] < today.isoformat(), session["id"]


def test_nobody_is_in_two_sessions_at_once(by_day: Mapping[date, Mapping[str, Rows]]) -> None:
    for files in by_day.values():
        for party in ("supervisor", "supervisee"):
            times = Counter((one[party], one["starts_at"]) for one in files["sessions"])
            assert max(times.values()) == 1


def test_nobody_supervises_while_away(by_day: Mapping[date, Mapping[str, Rows]]) -> None:
    for today, files in by_day.items():
        away = {one["person"]: one for one in files["absences"] if not one["returned_on"]}
        for session in files["sessions"]:
            absence = away.get(session["supervisor"])
            if absence is not None and session["status"] == "held":
                assert session["starts_at"][:10] < absence["from"], (today, session["id"])
            if absence is not None and session["status"] == "cancelled":
                assert session["starts_at"][:10] >= absence["from"], (today, session["id"])


def test_whoever_is_first_has_three_cases_to_prepare_within_two_working_days(
    by_day: Mapping[date, Mapping[str, Rows]], calendar: WorkingCalendar
) -> None:
    for today, files in by_day.items():
        [planned] = [
            one for one in files["sessions"] if one["supervisee"] == FIRST and one["status"] == "planned"
        ]
        assert day_of(planned) == calendar.add_working_days(today, 2)
        assert len(planned["cases"].split(";")) == 3


def test_an_absence_passes_two_weeks_by_the_next_working_day(
    by_day: Mapping[date, Mapping[str, Rows]], calendar: WorkingCalendar
) -> None:
    for today, files in by_day.items():
        [absence] = [one for one in files["absences"] if one["person"] == "cb104"]
        begins = date.fromisoformat(absence["from"]) + timedelta(days=14)
        assert today < begins <= calendar.add_working_days(today, 1)
        assert absence["planned"] == "no"


def test_no_event_lies_ahead(by_day: Mapping[date, Mapping[str, Rows]]) -> None:
    for today, files in by_day.items():
        assert max(one["on"] for one in files["events"]) <= today.isoformat()


def test_the_agency_worker_has_worked_eight_shifts_since_the_last_session(
    by_day: Mapping[date, Mapping[str, Rows]],
) -> None:
    for today, files in by_day.items():
        shifts = [one["on"] for one in files["events"] if one["what"] == "shift_worked"]
        (person,) = {one["person"] for one in files["events"] if one["what"] == "shift_worked"}
        last = max(one["starts_at"][:10] for one in files["sessions"] if one["supervisee"] == person)
        assert sum(on > last for on in shifts) == 8, today
