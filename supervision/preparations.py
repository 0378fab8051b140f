"""What a supervisee prepares: kept answer by answer, editable until the session starts, read by the two."""

from collections.abc import Mapping
from datetime import date

from storage import answers
from storage.ids import new_id
from storage.queries import people as people_query
from storage.queries import preparing as preparing_query
from storage.queries import sessions as query
from storage.queries.preparing import Preparing, Supervisor
from storage.tables import Case, Person, Preparation, SupervisionSession
from supervision import access, ad_hoc, duties, notices, people, sessions
from supervision.work import Refused, SaidNo, Work


class Started(SaidNo):
    """A preparation is final once its session has started."""

    def __init__(self) -> None:
        super().__init__(
            "That session has started, so its preparation can no longer be changed. "
            'Type "export" to read it, or "prepare" for your next session.'
        )


def sessions_to_prepare(work: Work) -> list[SupervisionSession]:
    """The actor's planned sessions that have not started and have cases to discuss, soonest first."""
    planned = query.planned_after(work.uow, work.actor, work.now)
    return [one for one in planned if one.kind != "personal"]


def begin(work: Work, session_id: str, case_id: str) -> Preparation:
    """Start preparing a case for a session, or take up what was started. Raises Refused, Started."""
    session = _editable(work, session_id)
    found = query.preparation(work.uow, session.id, case_id, work.actor)
    if found is not None:
        return found
    if not query.works_on(work.uow, work.actor, case_id):
        raise Refused
    preparation = Preparation(
        id=new_id(work.now), session_id=session.id, case_id=case_id, person_id=work.actor, started_at=work.now
    )
    work.uow.session.add(preparation)
    work.uow.session.flush()
    before = carried_from(work, preparation)
    if before is not None:
        for step, text in answers.answers(work.uow, before.id).items():
            answers.keep_answer(work.uow, preparation.id, step, text)
    return preparation


def carried_from(work: Work, preparation: Preparation) -> Preparation | None:
    """The preparation of the same case whose session was cancelled, and which this one takes up; None otherwise.

    What was prepared for a session that never took place is not asked for again.
    """
    for other in query.prepared_before(work.uow, preparation.case_id, preparation.person_id):
        if other.id != preparation.id:
            session = query.session(work.uow, other.session_id)
            return other if session is not None and session.status == "cancelled" else None
    return None


def keep(work: Work, session_id: str, case_id: str, step: str, text: str | None) -> None:
    """Keep one answer, sealed; None when the question is skipped. What was not begun begins. Raises Refused, Started."""
    found = access.preparing(work, session_id, case_id)
    _not_started(work, found)
    preparation_id = found.preparation_id or begin(work, session_id, case_id).id
    answers.keep_answer(work.uow, preparation_id, step, text)


def own(work: Work, preparation_id: str) -> Preparation:
    """One of the actor's own preparations. Raises Refused otherwise."""
    preparation = query.preparation_named(work.uow, preparation_id)
    if preparation is None or preparation.person_id != work.actor:
        raise Refused
    return preparation


def case_of(work: Work, preparation_id: str) -> Case:
    """The case one of the actor's own preparations is about. Raises Refused."""
    case = work.uow.session.get(Case, own(work, preparation_id).case_id)
    if case is None:
        raise Refused
    return case


def kept(work: Work, preparation: Preparation) -> Mapping[str, str | None]:
    """The answers as kept, by step; None for a skipped one. Ask `access` first."""
    return answers.answers(work.uow, preparation.id)


def finish(work: Work, preparation_id: str) -> Preparation:
    """A case is prepared; when every case on the agenda is, the duty to prepare is met. Raises Refused,
    Started.
    """
    preparation = own(work, preparation_id)
    session = _editable(work, preparation.session_id)
    preparation.state, preparation.finished_at = "finished", work.now
    preparation.version += 1
    work.uow.audit(work.actor, "prepared", "preparation", preparation.id)
    if not unprepared(work, session):
        mark_prepared(work, session.id)
    return preparation


