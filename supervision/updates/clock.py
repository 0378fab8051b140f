"""An update as it runs: started, paused, resumed, stopped; two minutes left, time is up; clarifying; closing.

It is a fact that two people share. Whoever acts gets it as the answer; the other is told at once, as both are by the
clock: there is no minute to wait for an undo, because stopping it is what takes it back.
"""

from datetime import timedelta
from math import ceil
from typing import Final

from storage.ids import new_id
from storage.queries import sessions as sessions_query
from storage.queries import updates as query
from storage.tables import Case, CaseUpdate, SupervisionSession
from supervision import access, mine, notices
from supervision.updates import setting
from supervision.work import MovedOn, Refused, SaidNo, Work

OPENS_BEFORE: Final = timedelta(minutes=15)
"""How long before its session begins an update can be started."""
WORD_BEFORE: Final = timedelta(minutes=2)
"""How long before the end of the update both hear that it is near."""
LIVE: Final = ("running", "clarifying")
CLOSED: Final = ("closing", "done")


class Off(SaidNo):
    """The update is off for these two."""

    def __init__(self) -> None:
        super().__init__(
            "The 10-minute update is off for this session. A supervisor turns it on for somebody they supervise: "
            'type "updates on".'
        )


class NotNow(SaidNo):
    """Updates belong to a session: from a quarter of an hour before it until it was held."""

    def __init__(self) -> None:
        super().__init__(
            "An update can be started from 15 minutes before the session until it is noted as held."
        )


class AnotherRuns(SaidNo):
    """One case at a time."""

    def __init__(self) -> None:
        super().__init__('Another update is under way. Stop it first, or type "update" to see it.')


def sessions_now(work: Work) -> list[SupervisionSession]:
    """The actor's sessions in which an update can be started now, earliest first: on either side of them."""
    found = [*mine.own_sessions(work, "planned"), *mine.supervised_sessions(work, "planned")]
    return sorted((one for one in found if _is_on_now(work, one)), key=lambda one: one.starts_at)


def cases(work: Work, session: SupervisionSession) -> list[tuple[Case, CaseUpdate | None]]:
    """The cases on a session's agenda in its order, each with its update if there is one. Ask `access` first."""
    made = {one.case_id: one for one in query.of_session(work.uow, session.id)}
    return [(case, made.get(case.id)) for case in sessions_query.agenda(work.uow, session.id)]


def begin(work: Work, session: SupervisionSession, case_id: str) -> CaseUpdate:
    """The update of a case on a session's agenda, kept from now on, not started. Raises Refused, Off."""
    found = next((it for it in cases(work, session) if it[0].id == case_id), None)
    if found is None or session.kind == "personal":
        raise Refused
    agreed = setting.of_session(work, session)
    if agreed is None:
        raise Off
    if found[1] is not None:
        if found[1].state == "waiting":
            found[1].minutes, found[1].clarify_minutes = agreed.minutes, agreed.clarify_minutes
        return found[1]
    update = CaseUpdate(
        id=new_id(work.now),
        session_id=session.id,
        case_id=case_id,
        minutes=agreed.minutes,
        clarify_minutes=agreed.clarify_minutes,
    )
    work.uow.session.add(update)
    work.uow.session.flush()
    return update


def start(work: Work, session_id: str, case_id: str) -> CaseUpdate:
    """Either of the two starts the update of a case. Raises Refused, Off, NotNow, AnotherRuns, MovedOn."""
    session = access.session_as_party(work, session_id)
    update = begin(work, session, case_id)
    if not _is_on_now(work, session):
        raise NotNow
    if update.state != "waiting":
        raise MovedOn
    return _started(work, update, session)


def again(work: Work, update_id: str, version: int) -> CaseUpdate:
    """Either starts it anew from the whole length, as after a start by mistake. Raises Refused, MovedOn, AnotherRuns."""
    update, session = _as_it_stands(work, update_id, version)
    if update.state != "time_up":
        raise MovedOn
    return _started(work, update, session)


def pause(work: Work, update_id: str, version: int) -> CaseUpdate:
    """Either stops the clock for a while. Raises Refused, MovedOn."""
    update, session = _as_it_stands(work, update_id, version)
    if update.ends_at is None or update.ends_at <= work.now:
        raise MovedOn
    update.seconds_left = ceil((update.ends_at - work.now).total_seconds())
    update.ends_at = update.look_at = None
    _changed(work, update, session, "paused")
    return update


def resume(work: Work, update_id: str, version: int) -> CaseUpdate:
    """Either lets it run on from where it was paused. Raises Refused, MovedOn."""
    update, session = _as_it_stands(work, update_id, version)
    if update.seconds_left is None:
        raise MovedOn
    _run(work, update, update.state, update.seconds_left)
    _changed(work, update, session, "resumed")
    return update


