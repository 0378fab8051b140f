"""What a policy's tables and clocks say of a case, worked out once for equal cases.

In an authority many cases have the same types and dates. What was worked out is kept for the process; it depends on nothing
but the policy's text, which its version stands for.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple, Protocol

from supervision.duties.applying import named
from supervision.duties.reckoning import Reckoned, reckon
from supervision.policy import CaseFrequency, CaseRows, Inputs, Policy, Rule, fits_from, may_fit
from supervision.policy.conditions import Fact
from supervision.policy.vocabulary import OpenedBy

MOST = 5_000
MOST_TABLES = 1_000


class OfCase(Protocol):
    """What the tables look at of a case."""

    @property
    def types(self) -> Sequence[str]: ...

    @property
    def facts(self) -> Mapping[str, Fact]: ...


class Counted(NamedTuple):
    """A rule that fits a case, the inputs its clock turns on and what comes of them."""

    rule: Rule
    inputs: Inputs
    reckoned: Reckoned

    @property
    def due_on(self) -> date | None:
        """By when, if it has a number."""
        return self.reckoned.due_on


class Reading(NamedTuple):
    """Which rows fit a case: the one that says how often, if there is one, and those that leave it open."""

    frequency: CaseFrequency
    counted: Counted | None
    undecided: tuple[Rule, ...]


class Turning(NamedTuple):
    """What the clocks of the tables turn on for one case, by the names that inputs have."""

    start: date
    plan_review_months: int | None = None
    next_session: date | None = None
    allocated: date | None = None
    today: date | None = None
    """Given while a rule of the policy does not hold yet, and only then."""


class CaseTable:
    """The tables of a policy as they are for cases of some types with some facts."""

    __slots__ = ("_facts", "_opened", "_policy", "_rows", "_types", "names")

    def __init__(self, policy: Policy, types: Sequence[str], facts: Mapping[str, Fact]) -> None:
        self._policy, self._types, self._facts = policy, types, facts
        self._rows = CaseRows(policy, types, facts)
        self._opened: dict[OpenedBy, tuple[Rule, ...]] = {}
        self.names = frozenset({"start"}).union(*(named(policy, rule) for rule in policy.rows_for(types)))
        """The inputs that any row for these types turns on: cases that differ in others alone are read alike."""

    def reading(self, turning: Turning) -> Reading:
        """What the tables say under these inputs; of those that may be missing only such as are among `names` are given."""
        key = (self, turning)
        found = _readings.get(key)
        if found is None:
            if len(_readings) >= MOST:
                _readings.clear()
            given = turning._asdict()
            today = given.pop("today") or date.max
            inputs = {name: one for name, one in given.items() if one is not None}
            found = _readings[key] = _read(self._policy, self._rows.frequency(inputs, today), today)
        return found

    def fitting(self, opened_by: OpenedBy, start: date, today: date | None = None) -> tuple[Counted, ...]:
        """The rules that this opens, counted from a day, the strictest first; empty where none fits. Of what runs on until
        `today` those that hold by now, else those that held on the day itself.
        """
        rules = self._opened.get(opened_by)
        if rules is None:
            of_type = (
                one for one in self._policy.rules_opened_by(opened_by) if one.is_for_types(self._types)
            )
            rules = self._opened[opened_by] = may_fit(of_type, self._facts, self._policy.calendar)
        if not rules:
            return ()
        inputs, calendar = {"start": start}, self._policy.calendar
        found = [
            self.counted(one, inputs)
            for one in rules
            if fits_from(one, self._facts, start, inputs, calendar, today)
        ]
        return tuple(sorted(found, key=lambda one: one.due_on or date.max) if len(found) > 1 else found)

    def counted(self, rule: Rule, inputs: Inputs) -> Counted:
        """A rule that fits, under these inputs."""
        return Counted(rule, inputs, reckon(self._policy, rule.id, inputs, undated=False))


_tables: dict[tuple[object, ...], CaseTable] = {}
_readings: dict[tuple[object, ...], Reading] = {}


def table_for(policy: Policy, case: OfCase) -> CaseTable:
    """The tables as they are for a case: the same object for all that are equal."""
    key = (policy.version, *case.types, "", *case.facts.items())
    found = _tables.get(key)
    if found is None:
        if len(_tables) >= MOST_TABLES:
            _tables.clear()
        found = _tables[key] = CaseTable(policy, tuple(case.types), case.facts)
    return found


def has_number(rule: Rule) -> bool:
    """Whether a row says how often."""
    return rule.clock.kind != "no_number"


def _read(policy: Policy, frequency: CaseFrequency, today: date) -> Reading:
    rule = frequency.rule
    if rule is None:
        # For what no row fits: the one that lists a case for a decision.
        rows = (
            one for one in policy.rules_opened_by("case_supervised") if (one.holds_from or today) <= today
        )
        undecided = [one for one in rows if not has_number(one) and not one.when][:1]
        return Reading(frequency, None, tuple(undecided))
    takes_decided = rule.clock.kind == "every" and rule.clock.number_from == "interval_months"
    undecided = [] if takes_decided else [one for one in (rule, *frequency.also) if not has_number(one)]
    if not has_number(rule):
        return Reading(frequency, None, tuple(undecided))
    inputs = _needed(rule, frequency.inputs)
    counted = Counted(rule, inputs, reckon(policy, rule.id, inputs, undated=False))
    return Reading(frequency, counted, tuple(undecided))


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
