"""What a policy file says that is well formed and still cannot be meant: names of nothing, facts nobody can
record, two frequencies for one role."""

from collections.abc import Iterator, Mapping

from supervision.policy.bank_holidays import known_years
from supervision.policy.conditions import Condition
from supervision.policy.errors import CalendarError, Fault
from supervision.policy.model import Policy
from supervision.policy.record_rules import known_as
from supervision.policy.rules import Rule
from supervision.policy.supplied import never_told
from supervision.policy.vocabulary import ROLES

_KIND_OF = {"equals": "yes_no", "at_least": "number", "within": "date"}
_DECISION = ("decided_by", "decided_on")
_OVERSEEN = ("case_begun", "case_ended")


def faults_within(policy: Policy, file: str) -> list[Fault]:
    """Each of these faults, with what to do about it."""
    found = [*_place(policy)]
    found += _frequencies(policy)
    found += _former_ids(policy)
    for key, rule in policy.rules.items():
        wrong = (
            *_event(rule),
            *_assumed(rule),
            *_delegated(rule),
            *_overseen(rule),
            *_types(rule, policy),
            *_lengthened(rule, policy),
            *_conditions(rule, policy),
            *never_told(rule, policy),
        )
        for name, problem in wrong:
            found.append((f"rules.{key}.{name}", problem))
    return [Fault(file, key, problem) for key, problem in found]


def _place(policy: Policy) -> Iterator[tuple[str, str]]:
    place = policy.bank_holidays
    try:
        known_years(place.country, place.subdivision)
    except CalendarError as unknown:
        yield "bank_holidays", str(unknown)
    if place.kept:
        yield (
            "bank_holidays.kept",
            "is for policies that were kept. Take it out; write days off under closures.",
        )


def _frequencies(policy: Policy) -> Iterator[tuple[str, str]]:
    """Of two frequencies for one role nobody could say which governs."""
    of: dict[str, str] = {}
    for key, rule in policy.rules.items():
        if rule.opened_by == "last_session" and rule.clock.kind != "no_number":
            for role in rule.roles or ROLES:
                if role in of:
                    yield (
                        f"rules.{key}.roles",
                        f"{role} has a frequency already, {of[role]}. Name each role once.",
                    )
                    break
                of[role] = key


def _assumed(rule: Rule) -> Iterator[tuple[str, str]]:
    if rule.assumed_agreed and rule.opened_by not in ("record_tasked", "record_received"):
        yield (
            "assumed_agreed",
            "is for a record that somebody answers: opened by record_tasked or record_received.",
        )


def _delegated(rule: Rule) -> Iterator[tuple[str, str]]:
    if rule.delegates_to and known_as(rule.id) != "record-case":
        yield (
            "delegates_to",
            "is for the record of a case supervision: record-case, or a rule whose id begins so.",
        )


def _overseen(rule: Rule) -> Iterator[tuple[str, str]]:
    """What a case is begun or ended with is oversight, noted by somebody above its worker."""
    if rule.opened_by not in _OVERSEEN:
        if rule.oversight:
            yield "oversight", f"is for a rule opened by {' or '.join(_OVERSEEN)}. Take it out."
        elif rule.unless_discussed:
            yield "unless_discussed", "is for a rule that asks for oversight. Take it out."
        return
    if rule.oversight is None:
        yield (
            "oversight",
            f"is missing, and a rule opened by {rule.opened_by} asks for it. Write allocation or sign_off.",
        )
    elif (rule.opened_by, rule.oversight) == ("case_begun", "sign_off"):
        yield "oversight", 'at sign-off is asked for when the case has ended. Write opened_by = "case_ended".'
    if "supervisee" in rule.owners:
        yield (
            "owners",
            "must not have the supervisee: oversight is noted by the supervisor, or by line_manager.",
        )


def _former_ids(policy: Policy) -> Iterator[tuple[str, str]]:
    """What went by one id goes on under one rule."""
    now: dict[str, str] = {}
    for key, rule in policy.rules.items():
        for one in rule.formerly:
            if one in policy.rules:
                yield (
                    f"rules.{key}.formerly",
                    f"{one!r} is a rule of this file. Name an id that is no longer used.",
                )
            elif one in now:
                yield (
                    f"rules.{key}.formerly",
                    f"{one!r} goes on as {now[one]} already. Name it under one rule.",
                )
            now[one] = key


def _types(rule: Rule, policy: Policy) -> Iterator[tuple[str, str]]:
    known = ", ".join(sorted(policy.case_types)) or "none yet: add it under case_types"
    for name in ("case_types", "unless_case_types", "always_case_types"):
        types: tuple[str, ...] = getattr(rule, name)
        for one in types:
            if one not in policy.case_types:
                yield name, f"{one!r} is not a case type of this file. Write one of: {known}."


def _event(rule: Rule) -> Iterator[tuple[str, str]]:
    if rule.event_title and rule.opened_by != "event_recorded":
        yield "event_title", "is for a rule opened by event_recorded. Take it out."


def _lengthened(rule: Rule, policy: Policy) -> Iterator[tuple[str, str]]:
    for one in rule.instead_of:
        other = policy.rules.get(one)
        if other is None or other.opened_by != rule.opened_by:
            yield (
                "instead_of",
                f"{one!r} is not another row of this file. Write the id of the row it lengthens.",
            )
    declared = _declared(rule, policy) if rule.instead_of else {}
    missing = [fact for fact in _DECISION if fact not in declared]
    if rule.instead_of and missing:
        yield (
            "instead_of",
            f"needs a recorded decision: declare {' and '.join(missing)} as facts of its case types.",
        )


def _conditions(rule: Rule, policy: Policy) -> Iterator[tuple[str, str]]:
    declared = _declared(rule, policy) if rule.when else {}
    for number, line in enumerate(rule.when):
        for fact, condition in line.items():
            name = f"when.{number}.{fact}"
            if fact not in declared:
                yield name, "is not a fact of its case types. Declare it there, or check its spelling."
            elif (kind := _asked(condition)) and kind not in declared[fact]:
                yield name, f"asks for a {kind} and is declared as {' or '.join(sorted(declared[fact]))}."


def _asked(condition: Condition) -> str:
    return next((kind for name, kind in _KIND_OF.items() if getattr(condition, name) is not None), "")


def _declared(rule: Rule, policy: Policy) -> Mapping[str, set[str]]:
    """The facts of the types a row is for, each with the kinds it is declared as."""
    declared: dict[str, set[str]] = {}
    for key, case_type in policy.case_types.items():
        if not rule.case_types or key in rule.case_types:
            for fact, kind in case_type.facts.items():
                declared.setdefault(fact, set()).add(kind)
    return declared
