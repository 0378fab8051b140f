"""The table of cases that a policy officer can read, held against the rules."""

import tomllib
from collections.abc import Mapping
from datetime import date
from itertools import islice
from pathlib import Path
from typing import NotRequired, TypedDict

import pytest

from supervision.policy import Policy, stages


class Case(TypedDict):
    because: str
    authority: str
    rule: str
    facts: dict[str, date]
    due: NotRequired[date]
    status: NotRequired[str]
    today: NotRequired[date]
    late: NotRequired[int]
    opened: NotRequired[date]
    nudges: NotRequired[dict[str, date]]


def _cases() -> list[Case]:
    cases: list[Case] = tomllib.loads(Path(__file__).with_name("cases.toml").read_text("utf-8"))["case"]
    return cases


def _named(case: Case) -> str:
    return f"{case['authority']} {case['rule']}: {case['because']}"


@pytest.mark.parametrize("case", _cases(), ids=_named)
def test_a_case_of_the_table_is_due_when_it_says(case: Case, policies: Mapping[str, Policy]) -> None:
    policy = policies[case["authority"]]
    due = policy.rules[case["rule"]].due(case["facts"], policy.calendar)
    assert (due.on, due.status) == (case.get("due"), case.get("status", "due"))
    if "today" in case and due.on:
        assert policy.calendar.working_days_between(due.on, case["today"]) == case["late"]


@pytest.mark.parametrize("case", [case for case in _cases() if "nudges" in case], ids=_named)
def test_a_case_of_the_table_is_nudged_when_it_says(case: Case, policies: Mapping[str, Policy]) -> None:
    policy = policies[case["authority"]]
    rule, opened = policy.rules[case["rule"]], case.get("opened", case["facts"]["start"])
    ladder = islice(stages(rule, opened, case.get("due"), policy.calendar), 12)
    told = {stage.key: stage.on for stage in ladder}
    assert {key: told.get(key) for key in case["nudges"]} == case["nudges"]
    if "due" not in case:
        assert list(told) == ["opened"]


@pytest.mark.parametrize("case", _cases(), ids=_named)
def test_an_explanation_ends_on_the_due_date_and_says_each_day_once(
    case: Case, policies: Mapping[str, Policy]
) -> None:
    policy = policies[case["authority"]]
    why = policy.rules[case["rule"]].explain(case["facts"], policy.calendar)
    days = [day.date for day in why.days]
    assert days == sorted(set(days))
    assert all(day.reason for day in why.days)
    if case.get("due"):
        assert (days[-1], why.days[-1].counted, why.due) == (case["due"], True, case["due"])


def test_every_rule_of_both_authorities_has_a_case(policies: Mapping[str, Policy]) -> None:
    tried = {(case["authority"], case["rule"]) for case in _cases()}
    assert tried == {(policy.key, rule) for policy in policies.values() for rule in policy.rules}
