"""The dates kept about a person, line by line and without anybody else: what happened, their sessions, what is owed."""

from typing import Final

from dialogs.exchange.text import full_date
from dialogs.wording.citing import shown
from dialogs.wording.phrases import KINDS, capital, due_words, when
from dialogs.wording.record_words import LABELS
from storage.queries import cases as cases_query
from storage.queries import own_data as query
from storage.queries import sessions as sessions_query
from storage.tables import Person, Record, SupervisionSession
from supervision.work import Work

_NO_LONGER: Final = "What a rule asked for that no longer stands"
_EVENTS: Final = {
    "circumstances_changed": "Circumstances changed",
    "relationship_started": "Supervision with somebody began",
    "shift_worked": "A shift was worked",
    "oversight": "Management oversight of a case",
    "role_changed": "The role changed",
    "type_ended": "A case became one of another type",
    "drawn": "A case was drawn for an audit",
}
_STATES: Final = {
    "awaiting": "waits to be recorded",
    "recorded": "recorded",
    "tasked": "sent for sign-off",
    "signed_off": "signed off",
    "change_asked": "a change was asked for",
    "disagreed": "disagreed with",
    "assumed_agreed": "assumed agreed",
    "closed": "closed",
}
_OWED: Final = {"met": "done", "lapsed": "lapsed", "withdrawn": "no longer asked for"}


def happened(work: Work, me: Person) -> list[str]:
    """What was noted about a person's supervision, and on which day."""
    rules = work.policy(me).rules
    found = []
    for one in cases_query.events_of(work.uow, me.id):
        if one.state == "recorded":
            rule = rules.get(one.rule)
            title = (rule.event_title or rule.title) if rule else _NO_LONGER
            found.append(f"{full_date(one.happened_on)}: {_EVENTS.get(one.what, title)}")
    return found


def sessions(work: Work, me: Person, *, supervised: bool = False) -> list[str]:
    """A person's sessions: those in which they were supervised, with their records, or those they `supervised`."""
    if supervised:
        return [_session(work, me, one) for one in query.supervised(work.uow, me.id)]
    found = [one for one in sessions_query.sessions_of(work.uow, me.id) if one.status != "withdrawn"]
    records: dict[str, list[Record]] = {}
    for record in sessions_query.records(work.uow, [one.id for one in found]):
        records.setdefault(record.session_id, []).append(record)
    return [
        ". ".join([_session(work, me, one), *(_record(it) for it in records.get(one.id, []))])
        for one in found
    ]


def _session(work: Work, me: Person, session: SupervisionSession) -> str:
    # Why it was cancelled is told to whoever it was about, and to nobody else.
    sick = ", as you were off sick" if session.sick_id == me.id else ""
    state = f"{session.status}{sick}"
    return f"{when(work, session.starts_at)}: {KINDS[session.kind]}, {session.minutes} minutes, {state}"


def _record(record: Record) -> str:
    days = [
        f"{what} {full_date(day)}"
        for what, day in (
            ("recorded", record.recorded_on),
            ("sent", record.tasked_on),
            ("answered", record.answered_on),
            ("closed", record.closed_on),
        )
        if day
    ]
    return ", ".join([f"{LABELS[record.kind]}: {_STATES.get(record.state, record.state)}", *days])


def duties(work: Work, me: Person) -> list[str]:
    """What was owed in a person's supervision, and what became of it."""
    policy = work.policy(me)
    found = []
    for one in query.duties_about(work.uow, me.id):
        rule = policy.rules.get(one.rule)
        title = shown(policy, rule).title if rule else _NO_LONGER
        state = _OWED.get(one.status) or due_words(one.due_on, one.status, one.reason)
        closed = f" {full_date(one.closed_on)}" if one.closed_on else ""
        by = f", by {full_date(one.due_on)}" if one.due_on and one.status in _OWED else ""
        found.append(f"{capital(title)}{by}: {state}{closed}")
    return found
