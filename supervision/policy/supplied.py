"""What the ledger tells the clock of a rule, by what opens it: a rule that waits for anything else would wait for ever.

The families of the ledger (`supervision/duties/families`) supply what stands here, and nothing else.
"""

from collections.abc import Collection, Iterator, Mapping

from supervision.policy.clocks import AnyClock
from supervision.policy.clocks.staged import Staged
from supervision.policy.inputs import INPUT_WORDS, InputName
from supervision.policy.model import Policy
from supervision.policy.rules import Rule
from supervision.policy.vocabulary import OpenedBy

_START: frozenset[InputName] = frozenset({"start"})
_KNOWN: frozenset[InputName] = frozenset({"employment_started", "asye_started"})
_OF_A_PERSON: frozenset[InputName] = _KNOWN | {"next_session"}
_PERSON: tuple[OpenedBy, ...] = (
    "last_session",
    "employment_started",
    "relationship_started",
    "circumstances_changed",
    "asye_started",
    "event_recorded",
    "agreement_signed",
    "period_begun",
    "last_audit",
    "last_themed_audit",
    "last_observation",
    "last_survey",
    "last_appraisal",
)

SUPPLIED: Mapping[OpenedBy, frozenset[InputName]] = {
    **dict.fromkeys(_PERSON, _OF_A_PERSON),
    "relationship_started": _OF_A_PERSON | {"first_day"},
    "event_recorded": _OF_A_PERSON | {"event"},
    "session_cancelled": frozenset({"planned", "returned"}),
    "session_cancelled_sick": frozenset({"planned", "returned"}),
    "case_supervised": frozenset({"next_session", "allocated"}),
    "case_begun": frozenset({"allocated"}),
    "case_ended": frozenset({"allocated"}),
}
"""The dates beside `start` that a clock may count from; to rules about a person also those that a rule `gives`."""

_KINDS: Mapping[str, tuple[OpenedBy, ...]] = {
    "hours_per": ("last_session", "period_begun"),
    "after_shifts": ("last_session",),
}
_CASES: tuple[OpenedBy, ...] = (
    "case_supervised",
    "case_allocated",
    "plan_reviewed",
    "case_begun",
    "case_ended",
)


def never_told(rule: Rule, policy: Policy) -> Iterator[tuple[str, str]]:
    """What a rule's clock waits for and is never told: the key, and what to write instead."""
    given = frozenset(one.gives for one in policy.rules.values() if one.gives)
    of_a_person = given if rule.opened_by in _PERSON else frozenset[InputName]()
    may = _START | SUPPLIED.get(rule.opened_by, frozenset()) | of_a_person
    for name, anchor in _named(rule.clock):
        if anchor not in may:
            yield f"clock.{name}", _refused(anchor, rule, may)
    kinds = _KINDS.get(rule.clock.kind)
    if kinds and rule.opened_by not in kinds:
        yield (
            "clock.kind",
            f"{rule.clock.kind} is for a rule opened by {' or '.join(kinds)}. Write another kind.",
        )
    if _number_from(rule.clock) and rule.opened_by != "case_supervised":
        yield "clock.number_from", "is for a rule opened by case_supervised. Write the number instead."
    if rule.opened_by == "agreement_signed" and "signed" not in given:
        yield (
            "opened_by",
            'needs a rule that gives the signature: write gives = "signed" in the rule of the agreement.',
        )
    if rule.lasts:
        lasting = may - _START - {"next_session"} if rule.opened_by in _CASES else _KNOWN | given
        if rule.lasts.anchor not in lasting:
            yield "lasts.anchor", _refused(rule.lasts.anchor, rule, lasting)


def _refused(anchor: InputName, rule: Rule, may: Collection[InputName]) -> str:
    others = ", ".join(one for one in INPUT_WORDS if one in may) or "no date: take lasts out"
    return f"{anchor!r} is never known to a rule opened by {rule.opened_by}. Write one of: {others}."


def _named(clock: AnyClock) -> Iterator[tuple[str, InputName]]:
    """The dates that a clock counts from or that end its stages, each by its key."""
    if isinstance(clock, Staged):
        for number, stage in enumerate(clock.stages):
            yield from ((f"stages.{number}.clock.{key}", one) for key, one in _named(stage.clock))
            if stage.until:
                yield f"stages.{number}.until.anchor", stage.until.anchor
        return
    anchor: InputName | None = getattr(clock, "anchor", None)
    if anchor is not None:
        yield "anchor", anchor


def _number_from(clock: AnyClock) -> bool:
    clocks = [one.clock for one in clock.stages] if isinstance(clock, Staged) else [clock]
    return any(getattr(one, "number_from", None) for one in clocks)
