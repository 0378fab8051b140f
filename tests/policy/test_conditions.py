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
