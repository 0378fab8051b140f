"""Sessions: booked, moved, cancelled, held."""

from datetime import date, datetime, timedelta

from storage.ids import new_id
from storage.queries import sessions as query
from storage.rows import Reversible
from storage.tables import Absence, AgendaItem, Case, Person, Record, SupervisionSession
from supervision import absences, access, duties, notices, people, undo
from supervision.work import MovedOn, Refused, SaidNo, Work

Changed = tuple[Reversible, undo.Before]

AT_MOST_AHEAD = timedelta(days=731)
RECORDS_OF = {"case": ("case",), "personal": ("personal",), "both": ("case", "personal")}
"""The kinds of record that a session of each kind has."""


class NotInTheFuture(SaidNo):
    """The new time of a session must be in the future."""

    def __init__(self) -> None:
        super().__init__("The date and time must be in the future. Enter a later one.")


class TooFarAhead(SaidNo):
    """A session takes place within the next two years; a later date is a slip."""

    def __init__(self) -> None:
        super().__init__("The date must be within the next two years. Enter an earlier one.")


class NotPlanned(SaidNo):
    """Only a planned session can be changed this way."""

    def __init__(self) -> None:
        super().__init__('That session is no longer planned. Type "book" or "move" to arrange a new one.')


def book(work: Work, supervisee_id: str, starts_at: datetime, minutes: int, kind: str) -> SupervisionSession:
    """A supervisor books a session; the supervisee is told. Its agenda starts with their open cases.

    Raises Refused, NotInTheFuture, TooFarAhead.
    """
    supervisee = access.supervisee(work, supervisee_id)
    session, changed = enter(work, supervisee, starts_at, minutes, kind)
    undo.remember(work, "book", changed)
    duties.settle(work, supervisee)
    _tell_other(work, session, "session-booked")
    for earlier in query.sessions_of(work.uow, supervisee.id):
        if earlier.status == "cancelled" and earlier.cancelled_on == session.booked_on:
            # Cancelled and booked again within minutes is told once.
            policy = work.policy(supervisee)
            notices.leave_together(work, policy, supervisee.id, "session-cancelled", earlier.id)
    return session


def enter(
    work: Work, supervisee: Person, starts_at: datetime, minutes: int, kind: str
) -> tuple[SupervisionSession, list[Changed]]:
    """A session and its agenda, and whatever else its booking settles; with what undo needs to know.

    Ask `access` first, and settle afterwards. Raises NotInTheFuture, TooFarAhead.
    """
    check_time(work, starts_at)
    session = SupervisionSession(
        id=new_id(work.now),
        supervisee_id=supervisee.id,
        # Under cover too: cover is no change of supervisor, and who acts is worked out on the day.
        supervisor_id=supervisee.supervisor_id or work.actor,
        starts_at=starts_at,
        minutes=minutes,
        kind=kind,
        booked_on=work.today(supervisee),
    )
    work.uow.session.add(session)
    work.uow.session.flush()
    if kind != "personal":
        set_agenda(work, session, query.open_cases_of(work.uow, supervisee.id))
    changed: list[Changed] = [(session, None)]
    for request in query.open_ad_hoc(work.uow, supervisee.id):
        changed.append((request, undo.before(request)))
        request.state = "booked"
        request.version += 1
    work.uow.audit(work.actor, "book", "session", session.id)
    return session, changed


def set_agenda(work: Work, session: SupervisionSession, cases: list[Case]) -> None:
    """Put these cases on a session's agenda, in this order, in place of what was there."""
    keep = {case.id: position for position, case in enumerate(cases)}
    for item in query.agenda_items(work.uow, session.id):
        if item.case_id in keep:
            item.position = keep.pop(item.case_id)
        else:
            work.uow.session.delete(item)
    for case_id, position in keep.items():
        work.uow.session.add(AgendaItem(session_id=session.id, case_id=case_id, position=position))
    work.uow.session.flush()


def move(work: Work, session_id: str, starts_at: datetime, version: int | None = None) -> SupervisionSession:
    """The supervisor moves a session; agenda and preparation move along. Moving is no cancellation.

    Raises Refused, MovedOn, NotPlanned, NotInTheFuture, TooFarAhead.
    """
    session = planned(work, access.session_as_supervisor(work, session_id), version)
    before = undo.before(session)
    shift(work, session, starts_at)
    undo.remember(work, "move", [(session, before)])
    _tell_other(work, session, "session-moved")
    return session


