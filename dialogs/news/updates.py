"""News of a 10-minute update: its session begins, the other has done something, the clock has come to something.

A row says something only while it is the latest about its update: a later one says how things stand by then.
"""

from typing import Final

from dialogs.exchange.message import Button, Message
from dialogs.exchange.reply import Press
from dialogs.wording.phrases import capital, session_name
from dialogs.wording.update_cards import listening, timer
from storage.queries import sessions as sessions_query
from storage.queries import updates as query
from storage.tables import CaseUpdate, OutboxRow, SupervisionSession
from supervision import access
from supervision.updates import setting
from supervision.work import Refused, Work

WORDS: Final = {"time-up": "Time is up", "two-minutes": "2 minutes left"}
ENDED: Final = "Clarifying questions are over"


def ready(work: Work, row: OutboxRow) -> Message | None:
    """A session with updates begins."""
    session = sessions_query.session(work.uow, row.subject_id)
    if session is None or session.version != row.subject_version or session.status != "planned":
        return None
    if not setting.is_announced(work, session) or not _is_party(work, session):
        return None
    return Message(
        f"{capital(session_name(work, session))}. Either of you starts the update of a case.",
        title="10-minute updates",
        buttons=(Button("Start an update", Press("update", session.id, session.version), "primary"),),
        summary="10-minute updates: your session begins",
        card=f"updates:{session.id}:{work.actor}",
    )


def changed(work: Work, row: OutboxRow) -> Message | None:
    """The other one has started, paused, resumed, stopped it, or gone on. Only a start calls for attention."""
    found = _latest(work, row)
    if found is None:
        return None
    update, session = found
    return timer(work, update, session, named=False, in_place=row.stage != "started")


def timed(work: Work, row: OutboxRow) -> Message | None:
    """Two minutes are left, or time is up; that of clarifying questions too."""
    found = _latest(work, row)
    if found is None:
        return None
    update, session = found
    if row.stage == "two-minutes" and (update.state != "running" or update.ends_at is None):
        return None
    word = ENDED if update.state == "closing" else WORDS[row.stage]
    return timer(work, update, session, named=False, word=word)


def listen(work: Work, row: OutboxRow) -> Message | None:
    """The box of whoever listens, when it was the other who started."""
    found = _latest(work, row)
    return listening(work, found[0]) if found and found[0].state == "running" else None


def _latest(work: Work, row: OutboxRow) -> tuple[CaseUpdate, SupervisionSession] | None:
    update = query.update(work.uow, row.subject_id)
    if update is None or update.version != row.subject_version:
        return None
    session = sessions_query.session(work.uow, update.session_id)
    if session is None or not _is_party(work, session):
        return None
    return update, session


def _is_party(work: Work, session: SupervisionSession) -> bool:
    try:
        access.session_as_party(work, session.id)
    except Refused:
        return False
    return True
