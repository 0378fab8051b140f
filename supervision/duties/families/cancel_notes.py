"""Clause cancel-note: a cancelled session is explained on the file of each child who was on its agenda."""

from collections.abc import Iterator
from datetime import date

from storage.queries.bulk import SessionRow
from storage.queries.ledger import DutyRow
from supervision.duties.expected import Expected
from supervision.duties.facts import SuperviseeFacts
from supervision.duties.known_dates import in_force, owner_of
from supervision.policy import Rule


def expected(facts: SuperviseeFacts) -> Iterator[Expected]:
    """One duty for each cancelled session with cases on its agenda, until it is said to be noted on their files.

    One that was cancelled before the supervisee was known here was noted, or was not, where nobody can tell.
    """
    rules = facts.policy.rules_opened_by("case_session_cancelled")
    if not rules or facts.left:
        return
    noted = _noted(facts)
    for session in facts.sessions:
        on = session.cancelled_on
        if session.status != "cancelled" or on is None or on < facts.person.known_from:
            continue
        for rule in rules if facts.agendas.get(session.id) else ():
            if in_force(facts, rule, on) and rule.applies_to(kind=session.kind):
                for party in rule.owners:
                    if not {(rule.id, session.id, party), (rule.id, session.id, "")} & noted:
                        yield _duty(facts, session, on, rule, party)


def ended(facts: SuperviseeFacts, row: DutyRow) -> tuple[str, str]:
    """What became of a duty to note a cancellation that is owed no longer: its status and the reason."""
    answers = {(row.rule, row.subject_id, row.party), (row.rule, row.subject_id, "")}
    return ("met", "noted") if answers & _noted(facts) else ("withdrawn", "no-longer-owed")


def _noted(facts: SuperviseeFacts) -> set[tuple[str, str | None, str]]:
    """What was said to be done about a session, under which rule and by whom; empty where nobody is named."""
    return {
        (one.rule, one.session_id, one.party) for one in facts.events if one.what == "done" and one.session_id
    }


def _duty(facts: SuperviseeFacts, session: SessionRow, on: date, rule: Rule, party: str) -> Expected:
    return Expected(
        rule=rule.id,
        subject_kind="session",
        subject_id=session.id,
        party=party,
        owner_id=owner_of(facts, party) or (session.supervisor_id if party == "supervisor" else None),
        owed_to_id=facts.acting_id if party == "supervisee" else facts.person.id,
        opened_by=f"cancelled:{session.id}",
        opened_on=on,
        inputs={"start": on},
        said_in="both",
    )
