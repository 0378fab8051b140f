"""What each word of events.csv needs, and whether a rule is one that such an event can answer or open."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from bot.directory.cells import Cells
from bot.directory.entry import Entry
from storage.tables import Case, Person, SupervisionSession
from supervision.duties.answering import said_to_be_done
from supervision.policy import Policy, Rule
from supervision.policy.vocabulary import OpenedBy

Need = Literal["needed", "allowed", "empty"]


@dataclass(frozen=True, slots=True)
class Shape:
    """Which cells a row with this word needs, may have, or leaves empty; and what opens the rules it may name."""

    rule: Need
    person: Need
    case: Need
    party: Need = "empty"
    session: Need = "empty"
    opens: OpenedBy | None = None


_ABOUT_PERSON = Shape(rule="empty", person="needed", case="empty")
SHAPES: Mapping[str, Shape] = {
    # Whether a person, a case or a session is needed depends on the rule.
    "done": Shape("needed", "allowed", "allowed", party="allowed", session="allowed"),
    "event": Shape(rule="needed", person="needed", case="empty", opens="event_recorded"),
    "drawn": Shape(rule="needed", person="needed", case="needed", opens="last_audit"),
    "circumstances_changed": _ABOUT_PERSON,
    "relationship_started": _ABOUT_PERSON,
    "shift_worked": _ABOUT_PERSON,
    "oversight": Shape(rule="empty", person="allowed", case="needed", party="allowed"),
}
_POINTS = ("allocation", "between", "sign_off")
_ABOUT_CASES = ("case_allocated", "case_supervised", "plan_reviewed")


def check_shape(cells: Cells, what: str) -> None:
    """Note cells that are empty and needed, or filled and out of place."""
    shape = SHAPES.get(what)
    if shape is None:
        return
    for column in ("rule", "person", "case", "session", "party"):
        need: Need = getattr(shape, column)
        if need == "needed":
            cells.text(column, required=True)
        elif need == "empty":
            cells.empty(f"{what} has no {column}.", column)
    if what == "oversight":
        cells.choice("party", _POINTS, required=False)
    if what == "done" and not cells.text("person") and not cells.text("case"):
        cells.fault("person", "is empty, and so is case. Name whom or what it was about.")


def check_done(
    entry: Entry,
    policy: Policy,
    person: Person | None,
    case: Case | None,
    session: SupervisionSession | None,
) -> None:
    """Note what keeps this rule from having been done: for this person, case or session, by this party."""
    rule = _rule(entry, policy)
    if rule is None:
        return
    if not said_to_be_done(rule):
        problem = (
            "is answered by sessions, their records, bookings, absences and oversight. Import those instead."
        )
        entry.cells.fault("rule", problem)
        return
    about_a_case = rule.opened_by in _ABOUT_CASES
    about_a_session = rule.opened_by == "case_session_cancelled"
    given = {"person": person, "case": case, "session": session}
    needed = {"case"} if about_a_case else {"person", "session"} if about_a_session else {"person"}
    allowed = needed | ({"person"} if about_a_case else {"case"} if rule.opened_by == "last_audit" else set())
    for column, found in given.items():
        if found is None and column in needed:
            entry.cells.fault(column, "is empty, and this rule needs it. Fill it in.")
        elif found is not None and column not in allowed:
            entry.cells.fault(column, "has nothing to do with this rule. Empty it.")
    if session is not None and person is not None and session.supervisee_id != person.id:
        entry.cells.fault("session", "is not one of theirs. Correct one of them.")
    if about_a_case and case is not None and not rule.is_for_types(case.types):
        entry.cells.fault("rule", "is not for a case of these types. Correct one of them.")
    _check_role(entry, rule, person)
    party = entry.values["party"]
    if party and party not in rule.owners:
        words = ", ".join(rule.owners)
        entry.cells.fault(
            "party", f"does not owe this rule. Write one of: {words}; or leave it empty for all."
        )


def check_opening(entry: Entry, policy: Policy, person: Person | None) -> None:
    """Note what keeps this event from being one that the rule it names waits for."""
    rule, wanted = _rule(entry, policy), SHAPES[entry.values["what"]].opens
    if rule is None:
        return
    if rule.opened_by != wanted:
        rules = ", ".join(one.id for one in policy.rules.values() if one.opened_by == wanted) or "none"
        entry.cells.fault("rule", f"is not one that {entry.values['what']} goes with. Those are: {rules}.")
    _check_role(entry, rule, person)


def _rule(entry: Entry, policy: Policy) -> Rule | None:
    rule = policy.rules.get(entry.values["rule"])
    if rule is None:
        problem = f"is not in the policy of {policy.name}. Write an id that stands on the page of rules."
        entry.cells.fault("rule", problem)
    return rule


def _check_role(entry: Entry, rule: Rule, person: Person | None) -> None:
    if person is not None and not rule.applies_to(person.role):
        entry.cells.fault("rule", f"is not for their role. It is for: {', '.join(rule.roles)}.")
