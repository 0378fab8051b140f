"""absences.csv: who is away from when until when. Why is not kept."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta

from bot.directory.cells import Cells
from bot.directory.entry import Applied, Entry, RowChange, overwrite
from bot.directory.kind import Kind, Step
from storage.ids import new_id
from storage.queries import imports
from storage.queries import people as people_query
from storage.tables import Absence
from supervision import duties, notices
from supervision.policy import Policy
from supervision.work import Work

_COLUMN_OF = {"from_on": "from", "person_id": "person"}


class Absences(Kind[Entry]):
    """One row an absence, known by the person and the first day away."""

    name = "absences"
    columns = ("person", "from", "expected_back", "returned_on", "planned")

    def read(self, cells: Cells, digest: str, policies: Mapping[str, Policy]) -> Entry:
        """A person, days in order, and whether it was planned."""
        person_id, from_on = cells.identifier("person", required=True), cells.day("from", required=True)
        back = {column: cells.day(column) for column in ("expected_back", "returned_on")}
        for column, day in back.items():
            if from_on and day and day <= from_on:
                cells.fault(
                    column, "must lie after the first day away: it is the first day back. Correct one."
                )
        values = {
            "person_id": person_id,
            "from_on": from_on,
            **back,
            "planned": cells.choice("planned", ("yes", "no")) == "yes",
            "state": "entered",
        }
        return Entry(cells, f"{from_on} {person_id}", digest, values)

    def check(self, work: Work, entries: Sequence[Entry], listed: Collection[str]) -> None:
        """People exist, and nobody is away twice at the same time.

        An absence without a first day back reaches until today: whoever is ill may have leave planned for later.
        """
        people = {one.id: one for one in people_query.everyone(work.uow)}
        stored = imports.all_absences_of(work.uow, (entry.values["person_id"] for entry in entries))
        spans: dict[str, dict[date, date | None]] = {}
        for absence in stored:
            if absence.state == "entered":
                spans.setdefault(absence.person_id, {})[absence.from_on] = absence.returned_on
        for entry in entries:
            values = entry.values
            spans.setdefault(values["person_id"], {})[values["from_on"]] = values["returned_on"]
        for entry in entries:
            person = people.get(entry.values["person_id"])
            if person is None:
                entry.cells.fault("person", "is not in the store. Import people first, or correct the id.")
            elif _overlaps(entry.values["from_on"], spans[person.id], work.today(person)):
                problem = "overlaps another absence of theirs, here or in the store. Give that one its first day back."
                entry.cells.fault("from", problem)

    def write(self, work: Work, entries: Sequence[Entry], step: Step) -> Applied:
        """The absence; whoever has come back by it hears what waited, and cover for them ends."""
        applied, session = Applied(), work.uow.session
        people = (entry.values["person_id"] for entry in entries)
        stored = {(one.person_id, one.from_on): one for one in imports.all_absences_of(work.uow, people)}
        returned = []
        for entry in entries:
            absence = stored.get((entry.values["person_id"], entry.values["from_on"]))
            if absence is None:
                session.add(Absence(id=new_id(work.now), **entry.values))
                applied.changes.append(RowChange(entry.line, entry.key, "new"))
            else:
                if absence.returned_on is None and entry.values["returned_on"] is not None:
                    returned.append(absence)
                differing = overwrite(absence, entry.values)
                absence.version += 1 if differing else 0
                columns = tuple(_COLUMN_OF.get(name, name) for name in differing)
                applied.changes.append(RowChange(entry.line, entry.key, "changed", columns))
            step()
        session.flush()
        for absence in returned:
            _come_back(work, absence)
        for entry in entries:
            applied.touch(*duties.concerned_by_absence(work, entry.values["person_id"]))
        return applied


def _overlaps(from_on: date, spans: Mapping[date, date | None], today: date) -> bool:
    ends = {first: back or max(today, first) + timedelta(days=1) for first, back in spans.items()}
    return any(first != from_on and first < ends[from_on] and from_on < back for first, back in ends.items())


def _come_back(work: Work, absence: Absence) -> None:
    """What supervision.absences.back does for whoever says it in the chat."""
    person = people_query.person(work.uow, absence.person_id)
    if person is None:
        return
    for cover in people_query.covers_of(work.uow, person.id):
        if cover.absence_id == absence.id and cover.ended_on is None:
            cover.ended_on = absence.returned_on
            cover.version += 1
            supervised = (
                one.id for one in people_query.supervised_by(work.uow, person.id, work.today(person))
            )
            for recipient in sorted({cover.covering_id, *supervised}):
                subject = ("cover", cover.id, cover.version)
                notices.put(work, work.policy(person), recipient, "cover-ended", subject)
    duties.catch_up(work, person, absence)
