"""The smallest of the limits that any channel sets, so that every message fits everywhere (counts are
characters).

Teams shows six actions on a card and takes about 80 KB with a margin. Slack takes 3,000 characters in a
block, 75 in a button or option, 100 options, 50 blocks, and has failed at some 13,200 characters in one
message.
"""

from typing import Final

BUTTONS: Final = 6
BUTTON_LABEL: Final = 75
BUTTON_REPLY: Final = 2_000
BLOCK: Final = 3_000
BLOCKS: Final = 50
TITLE: Final = 150
SUMMARY: Final = 150
FIELD_LABEL: Final = 300
OPTIONS: Final = 100
OPTION_LABEL: Final = 75
OPTION_VALUE: Final = 75
READABLE: Final = 12_000
"""All text of a message that is not in a field."""
TEXT: Final = 2_000
"""What a conversation says above its fields."""
SENT: Final = 2_000
"""What was sent too late and is shown back."""
ANSWERS: Final = 6_000
"""The answers in a check of answers: what is left of READABLE after texts, labels and hints."""
BYTES: Final = 80_000
"""The message as UTF-16 JSON."""
