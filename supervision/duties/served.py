"""Which cases are being served: they stand on the agenda of a session that is planned."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from supervision.duties.facts import SuperviseeFacts


@dataclass(frozen=True, slots=True)
class Served:
    """The days of the planned sessions that have cases, soonest first, and for each case on an agenda the soonest from
    today on.
    """

    planned: tuple[date, ...]
    days: Mapping[str, date]

    def next_session(self, discussed: date | None) -> date | None:
        """The day of the first planned session after the day a case was last discussed."""
        return next((day for day in self.planned if discussed is None or day > discussed), None)

    def by(self, case_id: str, due: date | None) -> bool:
        """Whether a case is on the agenda of a session planned by a day, or at all where there is none."""
        day = self.days.get(case_id)
        return day is not None and (due is None or day <= due)


@dataclass(slots=True)
class Answers:
    """What was asked of the agendas about one case, and what the answers were: while they stay, so does what follows."""

    case_id: str
    _by: list[tuple[date | None, bool]] = field(default_factory=list)
    _after: list[tuple[date | None, date | None]] = field(default_factory=list)

    def by(self, about: Served, due: date | None) -> bool:
        """Ask whether the case is on the agenda of a session planned by a day, or at all where there is none."""
        found = about.by(self.case_id, due)
        self._by.append((due, found))
        return found

    def next_session(self, about: Served, discussed: date | None) -> date | None:
        """Ask for the day of the first planned session after the day the case was last discussed."""
        found = about.next_session(discussed)
        self._after.append((discussed, found))
        return found

    def stay(self, about: Served) -> bool:
        """Whether these agendas have the same answers."""
        for due, was in self._by:
            if about.by(self.case_id, due) is not was:
                return False
        # Few rows of the tables count to the next session.
        return not self._after or all(about.next_session(day) == was for day, was in self._after)


class Asked(NamedTuple):
    """The agendas as they are asked about one case."""

    about: Served
    answers: Answers

    def by(self, due: date | None) -> bool:
        """As `Answers` has it."""
        return self.answers.by(self.about, due)

    def next_session(self, discussed: date | None) -> date | None:
        """As `Answers` has it."""
        return self.answers.next_session(self.about, discussed)


def served(facts: SuperviseeFacts) -> Served:
    """A session counts until it was held or cancelled, an agenda until its day is over."""
    planned: list[date] = []
    days: dict[str, date] = {}
    for session in facts.sessions:
        if session.status == "planned" and session.kind != "personal":
            day = facts.local_day(session.starts_at)
            planned.append(day)
            if day >= facts.today:
                for one in facts.cases:
                    if session.id in one.case.sessions:
                        days.setdefault(one.case.id, day)
    return Served(tuple(planned), days)
