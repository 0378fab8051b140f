"""The conversations, one module each; `TOPICS` is what the registry reads."""

from dialogs.conversation import Topic
from dialogs.conversations import (
    absence,
    agreement,
    booking,
    cancelling,
    concern,
    covering,
    done,
    due,
    happened,
    prepare,
    proposing,
    reading,
    recording,
    signing,
    undoing,
    updates,
    updates_notes,
    updates_setting,
)

TOPICS: tuple[Topic, ...] = (
    prepare.TOPIC,
    reading.TOPIC,
    due.TOPIC,
    done.TOPIC,
    happened.TOPIC,
    booking.TOPIC,
    proposing.TOPIC,
    cancelling.TOPIC,
    recording.TOPIC,
    signing.TOPIC,
    agreement.TOPIC,
    concern.TOPIC,
    absence.TOPIC,
    covering.TOPIC,
    updates.TOPIC,
    updates_notes.TOPIC,
    updates_setting.TOPIC,
    undoing.TOPIC,
)
