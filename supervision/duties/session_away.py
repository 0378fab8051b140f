"""A session that stays planned with a supervisor who is away, and whom nobody covers: on the working day before, its
supervisee and whoever can arrange cover are told, once. Moving it, or cover, is theirs to decide.
"""

from datetime import date

from supervision import notices
from supervision.duties.facts import SuperviseeFacts
from supervision.policy import instant
from supervision.work import Work

KIND = "session-without-supervisor"


def warn_of_absent_supervisor(work: Work, facts: SuperviseeFacts) -> None:
    """Have it leave for each session ahead whose supervisor, as far as is known, will be away on its day."""
    for session in facts.sessions:
        if session.status != "planned" or session.starts_at <= facts.now:
            continue
        day = facts.local_day(session.starts_at)
        uncovered = facts.acting[session.supervisor_id] == session.supervisor_id
        if uncovered and _is_away(facts, session.supervisor_id, day):
            before = instant(facts.policy.calendar.add_working_days(day, -1), facts.policy)
            for person_id in (facts.person.id, facts.manager_id):
                # Once for each day that it is planned on, whatever else about it changes.
                about = ("session", session.id, 1)
                notices.put(work, facts.policy, person_id, KIND, about, stage=day.isoformat(), at=before)


def _is_away(facts: SuperviseeFacts, person_id: str, day: date) -> bool:
    return any(
        one.from_on <= day and (one.returned_on is None or one.returned_on > day)
        for one in facts.absences_of(person_id)
    )
