"""Tests of how often a case is discussed, beside those of the part of the ledger that serves it."""

from collections.abc import Mapping

from tools.coverage_page.shown.naming import SUPERVISION, Tests, of

_SETTLED = of(
    SUPERVISION, "discussing", "a_settled_child_in_care_steps_down_from_a_recorded_decision_and_up_again"
)
_DECIDED = of(
    SUPERVISION,
    "discussing",
    "an_interval_decided_for_a_case_shortens_it_at_once",
    "a_longer_one_holds_from_the_next_interval_and_only_when_the_table_says_so",
)
_MIRRORED = of(
    SUPERVISION, "discussing", "a_child_with_disabilities_is_discussed_as_often_as_the_plan_is_reviewed"
)
_NEW_CASE = of(
    SUPERVISION,
    "discussing",
    "a_newly_allocated_case_is_discussed_within_ten_working_days_and_then_every_four_weeks",
)

CASES: Mapping[str, Tests] = {
    "case-first": _NEW_CASE,
    "case-newly-allocated": _NEW_CASE,
    "case-disabilities-plan": _MIRRORED,
    "case-child-in-care-settled": _SETTLED,
    "case-decided": _DECIDED,
    "case-looked-after-longer": _DECIDED,
    "case-more-often": of(
        SUPERVISION,
        "discussing",
        "rising_risks_are_listed_beside_the_row_until_an_interval_is_decided",
    ),
    "case-unclassified": of(
        SUPERVISION, "discussing", "a_case_no_row_fits_is_listed_for_a_decision_and_told_of_once"
    ),
    "case-single-assessment": of(
        SUPERVISION, "discussing", "an_open_single_assessment_is_discussed_at_each_supervision"
    ),
}