def shift(work: Work, session: SupervisionSession, starts_at: datetime) -> None:
    """Give a session another time. Ask `access` first. Raises NotInTheFuture, TooFarAhead."""
    check_time(work, starts_at)
    session.starts_at = starts_at
    session.version += 1
    work.uow.audit(work.actor, "move", "session", session.id)
    duties.settle(work, access.person_for(work, session.supervisee_id))


def check_time(work: Work, starts_at: datetime) -> None:
    """See that a session can be given this time. Raises NotInTheFuture, TooFarAhead."""
    if starts_at <= work.now:
        raise NotInTheFuture
    if starts_at > work.now + AT_MOST_AHEAD:
        raise TooFarAhead


def cancel(
    work: Work, session_id: str, by: str, reason: str, version: int | None = None
) -> tuple[SupervisionSession, Absence | None]:
    """Cancel a session: `by` is the party it comes from, `reason` is `sickness` or `other`.

    Sickness opens an absence for that party when none is open, so that the clock of rebook-sick has a return
    to wait for. The other party is told. Raises Refused, MovedOn, NotPlanned.
    """
    session = planned(work, access.session_as_party(work, session_id), version)
    acting = access.acting_supervisor_id(work, session)
    if by not in (session.supervisee_id, session.supervisor_id, acting):
        raise Refused
    supervisee = access.person_for(work, session.supervisee_id)
    today, before = work.today(supervisee), undo.before(session)
    session.status, session.cancelled_on, session.cancelled_by = "cancelled", today, by
    session.cancel_reason, session.sick_id = reason, by if reason == "sickness" else None
    session.planned_on = session.starts_at.astimezone(work.policy(supervisee).timezone).date()
    session.version += 1
    changed: list[Changed] = [(session, before)]
    absence = None
    if reason == "sickness" and people.away(work.uow, by, today) is None:
        absence = Absence(
            id=new_id(work.now), person_id=by, from_on=today, planned=False, reported_by=work.actor
        )
        work.uow.session.add(absence)
        changed.append((absence, None))
    work.uow.audit(work.actor, "cancel", "session", session.id)
    undo.remember(work, "cancel", changed)
    duties.settle_after(work, [row for row, _ in changed])
    _tell_other(work, session, "session-cancelled")
    if absence is not None:
        absences.tell_noted(work, absence)
    return session, absence


def held(
    work: Work, session_id: str, on: date, version: int | None = None, minutes: int | None = None
) -> SupervisionSession:
    """The supervisor says a session was held, and how long it took where that is known. It has a case record from that day,
    personal notes, or both, each its own: personal matters never mix with a child's file. Raises Refused, MovedOn,
    NotPlanned.
    """
    session = planned(work, access.session_as_supervisor(work, session_id), version)
    supervisee = access.person_for(work, session.supervisee_id)
    if on > work.today(supervisee):
        raise SaidNo("The day it was held must be today or in the past. Enter an earlier date.")
    before = undo.before(session)
    session.status, session.held_on, session.minutes = "held", on, minutes or session.minutes
    session.version += 1
    records = [_record_owed(work, session, kind) for kind in RECORDS_OF[session.kind]]
    work.uow.audit(work.actor, "held", "session", session.id)
    undo.remember(work, "held", [(session, before), *records])
    duties.settle_after(work, [session])
    return session


def _record_owed(work: Work, session: SupervisionSession, kind: str) -> Changed:
    """A record of a held session: the one there was when the same was said before and taken back, or a new one."""
    record = query.record_of_kind(work.uow, session.id, kind)
    if record is None:
        record = Record(id=new_id(work.now), session_id=session.id, kind=kind)
        work.uow.session.add(record)
        return record, None
    before = undo.before(record)
    record.state = "awaiting"
    record.version += 1
    return record, before


def planned(work: Work, session: SupervisionSession, version: int | None) -> SupervisionSession:
    """The session, if it is planned and has not changed since `version`. Raises MovedOn, NotPlanned."""
    if version is not None and version != session.version:
        raise MovedOn
    if session.status != "planned":
        raise NotPlanned
    return session


def _tell_other(work: Work, session: SupervisionSession, kind: str) -> None:
    acting = access.acting_supervisor_id(work, session)
    other = acting if work.actor == session.supervisee_id else session.supervisee_id
    supervisee = access.person_for(work, session.supervisee_id)
    notices.put(work, work.policy(supervisee), other, kind, ("session", session.id, session.version))