def stop(work: Work, update_id: str, version: int) -> CaseUpdate:
    """Either ends this part early, running or paused. Raises Refused, MovedOn."""
    update, session = _as_it_stands(work, update_id, version)
    if update.state not in LIVE:
        raise MovedOn
    _end(update)
    _changed(work, update, session, "stopped")
    return update


def clarify(work: Work, update_id: str, version: int) -> CaseUpdate:
    """Either begins the few minutes of clarifying questions. Raises Refused, MovedOn, AnotherRuns."""
    update, session = _as_it_stands(work, update_id, version)
    if update.state != "time_up":
        raise MovedOn
    _is_free(work, session)
    _run(work, update, "clarifying", update.clarify_minutes * 60)
    _changed(work, update, session, "clarifying")
    return update


def close(work: Work, update_id: str, version: int) -> CaseUpdate:
    """Either goes on to what help is needed without clarifying questions. Raises Refused, MovedOn."""
    update, session = _as_it_stands(work, update_id, version)
    if update.state != "time_up":
        raise MovedOn
    update.state = "closing"
    _changed(work, update, session, "closing")
    return update


def finish(work: Work, update_id: str) -> CaseUpdate:
    """The worker has said what they need; said again it changes nothing. Raises Refused."""
    update, session = access.update_as_supervisee(work, update_id)
    if update.state in ("time_up", "closing"):
        update.state = "done"
        _changed(work, update, session, "done")
    return update


def settle_due(work: Work) -> int:
    """Let each clock come to what has fallen due by now, two minutes left or the end; gives how many it took.

    However late it comes, after a restart too, each is said once, and of two that have both passed the later.
    """
    due = query.to_do(work.uow, work.now)
    for update in due:
        session = sessions_query.session(work.uow, update.session_id)
        is_over = update.ends_at is None or update.ends_at <= work.now
        stage = "time-up" if is_over else "two-minutes"
        if is_over:
            _end(update)
            update.version += 1
            work.uow.audit(work.actor, stage, "case_update", update.id)
        else:
            update.look_at = update.ends_at
        if session is not None and session.status == "planned":
            both = (session.supervisee_id, access.acting_supervisor_id(work, session))
            _tell(work, update, "update-timer", stage, *both)
    work.uow.session.flush()
    return len(due)


def _started(work: Work, update: CaseUpdate, session: SupervisionSession) -> CaseUpdate:
    _is_free(work, session)
    update.started_by, update.started_at = work.actor, work.now
    _run(work, update, "running", update.minutes * 60)
    _changed(work, update, session, "started")
    if work.actor == session.supervisee_id:
        _tell(work, update, "update-listen", "started", access.acting_supervisor_id(work, session))
    return update


def _is_free(work: Work, session: SupervisionSession) -> None:
    if any(one.state in LIVE for one in query.of_session(work.uow, session.id)):
        raise AnotherRuns


def _is_on_now(work: Work, session: SupervisionSession) -> bool:
    near = session.starts_at - OPENS_BEFORE <= work.now
    return near and session.status == "planned" and setting.is_announced(work, session)


def _as_it_stands(work: Work, update_id: str, version: int) -> tuple[CaseUpdate, SupervisionSession]:
    update, session = access.update_as_party(work, update_id)
    if session.status != "planned" or update.version != version:
        raise MovedOn
    return update, session


def _run(work: Work, update: CaseUpdate, state: str, seconds: int) -> None:
    update.state, update.seconds_left = state, None
    update.ends_at = work.now + timedelta(seconds=seconds)
    word = update.ends_at - WORD_BEFORE
    update.look_at = word if state == "running" and work.now < word else update.ends_at


def _end(update: CaseUpdate) -> None:
    update.state = "time_up" if update.state == "running" else "closing"
    update.ends_at = update.look_at = update.seconds_left = None


def _changed(work: Work, update: CaseUpdate, session: SupervisionSession, stage: str) -> None:
    update.version += 1
    work.uow.audit(work.actor, stage, "case_update", update.id)
    work.uow.session.flush()
    _tell(
        work, update, "update-changed", stage,
        session.supervisee_id, access.acting_supervisor_id(work, session),
    )  # fmt: skip


def _tell(work: Work, update: CaseUpdate, kind: str, stage: str, *person_ids: str) -> None:
    for person_id in dict.fromkeys(person_ids):
        if person_id != work.actor:
            notices.put_at_once(work, person_id, kind, ("case_update", update.id, update.version), stage)
