"""cases.csv: what a case is, who works it, and what bears on how often it is discussed. No child's name."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.directory.cells import Cells
from bot.directory.entry import Applied, Entry, RowChange, overwrite
from bot.directory.facts import MOST_MONTHS, parse_facts
from bot.directory.kind import Kind, Step
from storage.ids import new_id
from storage.queries import imports
from storage.queries import people as people_query
from storage.tables import Case, CaseWorker, Person
from supervision import events
from supervision.policy import Policy
from supervision.work import Work

_DECISION = frozenset({"interval_months", "decided_by", "decided_on"})


@dataclass(slots=True)
class CaseEntry(Entry):
    """A row of cases.csv."""

    reference: str
    workers: tuple[str, ...]
    facts: tuple[str, ...]
    authority: str = field(default="")


class Cases(Kind[CaseEntry]):
    """One row a case. It belongs to the authority its workers work for."""

    name = "cases"
    columns = (
        "reference",
        "types",
        "workers",
        "allocated_on",
        "closed_on",
        "last_supervised_on",
        "plan_review_months",
        "facts",
    )

    def read(self, cells: Cells, digest: str, policies: Mapping[str, Policy]) -> CaseEntry:
        """A reference, and dates in order; types and facts are known once the authority is."""
        reference = cells.text("reference", required=True)
        if ";" in reference:
            cells.fault("reference", "must not hold a semicolon: it separates the references of an agenda.")
        cells.in_order("allocated_on", "closed_on")
        values = {
            "types": list(cells.several("types", required=True)),
            "allocated_on": cells.day("allocated_on"),
            "closed_on": cells.day("closed_on"),
            "last_supervised_on": cells.day("last_supervised_on"),
            "plan_review_months": cells.number("plan_review_months", MOST_MONTHS),
        }
        workers = cells.several("workers", required=True)
        return CaseEntry(cells, "", digest, values, reference, workers, cells.several("facts"))

    def check(self, work: Work, entries: Sequence[CaseEntry], listed: Collection[str]) -> None:
        """Workers exist and work for one authority, whose policy knows the types and their facts."""
        people = {one.id: one for one in people_query.everyone(work.uow)}
        for entry in entries:
            workers = [people.get(one) for one in entry.workers]
            known = [one for one in workers if one is not None]
            if len(known) < len(workers):
                entry.cells.fault(
                    "workers", "names somebody who is not in the store. Import people first, or correct it."
                )
            elif len({one.authority for one in known}) > 1:
                entry.cells.fault(
                    "workers", "work for different authorities. Split the case, one for each authority."
                )
            elif known:
                entry.authority = known[0].authority
                entry.key = f"{entry.authority} {entry.reference}"
                entry.cells.has_happened(_today(work, entry.authority), "last_supervised_on")
                self._check_types(entry, work.policies[entry.authority], people)

    def _check_types(self, entry: CaseEntry, policy: Policy, people: Mapping[str, Person]) -> None:
        types = [policy.case_types.get(one) for one in entry.values["types"]]
        known = [one for one in types if one is not None]
        if len(known) < len(types):
            words = ", ".join(sorted(policy.case_types))
            entry.cells.fault(
                "types", f"are not all known to the policy of {policy.name}. Write some of: {words}."
            )
            return
        declared = {key: kind for one in known for key, kind in one.facts.items()}
        entry.values["facts"], problems = parse_facts(entry.facts, declared, people)
        for problem in problems:
            entry.cells.fault("facts", problem)

    def write(self, work: Work, entries: Sequence[CaseEntry], step: Step) -> Applied:
        """The case, then its workers. A case that is not in the file any more stays; so does the day it first came."""
        applied, session = Applied(), work.uow.session
        stored = imports.cases_called(work.uow, (entry.reference for entry in entries))
        workers = imports.workers_of(work.uow, (case.id for case in stored.values()))
        people = {one.id: one for one in people_query.everyone(work.uow)}
        written: list[tuple[CaseEntry, Case]] = []
        for entry in entries:
            case = stored.get((entry.authority, entry.reference))
            if case is None:
                session.add(case := _new_case(work, entry))
                applied.changes.append(RowChange(entry.line, entry.reference, "new"))
            else:
                if not _DECISION & entry.values["facts"].keys():
                    # What was decided for the case in the chat stays until the file says otherwise.
                    decided = {name: given for name, given in case.facts.items() if name in _DECISION}
                    entry.values["facts"] = {**entry.values["facts"], **decided}
                types = list(case.types)
                differing = overwrite(case, entry.values)
                self._note_ended(work, case, [one for one in types if one not in case.types])
                case.version += bool(differing)
                if {one.person_id for one in workers.get(case.id, ())} != set(entry.workers):
                    differing.append("workers")
                applied.changes.append(RowChange(entry.line, entry.reference, "changed", tuple(differing)))
            written.append((entry, case))
            step()
        session.flush()
        for entry, case in written:
            self._write_workers(work, case, entry.workers, workers.get(case.id, []), applied, people)
        session.flush()
        return applied

    def _note_ended(self, work: Work, case: Case, types: Sequence[str]) -> None:
        """A case that is no longer one of these types: where a rule turns on the end of one, that is an event."""
        rules = work.policies[case.authority].rules_opened_by("case_ended")
        turning = frozenset(one for rule in rules for one in rule.case_types)
        for one in types:
            if one in turning:
                today = _today(work, case.authority)
                events.note(work, "type_ended", today, case_id=case.id, party=one)

    def _write_workers(
        self,
        work: Work,
        case: Case,
        wanted: Sequence[str],
        rows: Sequence[CaseWorker],
        applied: Applied,
        people: Mapping[str, Person],
    ) -> None:
        there = {row.person_id: row for row in rows}
        for person_id, row in there.items():
            if person_id not in wanted:
                work.uow.session.delete(row)
        for person_id in wanted:
            if person_id not in there:
                known_from = _today(work, case.authority)
                row = CaseWorker(case_id=case.id, person_id=person_id, known_from=known_from)
                work.uow.session.add(row)
        theirs = [people[one] for one in sorted({*there, *wanted})]
        # A case may be drawn for an audit of whoever supervises its workers.
        applied.touch(*theirs, *(people.get(one.supervisor_id or "") for one in theirs))


def _new_case(work: Work, entry: CaseEntry) -> Case:
    return Case(
        id=new_id(work.now),
        reference=entry.reference,
        authority=entry.authority,
        known_from=_today(work, entry.authority),
        **entry.values,
    )


def _today(work: Work, authority: str) -> date:
    return work.now.astimezone(work.policies[authority].timezone).date()
