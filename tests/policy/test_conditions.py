"""What must be recorded of a case for a row to fit it."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from pydantic import TypeAdapter, ValidationError

from supervision.policy import Policy, WorkingCalendar, case_frequency
from supervision.policy.conditions import CaseFacts, When, holds, in_words_all

CALENDAR = WorkingCalendar({}, ZoneInfo("Europe/London"))
_WHEN: TypeAdapter[When] = TypeAdapter(When)
START = date(2026, 10, 5)


def fits(condition: object, facts: CaseFacts, start: date = START) -> bool:
    return holds([_WHEN.validate_python({"fact": condition})], facts, start, CALENDAR)


@pytest.mark.parametrize(
    ("condition", "fact", "expected"),
    [
        (True, True, True),
        (True, False, False),
        (False, False, True),
        (False, True, False),
        ({"at_least": 3}, 3, True),
        ({"at_least": 3}, 2.5, False),
        ({"known": True}, 1, True),
        ({"known": True}, False, True),
        ({"within": 1, "unit": "years"}, "2025-10-06", True),
        ({"within": 1, "unit": "years"}, "2025-10-05", False),
    ],
)
def test_a_condition_holds_by_what_is_recorded(
    condition: object, fact: bool | int | float | str, expected: bool
) -> None:
    assert fits(condition, {"fact": fact}) is expected


@pytest.mark.parametrize(
    "condition", [True, {"at_least": 0}, {"known": True}, {"within": 1, "unit": "years"}]
)
def test_what_is_not_known_meets_no_condition(condition: object) -> None:
    assert not fits(condition, {})


def test_what_is_not_known_counts_as_no() -> None:
    assert fits(False, {})


def test_all_of_one_line_or_all_of_another_must_hold() -> None:
    when = [_WHEN.validate_python({"a": True, "b": True}), _WHEN.validate_python({"c": True})]
    for facts, expected in [({"a": True}, False), ({"a": True, "b": True}, True), ({"c": True}, True)]:
        assert holds(when, facts, START, CALENDAR) is expected
    assert in_words_all(when) == "a and b, or c"


@pytest.mark.parametrize(
    "condition",
    [
        {},
        {"known": False},
        {"within": 1},
        {"unit": "years"},
        {"at_least": -1},
        {"at_least": 1, "known": True},
        {"above": 3},
        "yes",
    ],
    ids=str,
)
def test_a_condition_that_does_not_ask_one_thing_is_refused(condition: object) -> None:
    with pytest.raises(ValidationError):
        _WHEN.validate_python({"fact": condition})


def test_a_case_that_no_row_fits_has_none_and_no_number(bd: Policy) -> None:
    found = case_frequency(bd, ["unheard-of"], {}, {"start": START})
    assert (found.rule, found.due.status, found.also) == (None, "no_number", ())


def test_a_row_that_governs_says_why(bd: Policy) -> None:
    start = {"start": START}
    assert case_frequency(bd, ["plo"], {}, start).why() == ""
    assert case_frequency(bd, ["plo", "child-in-need"], {}, start).why() == (
        "2 rows fit this case and the strictest governs. The other: Discussion every 2 months of a child in need "
        "(case-child-in-need)."
    )
    settled: CaseFacts = {
        "settled": True,
        "permanence_agreed": True,
        "visits_months": 3,
        "decided_by": "tm-1",
        "decided_on": "2026-06-01",
    }
    assert case_frequency(bd, ["child-in-care"], settled, start).why() == (
        "A recorded decision lengthens case-child-in-care."
    )
    assert (
        case_frequency(bd, ["unheard-of"], {}, start).why().startswith("No row of the table fits this case.")
    )


def test_an_interval_of_no_month_is_none(bd: Policy) -> None:
    found = case_frequency(bd, ["child-in-need"], {"interval_months": 0.5}, {"start": START})
    assert found.rule is not None
    assert (found.rule.id, found.due.on) == ("case-child-in-need", date(2026, 12, 5))


def test_rows_do_not_govern_before_the_text_holds_and_then_count_from_its_first_day(bd: Policy) -> None:
    before = {"start": date(2022, 3, 1)}
    assert case_frequency(bd, ["plo"], {}, before, date(2022, 3, 31)).rule is None
    found = case_frequency(bd, ["plo"], {}, before, date(2022, 4, 1))
    assert (found.rule and found.rule.id, found.due.on) == ("case-plo", date(2022, 5, 1))


def test_how_often_a_case_is_discussed_counts_from_something(bd: Policy) -> None:
    with pytest.raises(KeyError, match="start"):
        case_frequency(bd, ["plo"], {}, {})


def test_a_plan_that_is_reviewed_less_often_than_the_table_says_is_listed_for_a_decision(cb: Policy) -> None:
    found = case_frequency(cb, ["disabilities-plan"], {}, {"start": START, "plan_review_months": 12})
    assert found.rule is None
    assert found.why().startswith("No row of the table fits this case.")


@pytest.mark.parametrize(
    ("types", "reviews"),
    [
        (["disabilities-plan"], ["plan-review-disabilities"]),
        (["disabilities-plan", "family-support-child-protection"], ["plan-review"]),
        (["disabilities-carer-assessment", "looked-after-other"], ["plan-review"]),
        (["disabilities-plan", "early-help"], ["plan-review-disabilities"]),
        (["adoption"], ["plan-review"]),
        ([], ["plan-review"]),
        (["fostering-assessment"], []),
        (["fostering-other"], []),
    ],
)
def test_whose_plan_is_reviewed_every_3_months(cb: Policy, types: list[str], reviews: list[str]) -> None:
    rules = cb.rules_opened_by("plan_reviewed")
    assert [one.id for one in rules if one.is_for_types(types)] == reviews


def test_the_90_minutes_of_bradford_bind_the_asye_year_and_not_what_comes_after_it(bd: Policy) -> None:
    rule, year = (
        bd.rules["freq-nqsw"],
        {"asye_started": date(2025, 9, 1), "six_month_review": date(2026, 3, 2)},
    )
    assert rule.minutes_asked({**year, "start": date(2026, 8, 31)}, bd.calendar) == 90
    assert rule.minutes_asked({**year, "start": date(2026, 9, 1)}, bd.calendar) is None
