"""Asking for supervision before the next session: whoever can arrange it is told that it is asked, never why."""

from storage.ids import new_id
from storage.queries import people as people_query
from storage.queries import sessions as query
from storage.tables import AdHocRequest, Person
from supervision import access, notices, people, undo
from supervision.work import Work


def ask(work: Work, case_id: str | None) -> AdHocRequest:
    """Ask for supervision; the request that still stands, and nobody told again, where it was asked before."""
    me = access.actor(work)
    waiting = query.open_ad_hoc(work.uow, me.id)
    if waiting:
        return waiting[0]
    request = AdHocRequest(id=new_id(work.now), supervisee_id=me.id, case_id=case_id, asked_at=work.now)
    work.uow.session.add(request)
    work.uow.audit(me.id, "ask-ad-hoc", "ad_hoc_request", request.id)
    undo.final(work, "asking for supervision")
    told = hearer(work)
    subject = ("ad_hoc_request", request.id, request.version)
    notices.put(work, work.policy(me), told.id if told else None, "ad-hoc-asked", subject)
    return request


def hearer(work: Work) -> Person | None:
    """Who is told of the actor's request: their supervisor, or whoever covers or stands in while they are away; None
    where that is the operator.
    """
    me = access.actor(work)
    return people_query.person(work.uow, people.standing_in(work.uow, me.supervisor_id, work.today(me)))
