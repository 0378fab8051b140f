"""When a session with 10-minute updates begins, both have the way in before them (clause ten-minutes)."""

from supervision import notices
from supervision.duties.facts import SuperviseeFacts
from supervision.work import Work

KIND = "update-ready"


def offer_update(work: Work, facts: SuperviseeFacts) -> None:
    """Have it leave when each planned session begins whose two have updates on; one that is moved, at its new time."""
    for session in facts.sessions:
        if session.status != "planned" or session.kind == "personal" or session.starts_at < work.now:
            continue
        if session.supervisor_id not in facts.updates_with:
            continue
        acting = facts.acting[session.supervisor_id] or session.supervisor_id
        for person_id in (facts.person.id, acting):
            about = ("session", session.id, session.version)
            notices.put_at_once(work, person_id, KIND, about, "begins", session.starts_at)
