"""Management oversight that somebody owes: of which cases, and at which points."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from storage.queries import cases as cases_query
from storage.queries import duties as query
from storage.queries import oversight as oversight_query
from storage.queries.bulk import CaseRow
from storage.tables import Case, Duty, OutboxRow
from supervision.duties.versions import rule_of
from supervision.policy import Policy
from supervision.policy.vocabulary import OversightPoint
from supervision.work import Work

_COUNTED_AFTER = timedelta(seconds=30)
"""What was put into the outbox while something was leaving may not have been counted in it."""
_POINTS: tuple[OversightPoint, ...] = ("allocation", "sign_off")


@dataclass(frozen=True, slots=True)
class Owed:
    """A case of which oversight is owed, with each duty that says so."""

    case: Case
    duties: tuple[Duty, ...]


def is_of_oversight(work: Work, duty: Duty) -> bool:
    """Whether a duty is answered by noting oversight of its case."""
    return duty.subject_kind == "case" and rule_of(work, duty).oversight is not None


def owed(work: Work) -> list[Owed]:
    """The cases of which the actor owes oversight, by reference."""
    about: dict[str, list[Duty]] = {}
    for one in _owed_by(work, work.actor):
        about.setdefault(one.subject_id, []).append(one)
    cases = {one: cases_query.case_by_id(work.uow, one) for one in about}
    found = [Owed(case, tuple(about[one])) for one, case in cases.items() if case is not None]
    return sorted(found, key=lambda one: (one.case.reference, one.case.id))


def leaving_with(work: Work, duty: Duty, row: OutboxRow) -> list[Duty]:
    """The duties to note oversight that are said in one breath with one: those with the same owner of which something leaves
    now to the same person. None of them where this one was said already, with what left before it of as many as these.
    """
    if duty.owner_id is None:
        return [duty]
    # What left counted whatever was waiting then: also what did not fit into the same sending.
    since = max(row.send_after, row.created_at + _COUNTED_AFTER)
    now, sent = oversight_query.leaving(work.uow, duty.owner_id, row.recipient_id, work.now, since)
    theirs = [one for one in _owed_by(work, duty.owner_id) if one.id in now | sent | {duty.id}]
    return [] if any(one.id in sent for one in theirs) else theirs


def points(work: Work, found: Iterable[Duty]) -> list[OversightPoint]:
    """At which points these ask for it, each once, in the order in which they come."""
    asked = {rule_of(work, one).oversight for one in found}
    return [one for one in _POINTS if one in asked]


def at_its_end(
    work: Work, policy: Policy, case: CaseRow, discussed: date | None
) -> Mapping[OversightPoint, bool]:
    """At which points it would be asked for if an open case ended as it stands, never `discussed` since its allocation, and
    whether it is noted there already. Ask `access` first.
    """
    since = case.allocated_on or case.known_from
    rules = [one for one in policy.rules_opened_by("case_ended") if one.is_for_types(case.types)]
    asked = {one.oversight for one in rules if one.unless_discussed}
    if not asked or (discussed is not None and discussed >= since):
        return {}
    noted = {one.party for one in oversight_query.of_case(work.uow, case.id) if one.happened_on >= since}
    return {one: one in noted for one in _POINTS if one in asked}


def _owed_by(work: Work, person_id: str) -> list[Duty]:
    return [one for one in query.owed_by(work.uow, person_id) if is_of_oversight(work, one)]
