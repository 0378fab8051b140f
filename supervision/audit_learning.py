"""What audits taught, offered where the policy has it taken up: in the next supervision of the case that was audited, in the
next of the team manager whose team it is, and in the personal notes of either.

It is taken up by the first such session held after it was written. It is read by the two of that session, and by nobody who
covers.
"""

from collections.abc import Callable, Iterable

from storage import learning
from storage.learning import Learning
from storage.queries import cases as query
from storage.queries import sessions as sessions_query
from storage.tables import RecordDraft, SupervisionSession
from supervision import access, between_two, drafts
from supervision.duties import audits as draws
from supervision.work import Refused, Work


def for_session(work: Work, session: SupervisionSession) -> list[Learning]:
    """What a planned session is the first to take up as case supervision, or one after it that was not held yet. Ask
    `access` first.
    """
    if session.status != "planned" or session.kind == "personal":
        return []
    agenda = [one.id for one in sessions_query.agenda(work.uow, session.id)]
    found = _of_team(work, session, _is_case)
    return _each_once((*found, *(each for case in agenda for each in _of_case(work, session, case))))


def for_draft(work: Work, draft: RecordDraft, session: SupervisionSession) -> list[Learning]:
    """What the record that is drafted is the first to take up. Ask `drafts.draft_of` first."""
    if draft.kind == drafts.PERSONAL:
        mine = [one.id for one in sessions_query.open_cases_of(work.uow, session.supervisee_id)]
        theirs = (each for case in mine for each in _of_case(work, session, case, _is_personal))
        return _each_once((*_of_team(work, session, _is_personal), *theirs))
    if draft.case_id is not None:
        about = _of_case(work, session, draft.case_id)
        return _each_once((*about, *_of_team(work, session, _is_case)))
    return _of_team(work, session, _is_case)


def read(work: Work, session_id: str) -> list[tuple[Learning, str]]:
    """What a planned session is to take up, with its text, for the supervisee and their supervisor of today. Raises
    Refused.
    """
    session = access.session_as_party(work, session_id)
    supervisee = access.person_for(work, session.supervisee_id)
    if work.actor not in (supervisee.id, supervisee.supervisor_id):
        raise Refused
    return _opened(work, for_session(work, session))


def read_for_draft(work: Work, draft_id: str) -> list[tuple[Learning, str]]:
    """The same of what a draft is to take up, for its two. Raises Refused."""
    draft, session = drafts.draft_of(work, draft_id)
    if not may_read(work, draft, session):
        raise Refused
    return _opened(work, for_draft(work, draft, session))


def may_read(work: Work, draft: RecordDraft, session: SupervisionSession) -> bool:
    """Whether the actor is one of the two of a draft."""
    return work.actor in between_two.drafting(work, session, draft.kind)


def _opened(work: Work, found: Iterable[Learning]) -> list[tuple[Learning, str]]:
    return [(one, learning.text_of(work.uow, one.event_id)) for one in found]


def _of_team(
    work: Work, session: SupervisionSession, takes_up: Callable[[SupervisionSession], bool]
) -> list[Learning]:
    """Of audits of the supervisee's own team."""
    return _first_here(work, session, learning.about(work.uow, session.supervisee_id), takes_up)


def _of_case(
    work: Work,
    session: SupervisionSession,
    case_id: str,
    takes_up: Callable[[SupervisionSession], bool] | None = None,
) -> list[Learning]:
    """Of audits that this case of the supervisee's was drawn for; by default it is taken up where the case is discussed."""
    events = query.events_of(work.uow, session.supervisee_id)
    drawn = {(one.person_id, one.rule) for one in events if one.what == "drawn" and one.case_id == case_id}
    rules = work.policy(access.person_for(work, session.supervisee_id)).rules
    found: list[Learning] = []
    for manager_id, rule in sorted((one or "", rule or "") for one, rule in drawn):
        if rule in rules:
            pairs = draws.answered(query.events_of(work.uow, manager_id), rules[rule], manager_id)
            taught = learning.about(work.uow, manager_id)
            found += [
                one for one in taught if one.event_id in pairs and pairs[one.event_id].case_id == case_id
            ]

    def discusses(other: SupervisionSession) -> bool:
        return _is_case(other) and case_id in [one.id for one in sessions_query.agenda(work.uow, other.id)]

    return _first_here(work, session, found, takes_up or discusses)


def _first_here(
    work: Work,
    session: SupervisionSession,
    found: list[Learning],
    takes_up: Callable[[SupervisionSession], bool],
) -> list[Learning]:
    """Of these, what no earlier session has taken up and this one can: what is written after it was held waits for the
    next.
    """
    if not found:
        return []
    first = min(one.written_at for one in found)
    others = sessions_query.sessions_of(work.uow, session.supervisee_id)
    earlier = [
        one.starts_at
        for one in others
        if one.status == "held"
        and one.id != session.id
        and first <= one.starts_at <= session.starts_at
        and takes_up(one)
    ]
    last = max(earlier, default=None)
    return [
        one
        for one in found
        if (last is None or one.written_at > last)
        and (session.status == "planned" or one.written_at <= session.starts_at)
    ]


def _each_once(found: Iterable[Learning]) -> list[Learning]:
    return list({one.event_id: one for one in found}.values())


def _is_case(session: SupervisionSession) -> bool:
    return session.kind != "personal"


def _is_personal(session: SupervisionSession) -> bool:
    return session.kind != "case"