def choose(work: Work, preparation_id: str, choice: str, hold_until: date | None) -> Preparation:
    """What the worker chose in the end: `hold` the case until the session, or `ad_hoc`: ask for supervision
    before it.

    Neither is ever pushed. Raises Refused, Started.
    """
    preparation = own(work, preparation_id)
    _editable(work, preparation.session_id)
    preparation.choice, preparation.hold_until = choice, hold_until
    preparation.version += 1
    work.uow.audit(work.actor, choice, "preparation", preparation.id)
    if choice == "ad_hoc":
        ad_hoc.ask(work, preparation.case_id)
    return preparation


def unprepared(work: Work, session: SupervisionSession) -> list[Case]:
    """The cases to discuss that the supervisee has not finished preparing, in agenda order."""
    made = query.preparations(work.uow, session.id)
    done = {one.case_id for one in made if one.state == "finished" and one.person_id == session.supervisee_id}
    return [case for case in to_discuss(work, session) if case.id not in done]


def to_discuss(work: Work, session: SupervisionSession) -> list[Case]:
    """The cases on a session's agenda that are open and that its supervisee still works, in agenda order."""
    worked = {one.id for one in query.open_cases_of(work.uow, session.supervisee_id)}
    return [case for case in query.agenda(work.uow, session.id) if case.id in worked]


def left_out(work: Work, session: SupervisionSession) -> list[Case]:
    """The cases on a session's agenda that were closed or given to somebody else since they were put there."""
    there = {case.id for case in to_discuss(work, session)}
    return [case for case in query.agenda(work.uow, session.id) if case.id not in there]


def mark_prepared(work: Work, session_id: str) -> SupervisionSession:
    """Either party is prepared for a session (clause prep). Raises Refused, NotPlanned."""
    session = sessions.planned(work, access.session_as_party(work, session_id), None)
    if work.actor == session.supervisee_id:
        session.supervisee_prepared_at = session.supervisee_prepared_at or work.now
    else:
        session.supervisor_prepared_at = session.supervisor_prepared_at or work.now
    work.uow.audit(work.actor, "ready", "session", session.id)
    duties.settle_after(work, [session])
    return session


def read(work: Work, session_id: str) -> list[tuple[Case, Preparation, Mapping[str, str | None]]]:
    """A session's preparation, for one of its parties. Raises Refused.

    When somebody other than the two reads it, as under cover, the reading is logged with its purpose and told
    to the supervisee in the same unit of work. Where nothing was prepared, nothing was read.
    """
    session = access.session_to_read(work, session_id)
    made = {
        one.case_id: one
        for one in query.preparations(work.uow, session.id)
        if one.person_id == session.supervisee_id
    }
    found = [case for case in query.agenda(work.uow, session.id) if case.id in made]
    if found:
        _tell_of_reading(work, session)
    return [(case, made[case.id], kept(work, made[case.id])) for case in found]


def _tell_of_reading(work: Work, session: SupervisionSession) -> None:
    supervisee = access.person_for(work, session.supervisee_id)
    the_two = {supervisee.id, supervisee.supervisor_id}
    if session.status == "planned":
        the_two.add(session.supervisor_id)
    if work.actor not in the_two:
        work.uow.audit(work.actor, "read-preparation", "session", session.id, purpose="cover")
        subject = ("session", session.id, session.version)
        stage = f"{work.actor}:{work.today(supervisee).isoformat()}"
        notices.put(work, work.policy(supervisee), supervisee.id, "preparation-read", subject, stage=stage)


def readers(work: Work) -> str:
    """Who can read what the actor prepares, in one line."""
    acting = _acting(work)
    who = f"You and your supervisor, {acting.name}," if acting else "Only you"
    return f"{who} can read this. Anyone else needs a stated purpose, and you are told."


def _acting(work: Work) -> Person | Supervisor | None:
    """Who supervises the actor today; looked up only where it may be another than their supervisor."""
    found = preparing_query.supervisor(work.uow, work.actor)
    if found is None or not found.other_may_act:
        return found
    me = access.actor(work)
    acting = people.acting_supervisor_id(work.uow, me.supervisor_id, work.today(me))
    return people_query.person(work.uow, acting)


def _editable(work: Work, session_id: str) -> SupervisionSession:
    session = access.session_as_supervisee(work, session_id)
    _not_started(work, session)
    return session


def _not_started(work: Work, session: SupervisionSession | Preparing) -> None:
    """Raises Started."""
    if session.status != "planned" or session.starts_at <= work.now:
        raise Started
