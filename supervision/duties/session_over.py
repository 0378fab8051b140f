"""Once a session's time is over its supervisor is asked whether it was held: everything that follows hangs on it. They are
asked again after 2 working days, and weekly from then on, until it is held, moved or cancelled.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count

from storage.queries.bulk import SessionRow
from supervision import notices
from supervision.duties.facts import SuperviseeFacts
from supervision.policy import instant
from supervision.work import Work

KIND = "session-over"
AGAIN_AFTER_WORKING_DAYS = 2
WEEK = timedelta(weeks=1)
AHEAD = timedelta(weeks=2)
"""How far ahead it is put into the outbox: each night's reconcile puts there what comes that near."""


def ask_whether_held(work: Work, facts: SuperviseeFacts) -> None:
    """Have the question leave when each planned session is over; one that is moved is asked about at its new time."""
    for session in facts.sessions:
        if session.status != "planned" or session.starts_at > facts.now + AHEAD:
            continue
        acting = facts.acting[session.supervisor_id]
        about = ("session", session.id, session.version)
        for stage, at in _stages(facts, session):
            notices.put(work, facts.policy, acting, KIND, about, stage=stage, at=at)


def _stages(facts: SuperviseeFacts, session: SessionRow) -> Iterator[tuple[str, datetime]]:
    """When it is asked: the first time, and what is still to come of the others; none of those that were missed."""
    over = session.starts_at + timedelta(minutes=session.minutes)
    yield "over", over
    if facts.now < over:
        return
    day = facts.policy.calendar.add_working_days(facts.local_day(over), AGAIN_AFTER_WORKING_DAYS)
    for number in count(max(0, (facts.today - day) // WEEK)):
        at = instant(day + number * WEEK, facts.policy)
        if at > facts.now + AHEAD:
            return
        if at > facts.now:
            yield f"again-{number + 1}", at
