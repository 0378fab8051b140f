"""The draft of a session's record, written by either of the two (clauses together, agenda, analysis). It never becomes the
record by itself: once it stands on the file, the supervisor says that the session is recorded.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Final

from storage.ids import new_id
from storage.queries import drafts as query
from storage.queries import sessions as sessions_query
from storage.tables import Case, DraftAction, RecordDraft, SupervisionSession
from supervision import access, between_two, mine, notices, undo
from supervision.policy.vocabulary import Section
from supervision.work import Refused, SaidNo, Work

CASE, PERSONAL = "case", "personal"
CLAUSES: Final[Mapping[str, str]] = {CASE: "agenda", PERSONAL: "personal"}
USUAL: Final[Mapping[str, tuple[Section, ...]]] = {
    CASE: (
        "key_dates",
        "worried",
        "working_well",
        "needs_to_happen",
        "hypothesis",
        "plan_progress",
        "reflection",
    ),
    PERSONAL: ("wellbeing", "feedback", "learning", "any_other_business"),
}
"""The headings where a policy file names none."""
MOST_ACTIONS: Final = 12
IN_FLIGHT: Final = ("awaiting", "recorded", "tasked", "change_asked", "disagreed", "assumed_agreed")
"""The states of a record that is not settled yet."""


class WrittenMeanwhile(SaidNo):
    """The other of the two has saved the draft since this one began to write."""

    def __init__(self) -> None:
        super().__init__(
            "The draft was changed while you were writing, so this was not saved over it. What you typed is kept here. "
            'Type "draft" to read how it stands now, and change it from there.'
        )


class Recorded(SaidNo):
    """The session is recorded, or was never held: its draft is only read."""

    def __init__(self) -> None:
        super().__init__(
            "A draft can be changed from the start of its session until the session is recorded. You can still read this "
            "one, and what was not done comes up in the next."
        )


class Full(SaidNo):
    """More actions than one draft holds."""

    def __init__(self) -> None:
        super().__init__(
            f"A draft holds {MOST_ACTIONS} actions. Take one out first, or put several together in one."
        )


def sections(work: Work, session: SupervisionSession, kind: str) -> tuple[Section, ...]:
    """The headings of a draft: those of the supervisee's policy for their role, or the usual ones."""
    person = access.person_for(work, session.supervisee_id)
    clause = work.policy(person).clauses.get(CLAUSES[kind])
    return (clause.sections_for(person.role) if clause else ()) or USUAL[kind]


def to_draft(work: Work) -> list[tuple[SupervisionSession, str]]:
    """The sessions whose record the actor may draft now, or whose draft they may read while it is signed off, and of which
    kind; the latest first.
    """
    held = [*mine.own_records(work, *IN_FLIGHT), *mine.supervised_records(work, *IN_FLIGHT)]
    found = [
        (session, record.kind)
        for record, session in held
        if record.state == "awaiting" or query.of_session(work.uow, session.id, record.kind)
    ]
    begun = [*mine.own_sessions(work, "planned"), *mine.supervised_sessions(work, "planned")]
    found += [(one, kind) for one in begun if one.starts_at <= work.now for kind in kinds(one)]
    mine_to_draft = [(session, kind) for session, kind in found if _may(work, session, kind)]
    return sorted(mine_to_draft, key=lambda one: (one[0].starts_at, one[0].id), reverse=True)


def kinds(session: SupervisionSession) -> tuple[str, ...]:
    """The records a session has."""
    return (CASE, PERSONAL) if session.kind == "both" else (session.kind,)


def begin(work: Work, session_id: str, kind: str, case_id: str | None) -> RecordDraft:
    """The draft about a case of a session's agenda, or about the session; made where there is none. Raises Refused,
    Recorded.
    """
    session = between_two.session_to_draft(work, session_id, kind)
    for one in query.of_session(work.uow, session.id, kind):
        if one.case_id == case_id:
            return one
    on_agenda = [one.id for one in sessions_query.agenda(work.uow, session.id)] if kind == CASE else []
    if kind not in kinds(session) or (case_id not in on_agenda if case_id or on_agenda else False):
        raise Refused
    if not may_change(work, session, kind):
        raise Recorded
    draft = RecordDraft(id=new_id(work.now), session_id=session.id, kind=kind, case_id=case_id)
    work.uow.session.add(draft)
    work.uow.session.flush()
    return draft


