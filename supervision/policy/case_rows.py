"""How often a case is discussed: the rows of the table that fit it, and the one that governs."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import NamedTuple

from supervision.policy.calendar import WorkingCalendar
from supervision.policy.conditions import CaseFacts, holds
from supervision.policy.inputs import NO_NUMBER, Due, Inputs, day_of
from supervision.policy.model import Policy
from supervision.policy.rules import Rule

_DECISION = ("decided_by", "decided_on")


class CaseFrequency(NamedTuple):
    """Which row governs a case, and by when it is discussed next.

    `rule` is None for a case that no row fits: it is listed for a decision. `also` are the rows that fit as well and
    are less strict, or have no date; `set_aside` those that a recorded decision lengthens. `inputs` is what explains it.
    """

    rule: Rule | None
    due: Due
    inputs: Inputs
    also: tuple[Rule, ...] = ()
    set_aside: tuple[Rule, ...] = ()

    def why(self) -> str:
        """Why this row and no other, for whoever asks; empty where only one row fits."""
        if self.rule is None:
            return "No row of the table fits this case. Decide how often it is supervised, and record it."
        parts = []
        if self.also:
            others = ", ".join(f"{rule.title} ({rule.id})" for rule in self.also)
            rest = "other" if len(self.also) == 1 else "others"
            parts.append(
                f"{len(self.also) + 1} rows fit this case and the strictest governs. The {rest}: {others}."
            )
        if self.set_aside:
            longer = ", ".join(rule.id for rule in self.set_aside)
            parts.append(f"A recorded decision lengthens {longer}.")
        return " ".join(parts)


def case_frequency(
    policy: Policy, types: Collection[str], facts: CaseFacts, inputs: Inputs, today: date = date.max
) -> CaseFrequency:
    """The strictest of the rows that fit today, from what is known of the case. Raises KeyError without `start`."""
    return CaseRows(policy, types, facts).frequency(inputs, today)


class CaseRows:
    """The rows of a policy's table that are for cases of these types with these facts, whenever an interval begins."""

    def __init__(self, policy: Policy, types: Collection[str], facts: CaseFacts) -> None:
        self._calendar, self._facts = policy.calendar, facts
        self._rows = may_fit(policy.rows_for(types), facts, policy.calendar)

    def frequency(self, inputs: Inputs, today: date = date.max) -> CaseFrequency:
        """The strictest of those that fit and hold today. Raises KeyError without `start`."""
        start = day_of(inputs, "start", self._calendar)
        if start is None:
            raise KeyError("start")
        given = _with_interval(inputs, self._facts)
        fitting = [
            one
            for one in self._rows
            if fits_from(one, self._facts, start, inputs, self._calendar, today)
            and (not one.instead_of or _decided(self._facts, start))
            and (one.clock.kind != "every" or one.clock.speaks_of(given))
        ]
        lengthened = {key for rule in fitting for key in rule.instead_of}
        rows = [(rule, rule.due(given, self._calendar)) for rule in fitting if rule.id not in lengthened]
        aside = tuple(rule for rule in fitting if rule.id in lengthened) if lengthened else ()
        if not rows:
            return CaseFrequency(None, NO_NUMBER, given, set_aside=aside)
        governing, due = rows[0] if len(rows) == 1 else min(rows, key=lambda row: _strictness(row[1]))
        also = tuple(rule for rule, _ in rows if rule is not governing)
        return CaseFrequency(governing, due, given, also, aside)


def may_fit(rules: Iterable[Rule], facts: CaseFacts, calendar: WorkingCalendar) -> tuple[Rule, ...]:
    """Those of these rules that may fit a case with these facts, for an interval from some day or other. Most conditions
    hold or do not whatever the day: that is then found once.
    """
    return tuple(one for one in rules if _turns_on_the_day(one) or holds(one.when, facts, date.min, calendar))


def fits_from(
    rule: Rule,
    facts: CaseFacts,
    start: date,
    inputs: Inputs,
    calendar: WorkingCalendar,
    today: date | None = None,
) -> bool:
    """Whether one that may fit does so for an interval from this day, or for something that happened on it: then `today`
    is left out, for the rule held on the day itself or says nothing of it.
    """
    if rule.holds_from is not None and (today or start) < rule.holds_from:
        return False
    if _turns_on_the_day(rule) and not holds(rule.when, facts, start, calendar):
        return False
    over = rule.over_on(inputs, calendar)
    return rule.lasts is None or (over is not None and start < over)


def _turns_on_the_day(rule: Rule) -> bool:
    """Whether what must be recorded of a case may hold for one interval and not for another."""
    return bool(rule.when) and any(one.within is not None for line in rule.when for one in line.values())


def _strictness(due: Due) -> tuple[int, date]:
    """The earliest date first; then what waits for a date; then what has no number."""
    return ("due", "paused", "no_number").index(due.status), due.on or date.max


def _decided(facts: CaseFacts, start: date) -> bool:
    """Whether a decision was recorded, with who and when, by the day the interval began."""
    by, on = (facts.get(name) for name in _DECISION)
    return bool(by) and isinstance(on, str) and date.fromisoformat(on) <= start


def _with_interval(inputs: Inputs, facts: CaseFacts) -> Inputs:
    months = facts.get("interval_months")
    if isinstance(months, int | float) and months >= 1:
        return {**inputs, "interval_months": int(months)}
    return inputs
