"""events.csv: dated events that rules are opened, answered or moved by, beside sessions, records and absences."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bot.directory.cells import Cells
from bot.directory.entry import Applied, Entry, RowChange, overwrite
from bot.directory.event_shapes import SHAPES, check_done, check_opening, check_shape
from bot.directory.kind import Kind, Step
from storage.queries import imports
from storage.queries import people as people_query
from storage.tables import Case, Event, Person
from supervision.policy import Policy
from supervision.work import IMPORTER, Work

_COLUMN_OF = {
    "person_id": "person",
    "case_id": "case",
    "session_id": "session",
    "happened_on": "on",
    "state": "withdrawn",
}
_AMBIGUOUS = "is a case of two authorities. Name the person it was about as well."


@dataclass(slots=True)
class EventEntry(Entry):
    """A row of events.csv."""

    reference: str


class Events(Kind[EventEntry]):
    """One row an event. It belongs to the authority of its person, or of its case where it names none."""

    name = "events"
    columns = ("id", "what", "rule", "person", "case", "session", "on", "party", "withdrawn")

    def read(self, cells: Cells, digest: str, policies: Mapping[str, Policy]) -> EventEntry:
        """A known word, the cells that it needs and no others, and a day."""
        what = cells.choice("what", tuple(SHAPES))
        check_shape(cells, what)
        values = {
            "what": what,
            "rule": cells.text("rule"),
            "person_id": cells.identifier("person") or None,
            "session_id": cells.identifier("session") or None,
            "happened_on": cells.day("on", required=True),
            "party": cells.text("party"),
            "state": "withdrawn" if cells.choice("withdrawn", ("yes",), required=False) else "recorded",
        }
        key, reference = cells.identifier("id", required=True), cells.text("case")
        return EventEntry(cells, key, digest, values, reference)

    def check(self, work: Work, entries: Sequence[EventEntry], listed: Collection[str]) -> None:
        """The id is the council's own, people and cases exist, the day has come, and the rule is one of their policy's that
        this can answer or open.

        A row that is as last imported is not checked again: policies, roles and authorities change, and it stays as it is.
        """
        people = {one.id: one for one in people_query.everyone(work.uow)}
        cases = imports.cases_called(work.uow, (one.reference for one in entries if one.reference))
        sessions = imports.sessions_called(
            work.uow, (one for entry in entries if (one := entry.values["session_id"]))
        )
        known = imports.digests(work.uow, self.name)
        new = [one for one in entries if known.get(one.key) != one.digest]
        stored = imports.events_called(work.uow, (entry.key for entry in new))
        for entry in new:
            values = entry.values
            if entry.key in stored and stored[entry.key].recorded_by != IMPORTER:
                # What somebody said or signed here stays as they did.
                entry.cells.fault("id", "is that of an event noted here. Give this one another id.")
            person = people.get(values["person_id"] or "")
            session = sessions.get(values["session_id"] or "")
            for column, file, found in (("person", "people", person), ("session", "sessions", session)):
                if values[f"{column}_id"] and found is None:
                    entry.cells.fault(column, f"is not in the store. Import {file} first, or correct the id.")
            case = None if entry.cells.faulty else _case_of(entry, person, cases, work.policies)
            values["case_id"] = case.id if case else None
            if entry.cells.faulty:
                continue
            policy = work.policies[person.authority if person else case.authority if case else ""]
            entry.cells.has_happened(work.now.astimezone(policy.timezone).date(), "on")
            if values["what"] == "done":
                check_done(entry, policy, person, case, session)
            elif values["rule"]:
                check_opening(entry, policy, person)

    def write(self, work: Work, entries: Sequence[EventEntry], step: Step) -> Applied:
        """The event, in place of what the store has under its id."""
        applied, session = Applied(), work.uow.session
        stored = imports.events_called(work.uow, (entry.key for entry in entries))
        people = {one.id: one for one in people_query.everyone(work.uow)}
        about: set[str] = set()
        for entry in entries:
            row = stored.get(entry.key)
            if row is None:
                row = Event(id=entry.key, recorded_by=IMPORTER, **entry.values)
                session.add(row)
                applied.changes.append(RowChange(entry.line, entry.key, "new"))
            else:
                applied.touch(people.get(row.person_id or ""))
                about.add(row.case_id or "")
                differing = overwrite(row, entry.values)
                row.version += 1 if differing else 0
                columns = tuple(_COLUMN_OF.get(name, name) for name in differing)
                applied.changes.append(RowChange(entry.line, entry.key, "changed", columns))
            applied.touch(people.get(row.person_id or ""))
            about.add(row.case_id or "")
            step()
        session.flush()
        for workers in imports.workers_of(work.uow, sorted(about - {""})).values():
            applied.touch(*(people[one.person_id] for one in workers))
        return applied


def _case_of(
    entry: EventEntry,
    person: Person | None,
    cases: Mapping[tuple[str, str], Case],
    authorities: Collection[str],
) -> Case | None:
    """The case a row names: of its person's authority, or of the only one that has it."""
    if not entry.reference:
        return None
    wanted = [person.authority] if person else list(authorities)
    found = [cases[one, entry.reference] for one in wanted if (one, entry.reference) in cases]
    if not found:
        entry.cells.fault("case", "is not in the store. Import cases first, or correct it.")
    elif len(found) > 1:
        entry.cells.fault("case", _AMBIGUOUS)
    else:
        return found[0]
    return None
