"""Records of sessions: recorded, tasked for sign-off, signed off or not, closed. Their text lives on the
child's file.
"""

from dataclasses import dataclass
from datetime import date

from storage.ids import new_id
from storage.queries import sessions as query
from storage.rows import Reversible
from storage.tables import Person, Record, RecordAnswer
from supervision import access, delegation, duties, notices, undo
from supervision.work import MovedOn, SaidNo, Work

TASKABLE = ("awaiting", "recorded", "change_asked", "disagreed")
ANSWERABLE = ("tasked", "assumed_agreed")


@dataclass(frozen=True, slots=True)
class Spoken:
    """What was said about a record: the change asked for or the disagreement, in the supervisee's words."""

    kind: str
    said_on: date
    text: str


def recorded(work: Work, record_id: str, version: int | None = None) -> Record:
    """The supervisor has recorded a session and tasks the record to the supervisee for sign-off (clause
    signoff-case), or sends them its personal notes (clause signoff-personal: on receipt). Whoever held the session
    finishes what they owe, also once they supervise somebody else.

    A record that is delegated may be said to be recorded by whoever it is delegated to; the supervisor is told.
    After a change was asked for, or a disagreement, this tasks the amended record again. Raises Refused,
    MovedOn.
    """
    record, session = access.record_to_task(work, record_id)
    if record.state not in TASKABLE or version not in (None, record.version):
        raise MovedOn
    before, today = undo.before(record), work.today(access.person_for(work, session.supervisee_id))
    if record.recorded_on is None:
        record.recorded_on, record.recorded_by = today, work.actor
    record.state, record.tasked_on = "tasked", today
    action = "send notes" if record.kind == "personal" else "recorded"
    awaited = before is not None and before["state"] == "awaiting"
    _changed(work, record, action, [(record, before)])
    if awaited:
        delegation.tell_recorded(work, record, session)
    return record


def sign_off(work: Work, record_id: str, version: int | None = None) -> Record:
    """The supervisee agrees with a record. Raises Refused, MovedOn."""
    return _answer(work, record_id, version, "signed_off", "")


def ask_for_change(work: Work, record_id: str, what: str, version: int | None = None) -> Record:
    """The supervisee asks for a change; only the supervisor amends. The sign-off clock stops. Raises Refused,
    MovedOn.
    """
    return _answer(work, record_id, version, "change_asked", what)


def disagree(work: Work, record_id: str, reason: str, version: int | None = None) -> Record:
    """The supervisee disagrees; this is recorded formally and the sign-off clock stops. Raises Refused,
    MovedOn.
    """
    return _answer(work, record_id, version, "disagreed", reason)


def _answer(work: Work, record_id: str, version: int | None, state: str, reason: str) -> Record:
    record, session = access.record_as_supervisee(work, record_id)
    if record.state not in ANSWERABLE or version not in (None, record.version):
        raise MovedOn
    before = undo.before(record)
    supervisee = access.person_for(work, session.supervisee_id)
    record.state, record.answered_on = state, work.today(supervisee)
    changed: list[tuple[Reversible, undo.Before]] = [(record, before)]
    if reason:
        changed.append((_kept(work, record, state, record.answered_on, reason), None))
    _changed(work, record, state, changed)
    notices.put(
        work,
        work.policy(supervisee),
        access.record_supervisor_id(work, session),
        f"record-{state.replace('_', '-')}",
        ("record", record.id, record.version),
    )
    return record


def _kept(work: Work, record: Record, kind: str, said_on: date, reason: str) -> RecordAnswer:
    """What was said, as a row of its own: nothing that happens to the record later erases it."""
    row_id = new_id(work.now)
    sealed = work.uow.seal("record_answer", row_id, "sealed", reason)
    answer = RecordAnswer(
        id=row_id, record_id=record.id, kind=kind, sealed=sealed, said_on=said_on, said_by=work.actor
    )
    work.uow.session.add(answer)
    return answer


def read_reason(work: Work, record_id: str) -> tuple[Record, list[Spoken]]:
    """What the supervisee asked for or disagreed with and has not taken back, oldest first, for them and their supervisor
    of today.

    When whoever covers reads it, the reading is logged with its purpose and told to the supervisee in the same unit of
    work. Raises Refused.
    """
    record, session = access.record_as_party(work, record_id)
    said = query.record_answers(work.uow, record.id)
    if not said:
        return record, []
    supervisee = access.person_for(work, session.supervisee_id)
    if work.actor not in (supervisee.id, supervisee.supervisor_id):
        work.uow.audit(work.actor, "read-reason", "record", record.id, purpose="cover")
        stage = f"{work.actor}:{work.today(supervisee).isoformat()}"
        subject = ("record", record.id, record.version)
        notices.put(work, work.policy(supervisee), supervisee.id, "record-read", subject, stage=stage)
    return record, [
        Spoken(one.kind, one.said_on, work.uow.open("record_answer", one.id, "sealed", one.sealed))
        for one in said
    ]


def close(work: Work, record_id: str, version: int | None = None) -> Record:
    """The supervisor closes a record that was assumed agreed, or one whose supervisee is away. Raises
    Refused, MovedOn.
    """
    record, session = access.record_as_supervisor(work, record_id)
    if record.state not in ANSWERABLE or version not in (None, record.version):
        raise MovedOn
    if record.state == "tasked" and not closable(work, record):
        raise SaidNo(
            "The time to sign this record off has not run out yet. You can close it after the due date."
        )
    before = undo.before(record)
    record.state, record.closed_on = "closed", work.today(access.person_for(work, session.supervisee_id))
    _changed(work, record, "closed", [(record, before)])
    return record


def closable(work: Work, record: Record) -> bool:
    """Whether the supervisor may close an unanswered record: its sign-off date has passed (it waits for their word if
    the supervisee was away), or the policy gives no number, and they may by their own word at any time.
    """
    session = access.session_as_supervisor(work, record.session_id)
    supervisee = access.person_for(work, session.supervisee_id)
    due = signoff_due(work, record, supervisee)
    return due is None or work.today(supervisee) > due


def signoff_due(work: Work, record: Record, supervisee: Person) -> date | None:
    """The day by which a record is to be signed off; None where the policy gives no number."""
    policy = work.policy(supervisee)
    rule = policy.record_rule("signoff", record.kind, supervisee.role)
    if rule is None or record.tasked_on is None:
        return None
    return rule.due({"start": record.tasked_on}, policy.calendar).on


def _changed(work: Work, record: Record, action: str, changed: list[tuple[Reversible, undo.Before]]) -> None:
    record.version += 1
    work.uow.audit(work.actor, action, "record", record.id)
    undo.remember(work, action, changed)
    duties.settle_after(work, [record])
