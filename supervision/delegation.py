"""A case record that somebody else makes for the supervisor, where the policy names who may (clause record-case)."""

from collections.abc import Mapping

from storage.queries import drafts as drafts_query
from storage.queries import people as query
from storage.queries import sessions as sessions_query
from storage.tables import Person, Record, RecordDraft, SupervisionSession
from supervision import access, duties, mine, notices, people, undo
from supervision.work import MovedOn, Refused, SaidNo, Work

Drafted = tuple[RecordDraft, SupervisionSession, Mapping[str, str | None]]


class NotTheirs(SaidNo):
    """Somebody to whom this record cannot be delegated, or not any more."""

    def __init__(self) -> None:
        super().__init__(
            'This record cannot be delegated to them today. Type "delegate" to see who can make it now.'
        )


def candidates(work: Work, record_id: str) -> list[Person]:
    """Those to whom a record can be delegated today, by name: people of the role that the policy names, of the supervisee's
    authority, who are here and none of the two. Raises Refused.
    """
    record, session = _to_delegate(work, record_id)
    supervisee = access.person_for(work, session.supervisee_id)
    role = work.policy(supervisee).delegates_to(supervisee.role)
    day = work.today(supervisee)
    found = query.with_role(work.uow, supervisee.authority, role, day) if role else []
    two = (work.actor, supervisee.id, session.supervisor_id, record.delegated_to_id)
    return [one for one in found if one.id not in two and people.away(work.uow, one.id, day) is None]


def to_delegate(work: Work) -> list[tuple[Record, SupervisionSession]]:
    """The case records that wait for the actor and may be delegated, or are: oldest session first."""
    found = mine.supervised_records(work, "awaiting")
    return [(record, session) for record, session in found if _may(work, record, session)]


def delegated(work: Work) -> list[tuple[Record, SupervisionSession]]:
    """Those of them that the actor, or whoever they act for, has delegated."""
    return [one for one in mine.supervised_records(work, "awaiting") if one[0].delegated_to_id is not None]


def delegate(work: Work, record_id: str, person_id: str, version: int | None = None) -> Record:
    """The supervisor has somebody make a record. The duty passes to them with its dates; they are told. Raises Refused,
    MovedOn, NotTheirs.
    """
    record, _ = _to_delegate(work, record_id)
    if version not in (None, record.version):
        raise MovedOn
    if person_id not in {one.id for one in candidates(work, record_id)}:
        raise NotTheirs
    return _given(work, record, person_id, "delegate")


def take_back(work: Work, record_id: str, version: int | None = None) -> Record:
    """The supervisor makes the record themselves after all. Whoever had it is told. Raises Refused, MovedOn."""
    record, session = access.awaited_record(work, record_id)
    if session is None or not access.held_it(work, session):
        raise Refused
    if record.delegated_to_id is None or version not in (None, record.version):
        raise MovedOn
    return _given(work, record, None, "take back")


def _to_delegate(work: Work, record_id: str) -> tuple[Record, SupervisionSession]:
    record, session = access.awaited_record(work, record_id)
    if session is None or not access.held_it(work, session) or not _may(work, record, session):
        raise Refused
    return record, session


def _may(work: Work, record: Record, session: SupervisionSession) -> bool:
    """Whether the policy names somebody to whom a record is delegated: case records only."""
    supervisee = access.person_for(work, session.supervisee_id)
    return record.kind == "case" and work.policy(supervisee).delegates_to(supervisee.role) is not None


def _given(work: Work, record: Record, person_id: str | None, action: str) -> Record:
    before, former = undo.before(record), record.delegated_to_id
    record.delegated_to_id = person_id
    record.version += 1
    work.uow.audit(work.actor, action, "record", record.id)
    undo.remember(work, action, [(record, before)])
    duties.settle_after(work, [record])
    _tell(work, record, former, "record-taken-back")
    return record


def tell_recorded(work: Work, record: Record, session: SupervisionSession) -> None:
    """A record that was delegated is made: the other of the two is told, the supervisor or whoever was to make it."""
    if work.actor == record.delegated_to_id:
        _tell(work, record, access.acting_supervisor_id(work, session), "record-made")
    else:
        _tell(work, record, record.delegated_to_id, "record-taken-back")


def _tell(work: Work, record: Record, person_id: str | None, kind: str) -> None:
    if person_id is not None and person_id != work.actor:
        policy = work.policy(access.person_for(work, person_id))
        notices.put(work, policy, person_id, kind, ("record", record.id, record.version))


def read_drafts(work: Work, record_id: str) -> list[Drafted]:
    """What is drafted of a record, for whoever it is delegated to, to put on the file: each draft, its session, what it
    says. Logged with its purpose, and told to the supervisee. Raises Refused.
    """
    record, session = access.record_as_delegate(work, record_id)
    found = drafts_query.of_session(work.uow, session.id, record.kind)
    written = [one for one in found if one.version or drafts_query.actions(work.uow, one.id)]
    supervisee = access.person_for(work, session.supervisee_id)
    for one in written:
        work.uow.audit(work.actor, "read-draft", "record_draft", one.id, purpose="delegation")
    if written:
        subject = ("session", session.id, session.version)
        stage = f"{work.actor}:{work.today(supervisee).isoformat()}:delegation"
        notices.put(work, work.policy(supervisee), supervisee.id, "draft-read", subject, stage=stage)
    return [(one, session, drafts_query.texts(work.uow, one.id)) for one in written]


def with_me(work: Work) -> list[tuple[Record, SupervisionSession]]:
    """The records that the actor is to make for a supervisor today, by start of their session."""
    if access.actor(work).role not in access.policy(work).delegates:
        return []
    found = sessions_query.delegated_to(work.uow, work.actor)
    return [one for one in found if access.is_delegate(work, *one)]
