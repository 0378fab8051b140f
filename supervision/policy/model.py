"""A policy as data: one authority's rules, days, hours and case types, with the version of its text."""

import hashlib
import json
from collections.abc import Collection, Mapping
from datetime import date, time, timedelta
from functools import cached_property, lru_cache
from typing import Any, Self
from zoneinfo import ZoneInfo

from pydantic import ValidationError, model_validator

from supervision.policy.bank_holidays import as_known_now
from supervision.policy.calendar import WorkingCalendar
from supervision.policy.clauses import Clause
from supervision.policy.errors import PolicyError
from supervision.policy.faults import faults_of
from supervision.policy.record_rules import Step, known_as
from supervision.policy.rules import ClauseReference, Rule
from supervision.policy.strict import Strict
from supervision.policy.vocabulary import FactKind, FactName, Key, Text

_LONGEST_CLOSURE = timedelta(days=3660)


class Hours(Strict):
    """When people may be told things, by the clock on the wall."""

    decent_from: time
    decent_to: time
    morning: time

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.decent_from <= self.morning < self.decent_to:
            raise ValueError("morning must lie between decent_from and decent_to")
        return self


class Closure(Strict):
    """Days on which the authority is closed; `until` is the last of them, a single day has none."""

    day: date
    until: date | None = None
    reason: Text

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.until and self.until < self.day:
            raise ValueError("until must not lie before day")
        if self.until and self.until - self.day > _LONGEST_CLOSURE:
            raise ValueError(f"until must lie within {_LONGEST_CLOSURE.days} days of day")
        return self

    def days(self) -> Mapping[date, str]:
        """Each day and the reason."""
        span = ((self.until or self.day) - self.day).days
        return {self.day + timedelta(days=n): self.reason for n in range(span + 1)}


class BankHolidays(Strict):
    """Whose bank holidays count, as the `holidays` package names them."""

    country: Text
    subdivision: Text
    kept: Mapping[date, Text] = {}
    """In a policy that was kept: each of them as it was known then, for the years it covers. No file has it."""


class Document(Strict):
    """The published text a policy file is the reading of."""

    title: Text
    holds_from: date | None = None


class CaseType(Strict):
    """A row of the authority's table of cases, and the facts that bear on how often it is discussed."""

    id: Key
    title: Text
    clause: ClauseReference
    facts: Mapping[FactName, FactKind] = {}
    uncertain: str = ""
    local_setting: bool = False
    """An overlay added or changed it."""


class Policy(Strict):
    """One authority's policy with its local settings, resolved."""

    key: Key
    name: Text
    document: Document
    timezone: ZoneInfo
    bank_holidays: BankHolidays
    hours: Hours
    closures: tuple[Closure, ...] = ()
    rules: Mapping[Key, Rule]
    case_types: Mapping[Key, CaseType] = {}
    clauses: Mapping[Key, Clause] = {}

    @cached_property
    def calendar(self) -> WorkingCalendar:
        """The authority's working days."""
        closed = {day: reason for closure in self.closures for day, reason in closure.days().items()}
        place = self.bank_holidays
        return _calendar(
            frozenset(closed.items()),
            self.timezone,
            place.country,
            place.subdivision,
            frozenset(place.kept.items()),
        )

    @cached_property
    def version(self) -> str:
        """A short hash of all that the policy says and of the bank holidays it counts by: where a new release of their
        source changes one, the version changes with it.
        """
        return hashlib.sha256(self.dump().encode()).hexdigest()[:12]

    @property
    def cited_clauses(self) -> Mapping[str, ClauseReference]:
        """Every clause by its id, with a clock or without."""
        return {
            **{key: rule.clause for key, rule in self.rules.items()},
            **{key: one.clause for key, one in self.clauses.items()},
        }

    def rules_opened_by(
        self, fact: str, role: str | None = None, kind: str | None = None
    ) -> tuple[Rule, ...]:
        """The rules that this fact opens for a supervisee of this role and a session of this kind."""
        key = (fact, role, kind)
        found = self._opened.get(key)
        if found is None:
            found = self._opened[key] = tuple(
                rule for rule in self.rules.values() if rule.opened_by == fact and rule.applies_to(role, kind)
            )
        return found

    def rows_for(self, types: Collection[str]) -> tuple[Rule, ...]:
        """The rows of the table of cases that are for a case of these types, whatever else is recorded of it."""
        key = tuple(types)
        found = self._rows.get(key)
        if found is None:
            rows = self.rules_opened_by("case_supervised")
            found = self._rows[key] = tuple(rule for rule in rows if rule.is_for_types(types))
        return found

    def record_rule(self, step: Step, kind: str, role: str) -> Rule | None:
        """The rule by which a record of a kind is made or answered for a supervisee of this role: that of their role, where
        there is one, or that for all.
        """
        key = (step, kind, role)
        if key not in self._records:
            base = f"{step}-{kind}"
            own = (rule for rule in self.rules.values() if known_as(rule.id) == base != rule.id)
            named = next((rule for rule in own if role in rule.roles), None)
            self._records[key] = named or self.rules.get(base)
        return self._records[key]

    def delegates_to(self, role: str) -> str | None:
        """The role to which the case record of a supervisee of this role may be delegated; None where it may not."""
        rule = self.record_rule("record", "case", role)
        return rule.delegates_to if rule else None

    @cached_property
    def delegates(self) -> frozenset[str]:
        """The roles to which somebody may delegate what they owe."""
        return frozenset(one.delegates_to for one in self.rules.values() if one.delegates_to)

    @cached_property
    def _records(self) -> dict[tuple[Step, str, str], Rule | None]:
        """What `record_rule` has found."""
        return {}

    @cached_property
    def _rows(self) -> dict[tuple[str, ...], tuple[Rule, ...]]:
        """What `rows_for` has found."""
        return {}

    @cached_property
    def _opened(self) -> dict[tuple[str, str | None, str | None], tuple[Rule, ...]]:
        """What `rules_opened_by` has found: it is asked of every duty, and a policy never changes."""
        return {}

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy with something changed is another policy: nothing that was worked out of this one goes with it."""
        copied = super().model_copy(update=update, deep=deep)
        for name in ("calendar", "version", "delegates", "_opened", "_rows", "_records"):
            copied.__dict__.pop(name, None)
        return copied

    def dump(self) -> str:
        """The whole policy as JSON, with the bank holidays it counts by; `parse` reads it back, in this and
        in later releases, and counts the same days.
        """
        place = self.bank_holidays
        kept = place.kept or as_known_now(place.country, place.subdivision)
        whole = self.model_copy(update={"bank_holidays": place.model_copy(update={"kept": kept})})
        data = whole.model_dump(mode="json", exclude_defaults=True)
        # In the file's own order: of two rows that are equally strict the first governs.
        return json.dumps(data, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def parse(cls, text: str) -> Self:
        """A policy from its dump. Raises PolicyError."""
        try:
            return cls.model_validate_json(text)
        except ValidationError as found:
            raise PolicyError(faults_of(found, "stored policy", None)) from None


@lru_cache(maxsize=64)
def _calendar(
    closed: frozenset[tuple[date, str]],
    timezone: ZoneInfo,
    country: str,
    subdivision: str,
    kept: frozenset[tuple[date, str]],
) -> WorkingCalendar:
    """One calendar for all authorities that work on the same days: the years laid out take most of their room."""
    return WorkingCalendar(dict(closed), timezone, country, subdivision, dict(kept))
