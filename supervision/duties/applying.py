"""Which rules apply to a role and what their clocks name: read off each policy text once and kept for the process."""

from dataclasses import dataclass, field
from datetime import date

from supervision.policy import Policy, Rule
from supervision.policy.clocks import Clock
from supervision.policy.clocks.staged import Staged
from supervision.policy.vocabulary import OpenedBy

MOST = 200
"""Policy texts: every authority there is, and some of their former versions."""


@dataclass(slots=True)
class _Read:
    giving: tuple[tuple[str, Rule], ...]
    named: dict[str, frozenset[str]]
    overseen: frozenset[str]
    begun: date
    opened: dict[tuple[str, frozenset[OpenedBy]], tuple[Rule, ...]] = field(default_factory=dict)
    to_next: dict[tuple[str, frozenset[OpenedBy]], tuple[Rule, ...]] = field(default_factory=dict)
    waited_for: dict[str, frozenset[str]] = field(default_factory=dict)


_kept: dict[str, _Read] = {}


def rules_opened_by(policy: Policy, role: str, facts: frozenset[OpenedBy]) -> tuple[Rule, ...]:
    """The rules that any of these facts open for a role, in the order of the policy file."""
    read = _read(policy)
    found = read.opened.get((role, facts))
    if found is None:
        rules = policy.rules.values()
        found = tuple(one for one in rules if one.opened_by in facts and one.applies_to(role))
        read.opened[role, facts] = found
    return found


def counted_to_next_session(policy: Policy, role: str, facts: frozenset[OpenedBy]) -> tuple[Rule, ...]:
    """Those of the rules that any of these facts open for a role whose clock names the next session."""
    read = _read(policy)
    found = read.to_next.get((role, facts))
    if found is None:
        rules = rules_opened_by(policy, role, facts)
        found = read.to_next[role, facts] = tuple(
            one for one in rules if "next_session" in named(policy, one)
        )
    return found


def giving(policy: Policy) -> tuple[tuple[str, Rule], ...]:
    """The rules that give a date when they are done, each after the name of that date."""
    return _read(policy).giving


def named(policy: Policy, rule: Rule) -> frozenset[str]:
    """The dates that a rule's clock names beside `start`, and the one it lasts from."""
    return _read(policy).named[rule.id]


def begun(policy: Policy) -> date:
    """The day from which all rules of a policy hold."""
    return _read(policy).begun


def overseen(policy: Policy) -> frozenset[str]:
    """The ids of the rules that ask for management oversight of a case."""
    return _read(policy).overseen


def is_waited_for(policy: Policy, role: str, rule: Rule) -> bool:
    """Whether a clock that applies to a role names the date that doing this gives."""
    read = _read(policy)
    names = read.waited_for.get(role)
    if names is None:
        clocks = [_anchors(one.clock) for one in policy.rules.values() if one.applies_to(role)]
        names = read.waited_for[role] = frozenset().union(*clocks)
    return rule.gives in names


def _read(policy: Policy) -> _Read:
    found = _kept.get(policy.version)
    if found is None:
        if len(_kept) >= MOST:
            _kept.clear()
        rules = policy.rules.values()
        found = _kept[policy.version] = _Read(
            tuple((one.gives, one) for one in rules if one.gives is not None),
            {one.id: _named(one) for one in rules},
            frozenset(one.id for one in rules if one.oversight),
            max((one.holds_from for one in rules if one.holds_from), default=date.min),
        )
    return found


def _named(rule: Rule) -> frozenset[str]:
    anchors = _anchors(rule.clock)
    return anchors | {rule.lasts.anchor} if rule.lasts else anchors


def _anchors(clock: Clock) -> frozenset[str]:
    if isinstance(clock, Staged):
        until = {one.until.anchor for one in clock.stages if one.until}
        return frozenset(until).union(*(_anchors(one.clock) for one in clock.stages)) - {"start"}
    found = {getattr(clock, "anchor", "start"), getattr(clock, "number_from", None) or "start"}
    return frozenset(found - {"start"})
