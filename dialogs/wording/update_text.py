"""What was typed around updates, as people read it: on request, and below the preparation in a case note."""

from collections.abc import Mapping
from typing import Final

from dialogs.exchange.message import Message
from dialogs.flows.childs_views import CHILD
from dialogs.flows.update import UPDATE_CLOSING, UPDATE_NOTES
from dialogs.wording.phrases import name_of, when
from storage.tables import Case, SupervisionSession
from supervision.updates import setting
from supervision.work import Work

IN_NOTE: Final = ("relevant", "new_concerns", "anything_else", "concern", *CHILD)
"""What goes into a case note: how the work leaves somebody feeling does not."""


def announced(work: Work, session: SupervisionSession | None) -> str:
    """What the worker is told in advance, with the booking and when reminded to prepare; empty where updates are off."""
    if session is None or work.actor != session.supervisee_id or not setting.is_announced(work, session):
        return ""
    agreed = setting.of_session(work, session)
    minutes = agreed.minutes if agreed else 0
    return (
        f" You have {minutes} minutes for each case to say what is most relevant now, new concerns, and anything else that "
        "worries you. Your supervisor listens, and asks afterwards."
    )


def note_of(work: Work, session: SupervisionSession, case: Case, typed: Mapping[str, str | None]) -> Message:
    """One case's update as plain text, to copy whole."""
    lines = [
        f"10-minute update in supervision: {case.reference}",
        f"Worker: {name_of(work, session.supervisee_id)}",
        f"Supervisor: {name_of(work, session.supervisor_id)}",
        f"Session: {when(work, session.starts_at)}",
    ]
    for step in IN_NOTE:
        if text := typed.get(step):
            lines += ["", heading(step), text]
    return Message("\n".join(lines), title=f"Update, {case.reference}", private=True)


def heading(step: str) -> str:
    """The question a text answers, in the words in which it was asked."""
    words = UPDATE_NOTES.words if step in UPDATE_NOTES.by_id else UPDATE_CLOSING.words
    return words[step]
