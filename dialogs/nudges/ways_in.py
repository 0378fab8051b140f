"""The buttons of a nudge: the way into what it asks for, why it is due, and not now."""

from collections.abc import Mapping

from dialogs.exchange.message import Button
from dialogs.exchange.reply import Press
from dialogs.wording.delegated import ways_of_owner
from dialogs.wording.owed import session_of
from dialogs.wording.record_words import CASE, PERSONAL, SEND
from storage.queries import people as people_query
from storage.queries import sessions as sessions_query
from storage.tables import Duty
from supervision.duties.answering import said_to_be_done
from supervision.duties.versions import rule_of
from supervision.policy import Rule
from supervision.policy.record_rules import known_as
from supervision.policy.vocabulary import OpenedBy
from supervision.work import Work


def always(duty: Duty, *, mine: bool) -> tuple[Button, ...]:
    """Why, for everybody; and a reminder later, for the owner."""
    why = Button("Why?", Press("why", duty.id, duty.version))
    later = Button("Remind me later", Press("snooze", duty.id, duty.version))
    return (why, later) if mine else (why,)


def ways_in(work: Work, duty: Duty) -> tuple[Button, ...]:
    """What the owner can do about a duty: one button, and for a record to sign off the two other answers; for an agreement
    the way to it, for the two, and that it was signed on paper.
    """
    if signs_here(work, duty):
        agreement = Button("The agreement", Press("agreement", duty.subject_id), "primary")
        return (agreement, Button("It was done", Press("done", duty.id, duty.version)))
    label_verb = way_into(rule_of(work, duty), duty.party)
    if label_verb is None:
        return ()
    label, verb = label_verb
    session = session_of(work, duty)
    subject, version = duty.subject_id, duty.version
    if verb == "book-for":
        subject, version = duty.owed_to_id or "", 0
    elif verb in ("done", "which-audit"):
        subject = duty.id
    elif duty.subject_kind == "session" and session is not None:
        version = session.version
    elif duty.subject_kind == "record":
        version = _record_version(work, duty)
    first = Button(label, Press(verb, subject, version), "primary")
    if rule_of(work, duty).opened_by == "case_session_cancelled":
        return (first, Button("Which cases?", Press("agenda-cases", duty.subject_id)))
    if verb == "record-done":
        return ways_of_owner(work, duty, first)
    others = _OTHERS.get(verb, ())
    return (first, *(Button(other, Press(act, subject, version)) for other, act in others))


_VERBS: Mapping[tuple[str, str], tuple[str, str]] = {
    ("prep", "supervisee"): ("Prepare", "prepare"),
    ("prep", "supervisor"): ("Read the preparation", "read-preparation"),
    ("record-case", "supervisor"): (SEND[CASE], "record-done"),
    ("record-personal", "supervisor"): (SEND[PERSONAL], "record-done"),
    ("signoff-case", "supervisee"): ("Sign off", "sign-off"),
    ("signoff-case", "supervisor"): ("Close with a note", "close-record"),
    ("signoff-personal", "supervisee"): ("Accept", "sign-off"),
    ("signoff-personal", "supervisor"): ("Close with a note", "close-record"),
}


_SESSIONS: frozenset[OpenedBy] = frozenset(
    {"last_session", "frequency", "session_cancelled", "session_cancelled_sick"}
)
_OTHERS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "sign-off": (("Ask for a change", "ask-change"), ("I disagree", "disagree")),
    "which-audit": (("It was done", "audit-done"),),
}


def signs_here(work: Work, duty: Duty) -> bool:
    """Whether a duty asks for a signature of the actor's, as one of the two and not under cover."""
    if rule_of(work, duty).gives != "signed":
        return False
    supervisee = people_query.person(work.uow, duty.subject_id)
    return supervisee is not None and work.actor in (supervisee.id, supervisee.supervisor_id)


def way_into(rule: Rule, party: str) -> tuple[str, str] | None:
    """The label and the verb of the one button that answers a duty under a rule; None where another message has it.

    A session to book for a frequency or after a cancellation; what is simply to be done is said to be done.
    """
    if found := _VERBS.get((known_as(rule.id), party)):
        return found
    if rule.oversight:
        return ("Note oversight", "oversight")
    if rule.opened_by == "last_audit":
        return ("Which case?", "which-audit")
    if rule.opened_by in _SESSIONS:
        return ("Book a session", "book-for")
    return ("It was done", "done") if said_to_be_done(rule) else None


def _record_version(work: Work, duty: Duty) -> int:
    record = sessions_query.record(work.uow, duty.subject_id)
    return record.version if record else 0
