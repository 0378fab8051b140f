"""What was typed around updates, as people read it: on request, and below the preparation in a case note."""

from collections.abc import Mapping
from typing import Final

from dialogs.message import Message
from dialogs.phrases import name_of, when
from dialogs.update_flows import UPDATE_CLOSING, UPDATE_NOTES
from storage.tables import Case, SupervisionSession
from supervision.work import Work

IN_NOTE: Final = (
    "relevant",
    "new_concerns",
    "anything_else",
    "concern",
    "child_thinks",
    "child_wants",
    "child_reason",
)
"""What goes into a case note: how the work leaves somebody feeling does not."""


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
