"""Actions from the drafts of records, offered to whoever took them on for their own CPD record: never put there unasked.

Who does an action is free text in the draft. It is read as somebody's where it says their name, their first name or
their place in supervision: an offer too many costs nothing, for only they can take it up.
"""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

from storage.queries import cpd as cpd_query
from storage.queries import drafts as query
from storage.queries import sessions as sessions_query
from storage.tables import CpdEntry, DraftAction, Person, RecordDraft, SupervisionSession
from supervision import access, between_two, cpd, drafts
from supervision.work import Refused, Work

LOOK_BACK: Final = timedelta(days=365)
_SUPERVISEE: Final = frozenset({"supervisee", "worker"})
_SUPERVISOR: Final = frozenset({"supervisor", "manager"})
_BOTH: Final = frozenset({"both", "we", "us"})
_WORD: Final = re.compile(r"[\w'-]+")


class TakenOn(NamedTuple):
    """An action that the actor took on, and what it says is to be done."""

    action: DraftAction
    draft: RecordDraft
    session: SupervisionSession
    what: str


def of_draft(work: Work, draft_id: str) -> list[TakenOn]:
    """Of a draft the actor may read: the actions, its own and those carried over, that are theirs and not yet in their CPD
    record. Raises Refused.
    """
    draft, session = drafts.draft_of(work, draft_id)
    return _theirs(work, [*query.previous(work.uow, draft, session), *query.actions(work.uow, draft.id)])


def of_the_year(work: Work) -> list[TakenOn]:
    """The same of every draft for a session of the last year, the latest first."""
    found = query.actions_of(work.uow, access.actor(work).id, work.now - LOOK_BACK)
    return _theirs(work, found)[::-1]


def one(work: Work, action_id: str) -> TakenOn:
    """An action that is the actor's to add. Raises Refused where it is not theirs, or is in their record already."""
    found = query.action(work.uow, action_id)
    theirs = _theirs(work, [found] if found else [])
    if not theirs:
        raise Refused
    return theirs[0]


def add(work: Work, action_id: str, on: date, text: str) -> CpdEntry:
    """Put such an action into the actor's own CPD record, in words of theirs. Raises Refused, SaidNo as `cpd.add` does."""
    taken = one(work, action_id)
    return cpd.add(work, "action", on, text, source=taken.action.id)


def is_theirs(who: str, person: Person, session: SupervisionSession) -> bool:
    """Whether what stands under "Who" of an action of this session means a person."""
    words = {word.casefold() for word in _WORD.findall(who)}
    place = _SUPERVISEE if person.id == session.supervisee_id else _SUPERVISOR
    first = person.name.split()[0].casefold()
    return person.name.casefold() in who.casefold() or bool(words & {first, *place, *_BOTH})


def _theirs(work: Work, found: Sequence[DraftAction]) -> list[TakenOn]:
    """Those of these that the actor may read, took on, and has not added."""
    me = access.actor(work)
    kept = cpd_query.sources(work.uow, me.id) if found else set()
    theirs = []
    for action in found:
        if action.id in kept:
            continue
        draft = query.draft(work.uow, action.draft_id)
        session = sessions_query.session(work.uow, draft.session_id) if draft else None
        # Whoever covers reads a draft logged, and has no part in its actions.
        if draft is None or session is None or me.id not in between_two.drafting(work, session, draft.kind):
            continue
        words = query.words_of(work.uow, action)
        if is_theirs(words["who"], me, session):
            theirs.append(TakenOn(action, draft, session, words["what"]))
    return theirs
