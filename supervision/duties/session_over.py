"""Once a session's time is over its supervisor is asked whether it was held: everything that follows hangs on it."""

from datetime import timedelta

from supervision import notices
from supervision.duties.facts import SuperviseeFacts
from supervision.work import Work

KIND = "session-over"


def ask_whether_held(work: Work, facts: SuperviseeFacts) -> None:
    """Have the question leave when each planned session is over; one that is moved is asked about at its new time."""
    for session in facts.sessions:
        if session.status != "planned":
            continue
        acting = facts.acting[session.supervisor_id]
        over = session.starts_at + timedelta(minutes=session.minutes)
        about = ("session", session.id, session.version)
        notices.put(work, facts.policy, acting, KIND, about, stage="over", at=over)
