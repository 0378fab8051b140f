"""The conversations, one module each; `TOPICS` is what the registry reads."""

from dialogs.conversation import Topic
from dialogs.conversations import due, prepare, undoing

TOPICS: tuple[Topic, ...] = (
    prepare.TOPIC,
    due.TOPIC,
    undoing.TOPIC,
)
