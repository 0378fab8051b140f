"""What is kept about a session, whole, for somebody who states a purpose: of its cases, or its personal side."""

from collections.abc import Iterator
from typing import Final

from dialogs.exchange.message import Message
from dialogs.exchange.text import full_date
from dialogs.wording.draft_cards import parts
from dialogs.wording.pages import pages
from dialogs.wording.phrases import session_name
from dialogs.wording.preparation_text import STEPS, question
from dialogs.wording.record_words import CASE, LABELS
from dialogs.wording.update_text import IN_NOTE, heading
from storage.answers import answers
from storage.damaged import UNREADABLE, readable
from storage.queries import drafts as drafts_query
from storage.queries import sessions as query
from storage.queries import updates as updates_query
from storage.tables import Case, SupervisionSession
from supervision.work import Work

TITLES: Final = {CASE: "What is kept about the cases", "personal": "What is kept of the personal side"}
_SAID: Final = {"change_asked": "A change was asked for", "disagreed": "A disagreement"}


def kept_of(work: Work, session: SupervisionSession, kind: str) -> list[Message]:
    """All that is kept of one side of a session, part by part. Ask first who may read it, and have the reading told."""
    return pages(TITLES[kind], _parts(work, session, kind))


def _parts(work: Work, session: SupervisionSession, kind: str) -> Iterator[str]:
    yield f"{TITLES[kind]}: {session_name(work, session)}"
    if kind == CASE:
        yield from _prepared(work, session)
        yield from _updates(work, session)
    for draft in drafts_query.of_session(work.uow, session.id, kind):
        said = drafts_query.texts(work.uow, draft.id)
        if any(said.values()) or drafts_query.actions(work.uow, draft.id):
            yield from parts(work, draft, session, said)
    yield from _answered(work, session, kind)


def _prepared(work: Work, session: SupervisionSession) -> Iterator[str]:
    for one in query.preparations(work.uow, session.id):
        kept = answers(work.uow, one.id)
        if any(kept.values()):
            yield f"Preparation: {_reference(work, one.case_id)}"
        for step in STEPS:
            if text := kept.get(step):
                yield f"{question(step)}\n{text}"


def _updates(work: Work, session: SupervisionSession) -> Iterator[str]:
    for one in updates_query.of_session(work.uow, session.id):
        typed = updates_query.texts(work.uow, one.id, session.supervisee_id)
        if any(typed.get(step) for step in IN_NOTE):
            yield f"10-minute update: {_reference(work, one.case_id)}"
        for step in IN_NOTE:
            if text := typed.get(step):
                yield f"{heading(step)}\n{text}"


def _answered(work: Work, session: SupervisionSession, kind: str) -> Iterator[str]:
    record = query.record_of_kind(work.uow, session.id, kind)
    for one in query.record_answers(work.uow, record.id) if record else ():
        text = readable(work.uow, "record_answer", one.id, "sealed", one.sealed) or UNREADABLE
        yield f"{LABELS[kind]}. {_SAID[one.kind]}, {full_date(one.said_on)}\n{text}"


def _reference(work: Work, case_id: str) -> str:
    case = work.uow.session.get(Case, case_id)
    return case.reference if case else "a case"
