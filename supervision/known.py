"""People, absences and cover as one unit of work looks them up: each once, and many at a time where it is known who."""

from collections.abc import Iterable
from datetime import date

from storage.queries import bulk
from storage.queries import people as query
from storage.tables import Absence, Cover, Person
from storage.unit import UnitOfWork


class Known:
    """What has been looked up so far. It is good for as long as nobody changes any of it.

    Of those it was told to learn of, `asking` are who has asked for supervision before the next session, `updating` who uses
    10-minute updates as a supervisee.
    """

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow
        self._people: dict[str, Person | None] = {}
        self._absences: dict[str, list[Absence]] = {}
        self._covers: dict[str, list[Cover]] = {}
        self.asking: set[str] = set()
        self.updating: set[str] = set()

    def person(self, person_id: str | None) -> Person | None:
        """One person, or None."""
        if person_id is None:
            return None
        if person_id not in self._people:
            self._people[person_id] = query.person(self._uow, person_id)
        return self._people[person_id]

    def absences(self, person_id: str | None) -> list[Absence]:
        """All absences of a person that stand, oldest first."""
        if person_id is None:
            return []
        if person_id not in self._absences:
            self._absences[person_id] = query.absences_of(self._uow, person_id)
        return self._absences[person_id]

    def absence_on(self, person_id: str | None, day: date) -> Absence | None:
        """The absence that has this person away on this day, the latest begun; or None."""
        for one in reversed(self.absences(person_id)):
            if one.from_on <= day and (one.returned_on is None or one.returned_on > day):
                return one
        return None

    def covers(self, absent_id: str) -> list[Cover]:
        """All cover arranged for a person that stands, oldest first."""
        if absent_id not in self._covers:
            self._covers[absent_id] = query.covers_of(self._uow, absent_id)
        return self._covers[absent_id]

    def learn(self, person_ids: Iterable[str | None]) -> None:
        """Look these people up, all who stand above them, who covers for any of them, and when all those are away: a
        statement each, however many people.
        """
        asked = {one for one in person_ids if one is not None} - self._covers.keys()
        if not asked:
            return
        line = bulk.lines_of(self._uow, asked)
        everyone = asked | {one.id for one in line.people}
        self._covers |= {one: [] for one in everyone}
        self._absences |= {one: [] for one in everyone}
        self._people |= dict.fromkeys(everyone)
        self._people |= {one.id: one for one in line.people}
        self.asking |= line.asking
        self.updating |= line.updating
        covering = set()
        # Cover that is for no absence is nobody's.
        for cover in bulk.covers_of(self._uow, line.absent) if line.absent else ():
            self._covers[cover.absent_id].append(cover)
            covering.add(cover.covering_id)
        for absence in bulk.absences_of(self._uow, line.absent) if line.absent else ():
            self._absences[absence.person_id].append(absence)
        self.learn(covering)
