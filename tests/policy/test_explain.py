"""Why a date is what it is, in the shape others rely on."""

import json
from datetime import UTC, date, datetime

import pytest

from supervision.policy import Explanation, Policy


def reasons(why: Explanation) -> list[str]:
    return [f"{day.date} {'+' if day.counted else '-'} {day.reason}" for day in why.days]


def test_a_cancellation_before_christmas_names_each_day(cb: Policy) -> None:
    why = cb.rules["rebook"].explain({"start": date(2026, 12, 23)}, cb.calendar)
    assert reasons(why) == [
        "2026-12-24 + working day 1 of 5",
        "2026-12-25 - Christmas Day, bank holiday",
        "2026-12-26 - Saturday",
        "2026-12-27 - Sunday",
        "2026-12-28 - Boxing Day (substitute day), bank holiday",
        "2026-12-29 + working day 2 of 5",
        "2026-12-30 + working day 3 of 5",
        "2026-12-31 + working day 4 of 5",
        "2027-01-01 - New Year's Day, bank holiday",
        "2027-01-02 - Saturday",
        "2027-01-03 - Sunday",
        "2027-01-04 + working day 5 of 5",
    ]


def test_the_json_has_the_fixed_shape(cb: Policy) -> None:
    rule = cb.rules["freq-sw"]
    assert rule.explain({"start": date(2026, 1, 31)}, cb.calendar).as_json() == {
        "rule": "freq-sw",
        "authority": "central-bedfordshire",
        "clause": "freq-sw: Central Bedfordshire supervision policy, “Frequency of supervision for workers”",
        "start": "2026-01-31",
        "due": "2026-02-27",
        "status": "due",
        "explanation": [
            {
                "date": "2026-01-31",
                "counted": False,
                "reason": "the calendar month that counts begins on 1 February 2026",
            },
            {
                "date": "2026-02-27",
                "counted": True,
                "reason": "last working day of the calendar month (28 February 2026: Saturday)",
            },
        ],
        "local_setting": False,
        "uncertain": "",
    }


def test_a_paused_duty_says_what_it_waits_for(cb: Policy) -> None:
    why = cb.rules["rebook-sick"].explain({"start": date(2026, 11, 16)}, cb.calendar).as_json()
    assert (why["due"], why["status"]) == (None, "paused")
    assert why["explanation"] == [
        {"date": "2026-11-16", "counted": False, "reason": "paused until a return date is known"}
    ]


def test_a_missing_number_is_said_to_be_missing(bd: Policy) -> None:
    why = bd.rules["record-case"].explain({"start": date(2026, 11, 16)}, bd.calendar).as_json()
    assert (why["due"], why["status"]) == (None, "no_number")
    assert why["explanation"] == [
        {
            "date": "2026-11-16",
            "counted": False,
            "reason": "the policy gives no number, so there is no due date",
        }
    ]


def test_a_local_setting_says_so_wherever_the_clause_is_quoted(local_bd: Policy) -> None:
    why = local_bd.rules["record-case"].explain({"start": date(2026, 11, 18)}, local_bd.calendar)
    assert why.due == date(2026, 11, 23)
    assert why.local_setting
    assert why.clause.endswith("(local setting)")


def test_an_uncertain_reading_is_shown_with_the_explanation(cb: Policy) -> None:
    why = cb.rules["rebook"].explain({"start": date(2026, 11, 2)}, cb.calendar)
    assert "planned date" in why.uncertain


def test_a_stage_is_named_and_why_it_was_taken(cb: Policy) -> None:
    rule = cb.rules["freq-nqsw"]
    known = rule.explain({"start": date(2026, 10, 13), "asye_started": date(2026, 9, 1)}, cb.calendar)
    assert reasons(known)[0] == "2026-10-13 - stage on 13 October 2026: fortnightly up to 6 months"
    unknown = rule.explain({"start": date(2026, 10, 13)}, cb.calendar)
    assert reasons(unknown)[0].endswith("(the date the ASYE started is not known)")


