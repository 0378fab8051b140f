"""A rule in words: by when, who owes it, whom it is for, who is told and when. For pages about a policy."""

from collections.abc import Mapping

from supervision.policy.clocks.every import Every
from supervision.policy.clocks.hours_per import HoursPer
from supervision.policy.clocks.moments import AfterShifts, NoNumber, SameDayAs
from supervision.policy.clocks.once_passed import OncePassed
from supervision.policy.clocks.once_per import OncePer, TimesPerYear
from supervision.policy.clocks.periods import in_words as period_words
from supervision.policy.clocks.staged import Staged
from supervision.policy.clocks.within import Within, WithinHours
from supervision.policy.conditions import in_words_all
from supervision.policy.inputs import INPUT_WORDS
from supervision.policy.nudges import (
    AnyStep,
    Before,
    Digest,
    Halfway,
    LateBy,
    OnDue,
    Opened,
    Recipient,
    Repeat,
)
from supervision.policy.rules import Rule
from supervision.policy.spans import hours_in_words, in_words
from supervision.policy.vocabulary import START_WORDS

HEARERS: Mapping[Recipient, str] = {
    "owner": "who owes it",
    "supervisor": "the supervisor",
    "supervisee": "the supervisee",
    "other_party": "the other party",
    "line_manager": "the line manager",
    "line_managers_manager": "the line manager's manager",
}
_ANCHORS = {**INPUT_WORDS, "planned": "the originally planned session", "returned": "the return to work"}
_INTERVALS = {
    "plan_review_months": "as often as the plan is reviewed",
    "interval_months": "at the interval decided for the case",
}


def by_when(rule: Rule) -> str:
    """The clock of a rule: "within 5 working days of the cancellation"."""
    clock, start = rule.clock, START_WORDS[rule.opened_by]
    match clock:
        case Within():
            return f"within {in_words(clock.number, clock.unit)} of {_anchor(clock.anchor, start)}"
        case WithinHours():
            return f"within {hours_in_words(clock.number)} of {_anchor(clock.anchor, start)}"
        case SameDayAs():
            return f"by {_anchor(clock.anchor, start)}"
        case OncePer():
            return f"once in each {period_words(clock.period)}, on its last working day at the latest"
        case TimesPerYear():
            return f"{clock.number} times a calendar year, once in each equal part of it"
        case HoursPer():
            amount = (
                hours_in_words(clock.hours)
                if clock.hours
                else f"{clock.percent} per cent of the working time"
            )
            return f"{amount} in each {period_words(clock.period)}"
        case Every():
            return _every(clock, start)
        case Staged():
            return "; ".join(stage.name for stage in clock.stages)
        case OncePassed():
            return f"begins once {in_words(clock.number, clock.unit)} have passed since {start}"
        case AfterShifts():
            return f"after each {clock.number} shifts"
        case NoNumber():
            return "no number"


def who(rule: Rule) -> str:
    """Who owes it: "supervisee, then the line manager"."""
    owners = " and ".join(one.replace("_", " ") for one in rule.owners)
    named = f" ({rule.owner_role.replace('_', ' ')})" if rule.owner_role else ""
    then = f", then the {rule.then_owner.replace('_', ' ')}" if rule.then_owner else ""
    instead = f", or {rule.delegates_to.replace('_', ' ')} on delegation" if rule.delegates_to else ""
    each = ", for each worker of the case" if rule.each_worker else ""
    return owners + named + then + instead + each


def scope(rule: Rule) -> str:
    """What it is for: roles, kinds of session, case types, what must be recorded; empty when it is for all."""
    parts = [f"roles {', '.join(rule.roles)}"] if rule.roles else []
    parts += [f"session kinds {' and '.join(rule.session_kinds)}"] if rule.session_kinds else []
    parts += [f"cases of type {', '.join(rule.case_types)}"] if rule.case_types else []
    parts += [f"not of type {', '.join(rule.unless_case_types)}"] if rule.unless_case_types else []
    parts += [f"always of type {', '.join(rule.always_case_types)}"] if rule.always_case_types else []
    parts += [f"when {in_words_all(rule.when)}"] if rule.when else []
    if rule.instead_of:
        parts.append(f"instead of {', '.join(rule.instead_of)}, from a recorded decision on")
    if rule.lasts:
        parts.append(
            f"for {in_words(rule.lasts.number, rule.lasts.unit)} after {_ANCHORS[rule.lasts.anchor]}"
        )
    parts += [f"at least {rule.minimum_minutes} minutes"] if rule.minimum_minutes else []
    if rule.oversight:
        once = ", once the case has ended" if rule.opened_by == "case_ended" else ""
        parts.append(f"management oversight at {rule.oversight.replace('_', '-')}{once}")
    parts += ["not where it was discussed in supervision"] if rule.unless_discussed else []
    parts += ["assumed agreed once the time has passed"] if rule.assumed_agreed else []
    parts += [f"gives {_ANCHORS[rule.gives]}"] if rule.gives else []
    return "; ".join(parts)


def step_words(step: AnyStep) -> str:
    """One step of a ladder: "2 working days before, who owes it"."""
    comma = " for" if isinstance(step, Digest) else ","
    return f"{moment(step)}{comma} {hearers(step)}"


def hearers(step: AnyStep) -> str:
    """Whom a step tells, by their part in the duty: "who owes it and the line manager"."""
    return " and ".join(HEARERS[one] for one in step.to)


def moment(step: AnyStep) -> str:
    """When a step comes: "2 working days before"."""
    match step:
        case Opened():
            return "at once"
        case Before():
            return f"{_length(step)} before"
        case Digest():
            return f"{in_words(step.working_days, 'working_days')} before, an overview"
        case Halfway():
            return "half-way"
        case OnDue():
            return "on the day"
        case LateBy(summary=True):
            return f"each Monday from {in_words(step.working_days, 'working_days')} late"
        case LateBy():
            return f"once when {in_words(step.working_days, 'working_days')} late"
        case Repeat():
            since = "after opening" if step.after == "opened" else "after that day"
            return f"every {_length(step)} {since}".replace("every 1 week", "each week")


def _every(clock: Every, start: str) -> str:
    if clock.number_from is not None:
        most = f", up to {in_words(clock.at_most, clock.unit)}" if clock.at_most else ""
        return f"{_INTERVALS[clock.number_from]}{most}, counted from {_anchor(clock.anchor, start)}"
    return f"{in_words(clock.number or 0, clock.unit)} after {_anchor(clock.anchor, start)}"


def _anchor(name: str, start: str) -> str:
    return start if name == "start" else _ANCHORS[name]


def _length(step: Before | Repeat) -> str:
    if step.weeks:
        return in_words(step.weeks, "weeks")
    return in_words(step.working_days or 0, "working_days")
