"""What is typed around an update: the worker's notes and closing words, the supervisor's questions while listening.

All of it is sealed. The worker's is read by the two; the supervisor's questions by whoever typed them, like any notes of
their own.
"""

from collections.abc import Mapping
from typing import Final

from storage.damaged import UNREADABLE
from storage.queries import sessions as sessions_query
from storage.queries import updates as query
from storage.tables import Case, CaseUpdate, SupervisionSession
from supervision import access, notices
from supervision.updates import setting
from supervision.work import MovedOn, SaidNo, Work

NOTES: Final = ("relevant", "new_concerns", "anything_else")
CLOSING: Final = ("concern", "child_thinks", "child_wants", "child_reason", "feelings")
LISTENING: Final = "listening"
MOST_LETTERS: Final = 3000


class Full(SaidNo):
    """More was typed than is kept."""

    def __init__(self) -> None:
        super().__init__(
            f"Up to {MOST_LETTERS:,} characters are kept for afterwards. Shorten it and keep it again; "
            "what was kept before is there."
        )


class Recorded(SaidNo):
    """The record of the session is with the supervisee for sign-off, or beyond."""

    def __init__(self) -> None:
        super().__init__(
            "That session is recorded, so the notes of its updates can no longer be changed. "
            'Type "export" to read them.'
        )


def sessions_to_note(work: Work) -> list[SupervisionSession]:
    """The actor's own sessions for whose updates notes can be typed, before or after: latest first."""
    found = [one for one in sessions_query.sessions_of(work.uow, work.actor) if _is_open(work, one)]
    return [one for one in reversed(found) if one.kind != "personal" and setting.of_session(work, one)]


def keep(work: Work, update_id: str, step: str, typed: str | None) -> None:
    """Keep what the worker typed under a heading; None when it was left out. Raises Refused, Recorded."""
    update, session = access.update_as_supervisee(work, update_id)
    if not _is_open(work, session):
        raise Recorded
    query.keep_text(work.uow, update.id, work.actor, step, typed)


def kept(work: Work, update: CaseUpdate, session: SupervisionSession) -> Mapping[str, str | None]:
    """The worker's texts by heading; None for one left out, UNREADABLE for one that no key opens. Ask `access` first."""
    return query.texts(work.uow, update.id, session.supervisee_id)


def listen(work: Work, update_id: str, typed: str) -> CaseUpdate:
    """Keep what whoever supervises typed while listening, below what is there. Raises Refused, MovedOn, Full."""
    update, session = access.update_as_party(work, update_id)
    if work.actor == session.supervisee_id or update.state == "waiting":
        raise MovedOn
    before = listened(work, update)
    if before == UNREADABLE:
        before = ""
    text = "\n".join(one for one in (before, typed.strip()) if one)
    if len(text) > MOST_LETTERS:
        raise Full
    if text != before:
        query.keep_text(work.uow, update.id, work.actor, LISTENING, text)
    return update


def listened(work: Work, update: CaseUpdate) -> str:
    """What the actor themselves kept while listening; empty when nothing was."""
    return query.texts(work.uow, update.id, work.actor).get(LISTENING) or ""


def read(work: Work, session_id: str) -> list[tuple[Case, CaseUpdate, Mapping[str, str | None]]]:
    """The worker's texts of a session's updates, case by case, where there are any. Raises Refused.

    When somebody other than the two reads them, as under cover, the reading is logged with its purpose and told to the
    supervisee in the same unit of work.
    """
    session = access.session_to_read(work, session_id)
    found = []
    for update in query.of_session(work.uow, session.id):
        case, typed = work.uow.session.get(Case, update.case_id), kept(work, update, session)
        if case is not None and any(typed.values()):
            found.append((case, update, typed))
    supervisee = access.person_for(work, session.supervisee_id)
    if found and work.actor not in (supervisee.id, session.supervisor_id, supervisee.supervisor_id):
        work.uow.audit(work.actor, "read-update", "session", session.id, purpose="cover")
        subject = ("session", session.id, session.version)
        stage = f"{work.actor}:{work.today(supervisee).isoformat()}"
        notices.put(work, work.policy(supervisee), supervisee.id, "update-notes-read", subject, stage=stage)
    return found


def _is_open(work: Work, session: SupervisionSession) -> bool:
    if session.status == "planned":
        return True
    found = sessions_query.records(work.uow, [session.id])
    recorded = [one for one in found if one.kind == "case" and one.state != "awaiting"]
    return session.status == "held" and not recorded