def test_a_month_is_told_by_its_two_ends(bd: Policy) -> None:
    rule = bd.rules["freq-sw"]
    ordinary = rule.explain({"start": date(2026, 10, 5)}, bd.calendar)
    assert reasons(ordinary) == ["2026-10-05 - counted from this day", "2026-11-05 + same day next month"]
    short = rule.explain({"start": date(2026, 1, 31)}, bd.calendar)
    assert reasons(short)[-1] == ("2026-02-28 + 1 month later; February 2026 has no day 31, so its last day")


def test_four_weeks_are_told_week_by_week(bd: Policy) -> None:
    inputs = {"start": date(2027, 3, 1), "employment_started": date(2026, 9, 1)}
    why = bd.rules["freq-home"].explain(inputs, bd.calendar)
    assert reasons(why) == [
        "2027-03-01 - stage on 1 March 2027: every 4 weeks",
        "2027-03-08 + day 7 of 28",
        "2027-03-15 + day 14 of 28",
        "2027-03-22 + day 21 of 28",
        "2027-03-29 + day 28 of 28",
    ]


def test_closure_days_are_named_with_their_reason(local_bd: Policy) -> None:
    inputs = {"start": date(2026, 12, 21), "planned": date(2026, 12, 22)}
    why = local_bd.rules["rebook"].explain(inputs, local_bd.calendar)
    assert "2026-12-30 - closed: offices closed after Christmas" in reasons(why)
    assert why.due == date(2027, 1, 7)


def test_a_rule_in_hours_gives_its_instant(cb: Policy) -> None:
    hours = {"kind": "within_hours", "number": 24, "anchor": "start"}
    data = cb.rules["record-case"].model_dump(mode="json") | {"clock": hours}
    rule = type(cb.rules["record-case"]).model_validate_json(json.dumps(data))
    why = rule.explain({"start": datetime(2026, 7, 1, 14, 0, tzinfo=UTC)}, cb.calendar).as_json()
    assert (why["start"], why["due"]) == ("2026-07-01", "2026-07-02T14:00:00Z")


def test_an_explanation_without_a_start_is_refused(cb: Policy) -> None:
    with pytest.raises(KeyError, match="start"):
        cb.rules["rebook"].explain({}, cb.calendar)


def test_what_a_rule_did_not_ask_for_yet_or_asks_for_no_more_is_not_in_force(bd: Policy) -> None:
    planned = {"start": date(2022, 3, 31), "planned": date(2022, 4, 1)}
    before = bd.rules["rebook"].explain(planned, bd.calendar)
    assert (before.status, before.due) == ("not_in_force", None)
    assert [one.reason for one in before.days] == [
        "the rule holds from 1 April 2022, and asks nothing for what happened before"
    ]
    months, started = bd.rules["freq-first-six-months"], {"employment_started": date(2026, 1, 1)}
    assert months.explain({"start": date(2026, 7, 1), **started}, bd.calendar).status == "not_in_force"
    during = months.explain({"start": date(2026, 6, 30), **started}, bd.calendar)
    assert (during.status, during.days[-1].date) == ("no_number", date(2026, 7, 1))
    assert during.days[-1].reason.startswith("the rule holds no more from this day: 6 months after")
    unknown = months.explain({"start": date(2026, 6, 30)}, bd.calendar)
    assert unknown.days[-1].reason.endswith("and that is not known here")


def test_an_interval_that_had_begun_before_a_rule_held_says_from_when_it_is_counted(bd: Policy) -> None:
    found = bd.rules["freq-sw"].explain({"start": date(2022, 3, 1)}, bd.calendar)
    assert (found.start, found.due) == (date(2022, 3, 1), date(2022, 5, 1))
    assert (found.days[0].date, found.days[0].reason) == (
        date(2022, 4, 1),
        "counted from this day: the rule holds from then",
    )
