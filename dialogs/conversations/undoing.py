"""Undo: the last action is taken back, within a minute and until someone else has acted."""

from dialogs.conversation import Said, Topic, say
from supervision import undo
from supervision.work import Work


def take_back(work: Work) -> Said:
    """Reverse the actor's last action. Nobody else is told of it either way."""
    action = undo.undo(work)
    return say(f'Undone: "{action}". It is as it was before. No message about it has left.')


TOPIC = Topic(
    commands={"undo": take_back},
    verbs={"undo": lambda work, press: take_back(work)},
    help={"undo": "Take back what you just did, within a minute"},
)
