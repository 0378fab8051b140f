"""Which cases are being served: they stand on the agenda of a session that is planned."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

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


def served(facts: SuperviseeFacts) -> Served:
    """A session counts until it was held or cancelled, an agenda until its day is over."""
    planned: list[date] = []
    days: dict[str, date] = {}
    for session in facts.sessions:
        if session.status == "planned" and session.kind != "personal":
            day = facts.local_day(session.starts_at)
            planned.append(day)
            if day >= facts.today:
                for case_id in facts.agendas.get(session.id, ()):
                    days.setdefault(case_id, day)
    return Served(tuple(planned), days)
