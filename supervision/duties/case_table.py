"""A supervisee's open cases as they are shown: by when each is discussed, and why then."""

from dataclasses import dataclass
from datetime import date

from storage.queries import ledger as rows
from storage.queries.bulk import CaseRow
from storage.queries.ledger import DutyRow
from storage.tables import Person
from supervision.duties.case_clock import governing
from supervision.duties.gathering import gather
from supervision.duties.served import Answers, Asked, served
from supervision.known import Known
from supervision.policy import CaseFrequency
from supervision.work import Work

_PLANS = "plan_reviewed"


@dataclass(frozen=True, slots=True)
class Standing:
    """One open case as it stands with one of its workers.

    `discussed` is the last day it was, as its row counts it. `planned` is the day of the next session that has it on its
    agenda. `dated` is what is owed of discussing it that has a date, `undecided` what is listed for a decision, `plan`
    the review of its plan.
    """

    case: CaseRow
    frequency: CaseFrequency
    discussed: date | None
    planned: date | None
    dated: DutyRow | None
    undecided: tuple[DutyRow, ...]
    plan: DutyRow | None

    @property
    def due_on(self) -> date | None:
        """By when it is discussed."""
        return self.dated.due_on if self.dated is not None else None

    def is_due_by(self, day: date) -> bool:
        """Whether it is to be discussed by a day, and is on no agenda by the day it is due."""
        due = self.due_on
        return due is not None and due <= day and (self.planned is None or self.planned > due)


def standings(work: Work, person: Person) -> list[Standing]:
    """The open cases of a supervisee, the soonest to be discussed first, those without a date last. Ask `access` first."""
    written = rows.live_of(work.uow, [person.id])
    (facts,) = gather(work, Known(work.uow), [person], written)
    agenda = served(facts)
    about: dict[str, list[DutyRow]] = {}
    for row in written[person.id]:
        about.setdefault(row.subject_id, []).append(row)
    found = []
    for one in facts.cases:
        reading, discussed = governing(facts, one, Asked(agenda, Answers(one.case.id)))
        owed = about.get(one.case.id, [])
        plans = [row for row in owed if _opened_by(work, person, row) == _PLANS]
        others = [row for row in owed if row not in plans]
        dated = [row for row in others if row.due_on is not None or row.reason]
        found.append(
            Standing(
                case=one.case,
                frequency=reading.frequency,
                discussed=discussed,
                planned=agenda.days.get(one.case.id),
                dated=min(dated, key=_soonest, default=None),
                undecided=tuple(row for row in others if row not in dated),
                plan=min(plans, key=_soonest, default=None),
            )
        )
    return sorted(found, key=lambda one: (one.due_on or date.max, one.case.reference))


def _soonest(row: DutyRow) -> tuple[date, bool]:
    """What is due first; where several owe the same, the supervisor's."""
    return row.due_on or date.max, row.party != "supervisor"


def _opened_by(work: Work, person: Person, row: DutyRow) -> str:
    rule = work.policy(person).rules.get(row.rule)
    return rule.opened_by if rule is not None else ""
