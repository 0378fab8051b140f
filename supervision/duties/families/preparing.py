"""Clause prep: both prepare before a planned session."""

from collections.abc import Iterator

from storage.queries.bulk import SessionRow
from supervision.duties.expected import Expected
from supervision.duties.facts import SuperviseeFacts
from supervision.duties.known_dates import in_force


def expected(facts: SuperviseeFacts) -> Iterator[Expected]:
    """Two duties a session, one for each party, from its booking until it starts."""
    rule = facts.policy.rules.get("prep")
    if rule is None:
        return
    for session in facts.sessions:
        if session.kind == "personal":
            # The tool, the key dates and the documents to read are about cases.
            continue
        if session.status != "planned" and f"session:{session.id}" not in facts.openings:
            continue
        if not in_force(facts, rule, facts.local_day(session.starts_at)):
            continue
        acting = facts.acting[session.supervisor_id]
        yield _one(facts, session, "supervisee", facts.person.id, acting)
        yield _one(facts, session, "supervisor", acting, facts.person.id)


def _one(
    facts: SuperviseeFacts, session: SessionRow, party: str, owner: str | None, owed_to: str | None
) -> Expected:
    day = facts.local_day(session.starts_at)
    prepared = session.supervisee_prepared_at if party == "supervisee" else session.supervisor_prepared_at
    if session.status == "cancelled":
        status, reason = "withdrawn", "session-cancelled"
    elif prepared is not None:
        status, reason = "met", "prepared"
    elif session.status == "held" or facts.now >= session.starts_at:
        status, reason = "lapsed", "session-started"
    else:
        status, reason = "open", ""
    return Expected(
        rule="prep",
        subject_kind="session",
        subject_id=session.id,
        party=party,
        owner_id=owner,
        owed_to_id=owed_to,
        opened_by=f"session:{session.id}",
        opened_on=session.booked_on or facts.today,
        inputs={"start": day},
        status=status,
        reason=reason,
        due_at=session.starts_at,
        wakes_at=session.starts_at,
        # The supervisor's word of it is the digest; the reminders to prepare are the supervisee's.
        hears=("owner",) if party == "supervisee" else ("supervisor",),
        said_in="both",
    )
