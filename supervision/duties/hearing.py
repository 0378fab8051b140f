"""Who is told of a duty, and when: its ladder with its days, and the people who stand there today."""

from dataclasses import dataclass
from datetime import date

from storage.queries import ledger as rows
from storage.queries import people as people_query
from supervision.duties.families import FAMILIES
from supervision.duties.gathering import gather
from supervision.duties.reading import entry_for
from supervision.duties.telling import recipient_of
from supervision.duties.versions import rule_of
from supervision.known import Known
from supervision.policy import tellings
from supervision.policy.wording import moment
from supervision.work import Work


@dataclass(frozen=True, slots=True)
class Told:
    """One step of a duty's ladder: when it comes in words ("5 working days before"), the first days on which it does
    and whether more follow, and who hears it; None is the operator, who is told where nobody stands.
    """

    moment: str
    on: tuple[date, ...]
    more: bool
    person_ids: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Hearing:
    """The ladder of a duty. `silent` says that nobody is told of it for now: it is paused, or being served already."""

    told: tuple[Told, ...]
    silent: bool


def who_is_told(work: Work, duty_id: str) -> Hearing:
    """The steps of a duty's ladder that somebody hears, in order of date. Raises Refused."""
    duty = entry_for(work, duty_id).duty
    rule, person = rule_of(work, duty), people_query.person(work.uow, duty.supervisee_id)
    if person is None or rule.id not in work.policy(person).rules:
        return Hearing((), silent=True)
    written, known = rows.live_of(work.uow, [person.id]), Known(work.uow)
    (facts,) = gather(work, known, [person], written)
    row = next((one for one in written[person.id] if one.id == duty.id), None)
    owed = {one.key: one for family in FAMILIES for one in family.expected(facts)}
    if row is None or row.key not in owed:
        return Hearing((), silent=True)
    expected, found = owed[row.key], []
    for one in tellings(rule, row.opened_on, row.due_on, facts.policy.calendar):
        parts = [part for part in one.step.to if part in expected.hears]
        if parts:
            people = dict.fromkeys(recipient_of(known, facts, row, part) for part in parts)
            found.append(Told(moment(one.step), one.on, one.more, tuple(people)))
    return Hearing(tuple(found), silent=expected.silent or row.status == "paused")
