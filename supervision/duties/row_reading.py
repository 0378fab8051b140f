"""What a policy's tables and clocks say of a case, worked out once for equal cases.

In an authority many cases have the same types and dates. What was worked out is kept for the process; it depends on nothing
but the policy's text, which its version stands for.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from supervision.duties.applying import named
from supervision.policy import CaseFrequency, Inputs, Policy, Rule, case_frequency
from supervision.policy.conditions import Fact
from supervision.policy.vocabulary import OpenedBy

MOST = 5_000


class OfCase(Protocol):
    """What the tables look at of a case."""

    @property
    def types(self) -> Sequence[str]: ...

    @property
    def facts(self) -> Mapping[str, Fact]: ...


@dataclass(frozen=True, slots=True)
class Reading:
    """The row that governs a case, the inputs its clock turns on, and the rows that leave open how often."""

    frequency: CaseFrequency
    inputs: Inputs
    undecided: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Strictest:
    """Of several rules that fit a case, the one that is due first, and when; one without a number comes last."""

    rule: Rule
    inputs: Inputs
    due_on: date | None


_names: dict[tuple[str, tuple[str, ...]], frozenset[str]] = {}
_readings: dict[tuple[object, ...], Reading] = {}
_strictest: dict[tuple[object, ...], tuple[Strictest, ...]] = {}


def reading(policy: Policy, case: OfCase, inputs: Mapping[str, date | int]) -> Reading:
    """What the tables say of a case under these inputs. Raises KeyError without `start`."""
    names = _turning_on(policy, tuple(case.types))
    inputs = {name: given for name, given in inputs.items() if name in names}
    key = (policy.version, *case.types, "", *case.facts.items(), "", *inputs.items())
    found = _readings.get(key)
    if found is None:
        if len(_readings) >= MOST:
            _readings.clear()
        found = _readings[key] = _read(policy, case_frequency(policy, case.types, case.facts, inputs))
    return found


def fitting(policy: Policy, opened_by: OpenedBy, case: OfCase, start: date) -> tuple[Strictest, ...]:
    """The rules that this opens for a case, counted from a day, the strictest first; empty where none fits."""
    key = (policy.version, opened_by, *case.types, "", *case.facts.items(), "", start)
    found = _strictest.get(key)
    if found is None:
        if len(_strictest) >= MOST:
            _strictest.clear()
        found = _strictest[key] = _fitting(policy, opened_by, case, start)
    return found


def _turning_on(policy: Policy, types: tuple[str, ...]) -> frozenset[str]:
    """The inputs that any row for these types turns on: cases that differ in others alone are read alike."""
    found = _names.get((policy.version, types))
    if found is None:
        rows = (named(policy, rule) for rule in policy.rows_for(types))
        found = _names[policy.version, types] = frozenset({"start"}).union(*rows)
    return found


def has_number(rule: Rule) -> bool:
    """Whether a row says how often."""
    return rule.clock.kind != "no_number"


def _read(policy: Policy, frequency: CaseFrequency) -> Reading:
    rule = frequency.rule
    if rule is None:
        # For what no row fits: the one that lists a case for a decision.
        rows = policy.rules_opened_by("case_supervised")
        undecided = [one for one in rows if not has_number(one) and not one.when][:1]
        return Reading(frequency, {"start": frequency.inputs["start"]}, tuple(undecided))
    takes_decided = rule.clock.kind == "every" and rule.clock.number_from == "interval_months"
    undecided = [] if takes_decided else [one for one in (rule, *frequency.also) if not has_number(one)]
    return Reading(frequency, _needed(rule, frequency.inputs), tuple(undecided))


def _fitting(policy: Policy, opened_by: OpenedBy, case: OfCase, start: date) -> tuple[Strictest, ...]:
    inputs, calendar = {"start": start}, policy.calendar
    found = [
        Strictest(rule, inputs, rule.due(inputs, calendar).on)
        for rule in policy.rules_opened_by(opened_by)
        if rule.fits_case(case.types, case.facts, start, calendar) and rule.in_force(start, inputs, calendar)
    ]
    return tuple(sorted(found, key=lambda one: one.due_on or date.max))


def _needed(rule: Rule, inputs: Inputs) -> Inputs:
    """Those of the inputs that a row's clock turns on: another's date is no reason to write a duty anew."""
    clock = rule.clock
    if clock.kind == "every":
        names = {"start", clock.anchor, clock.number_from}
    elif clock.kind == "same_day_as":
        names = {"start", clock.anchor}
    else:
        return inputs
    return {name: given for name, given in inputs.items() if name in names}