def draft_of(work: Work, draft_id: str) -> tuple[RecordDraft, SupervisionSession]:
    """A draft the actor may read and write, with its session. Raises Refused."""
    draft = query.draft(work.uow, draft_id)
    if draft is None:
        raise Refused
    return draft, between_two.session_to_draft(work, draft.session_id, draft.kind)


def case_of(work: Work, draft: RecordDraft) -> Case | None:
    """The case a draft is about; None where it is about the session. Ask `draft_of` first."""
    return work.uow.session.get(Case, draft.case_id) if draft.case_id else None


def may_change(work: Work, session: SupervisionSession, kind: str) -> bool:
    """Whether a draft is still written: from the start of its session until it is recorded."""
    if session.status == "planned":
        return session.starts_at <= work.now
    record = sessions_query.record_of_kind(work.uow, session.id, kind)
    return session.status == "held" and record is not None and record.state == "awaiting"


def read(work: Work, draft_id: str) -> tuple[RecordDraft, Mapping[str, str | None]]:
    """What a draft says, by heading. Whoever covers reads it logged, with that purpose, and told to the supervisee. Raises
    Refused.
    """
    draft, session = draft_of(work, draft_id)
    if work.actor not in between_two.drafting(work, session, draft.kind):
        supervisee = access.person_for(work, session.supervisee_id)
        work.uow.audit(work.actor, "read-draft", "record_draft", draft.id, purpose="cover")
        subject = ("session", session.id, session.version)
        stage = f"{work.actor}:{work.today(supervisee).isoformat()}"
        notices.put(work, work.policy(supervisee), supervisee.id, "draft-read", subject, stage=stage)
    return draft, query.texts(work.uow, draft.id)


def save(
    work: Work,
    draft_id: str,
    version: int,
    said: Mapping[str, str | None],
    done: Collection[str] = (),
    out: Collection[str] = (),
) -> RecordDraft:
    """Save what a draft says over the version that was read: `done` are the earlier actions that are done, `out` those of
    its own that are taken out. Raises Refused, Recorded, WrittenMeanwhile.
    """
    draft, session = _to_change(work, draft_id)
    if version != draft.version:
        raise WrittenMeanwhile
    query.keep_texts(work.uow, draft.id, said)
    for one in query.previous(work.uow, draft, session):
        state = "done" if one.id in done else "open"
        if one.state != state:
            one.state, one.done_in = state, draft.id if state == "done" else None
            one.version += 1
    for one in query.actions(work.uow, draft.id):
        if one.id in out:
            one.state, one.version = "withdrawn", one.version + 1
    draft.saved_by, draft.saved_at = work.actor, work.now
    draft.version += 1
    work.uow.audit(work.actor, "drafted", "record_draft", draft.id)
    return draft


def add_action(work: Work, draft_id: str, said: Mapping[str, str], by_when: date) -> RecordDraft:
    """Put an action (what, why, who) into a draft. Raises Refused, Recorded, Full."""
    draft, _ = _to_change(work, draft_id)
    if len(query.actions(work.uow, draft.id)) >= MOST_ACTIONS:
        raise Full
    action = query.add_action(work.uow, draft.id, said, by_when)
    work.uow.audit(work.actor, "draft-action", "draft_action", action.id)
    undo.remember(work, "action added", [(action, None)])
    return draft


def previous(work: Work, draft: RecordDraft, session: SupervisionSession) -> Sequence[DraftAction]:
    """The actions carried over from earlier drafts about the same. Ask `draft_of` first."""
    return query.previous(work.uow, draft, session)


def _to_change(work: Work, draft_id: str) -> tuple[RecordDraft, SupervisionSession]:
    draft, session = draft_of(work, draft_id)
    if not may_change(work, session, draft.kind):
        raise Recorded
    return draft, session


def _may(work: Work, session: SupervisionSession, kind: str) -> bool:
    try:
        between_two.session_to_draft(work, session.id, kind)
    except Refused:
        return False
    return True
