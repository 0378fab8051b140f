"""The tables of cases that a policy officer can read, held against the rules."""

import tomllib
from collections.abc import Mapping
from datetime import date
from itertools import islice
from pathlib import Path
from typing import NotRequired, TypedDict

import pytest

from supervision.policy import Policy, case_frequency, stages


class Case(TypedDict):
    because: str
    authority: str
    rule: str
    facts: dict[str, date | int]
    due: NotRequired[date]
    status: NotRequired[str]
    today: NotRequired[date]
    late: NotRequired[int]
    opened: NotRequired[date]
    nudges: NotRequired[dict[str, date]]


class Choice(TypedDict):
    because: str
    authority: str
    types: list[str]
    case: NotRequired[dict[str, bool | int | str]]
    facts: dict[str, date | int]
    governs: str
    due: NotRequired[date]
    status: NotRequired[str]
    also: NotRequired[list[str]]
    set_aside: NotRequired[list[str]]


_TABLES = [
    tomllib.loads(path.read_text("utf-8")) for path in sorted(Path(__file__).parent.glob("cases*.toml"))
]
CASES: list[Case] = [case for table in _TABLES for case in table.get("case", ())]
CHOICES: list[Choice] = [choice for table in _TABLES for choice in table.get("choice", ())]


def _named(case: Case) -> str:
    return f"{case['authority']} {case['rule']}: {case['because']}"


def test_the_tables_hold_three_hundred_cases_and_each_says_why_it_is_there() -> None:
    reasons = [_named(case) for case in CASES]
    assert len(CASES) + len(CHOICES) >= 300
    assert len(set(reasons)) == len(reasons)
    assert len({choice["because"] for choice in CHOICES}) == len(CHOICES)


@pytest.mark.parametrize("case", CASES, ids=_named)
def test_a_case_of_the_table_is_due_when_it_says(case: Case, policies: Mapping[str, Policy]) -> None:
    policy = policies[case["authority"]]
    due = policy.rules[case["rule"]].due(case["facts"], policy.calendar)
    assert (due.on, due.status) == (case.get("due"), case.get("status", "due"))
    if "today" in case and due.on:
        assert policy.calendar.working_days_between(due.on, case["today"]) == case["late"]


@pytest.mark.parametrize("case", [case for case in CASES if "nudges" in case], ids=_named)
def test_a_case_of_the_table_is_nudged_when_it_says(case: Case, policies: Mapping[str, Policy]) -> None:
    policy = policies[case["authority"]]
    start = case["facts"]["start"]
    assert isinstance(start, date)
    rule, opened = policy.rules[case["rule"]], case.get("opened", start)
    ladder = islice(stages(rule, opened, case.get("due"), policy.calendar), 12)
    told = {stage.key: stage.on for stage in ladder}
    assert {key: told.get(key) for key in case["nudges"]} == case["nudges"]
    if "due" not in case:
        assert list(told) == ["opened"]


@pytest.mark.parametrize("case", CASES, ids=_named)
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


@pytest.mark.parametrize("choice", CHOICES, ids=lambda choice: f"{choice['authority']}: {choice['because']}")
def test_the_row_that_governs_a_case_is_the_one_the_table_says(
    choice: Choice, policies: Mapping[str, Policy]
) -> None:
    policy = policies[choice["authority"]]
    found = case_frequency(policy, choice["types"], choice.get("case", {}), choice["facts"])
    assert found.rule is not None
    assert (found.rule.id, found.due.on, found.due.status) == (
        choice["governs"],
        choice.get("due"),
        choice.get("status", "due"),
    )
    assert [rule.id for rule in found.also] == choice.get("also", [])
    assert [rule.id for rule in found.set_aside] == choice.get("set_aside", [])
    why = found.rule.explain(found.inputs, policy.calendar)
    assert (why.due, why.status) == (found.due.on, found.due.status)


def test_every_rule_of_both_authorities_has_a_case(policies: Mapping[str, Policy]) -> None:
    tried = {(case["authority"], case["rule"]) for case in CASES}
    there = {(policy.key, rule) for policy in policies.values() for rule in policy.rules}
    assert there - tried == set(), "each needs a [[case]] in one of tests/policy/cases*.toml"
    assert tried - there == set(), "tests/policy/cases*.toml try what is no rule of the policy"
