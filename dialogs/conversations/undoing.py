"""Undo: the last action is taken back, within a minute and until someone else has acted."""

from collections.abc import Mapping
from typing import Final

from dialogs.conversations.conversation import Said, Topic, say
from supervision import undo
from supervision.work import Work

_SAID: Final[Mapping[str, str]] = {
    "signed_off": "sign off",
    "change_asked": "ask for a change",
    "disagreed": "disagree",
    "closed": "close",
    "event": "happened",
    "decide": "decide how often a case is discussed",
    "undecide": "take a decision about a case back",
}
"""Actions kept under another name than people know them by."""


def take_back(work: Work) -> Said:
    """Reverse the actor's last action. Nobody else is told of it either way."""
    action = undo.undo(work)
    return say(
        f'Undone: "{_SAID.get(action, action)}". It is as it was before. No message about it has left.'
    )


TOPIC = Topic(
    commands={"undo": take_back},
    verbs={"undo": lambda work, press: take_back(work)},
    help={"undo": "Take back what you just did, within a minute"},
)
