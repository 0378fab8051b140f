"""What people are told when something went wrong on our side."""

import logging
import secrets
from typing import Final

NOT_SAVED: Final = "That was not saved. Say it again in a moment."
_BAD_LUCK: Final = (
    "Something went wrong on our side, so this was not saved. Try again in a moment. "
    "If it happens again, tell whoever looks after the bot this number: {number}"
)


def bad_luck(log: logging.Logger, fault: Exception) -> str:
    """Words with a number for the person, which stands in the log too; nothing of what was said is in either."""
    number = secrets.token_hex(4)
    log.error("turn failed: number %s, %s", number, type(fault).__name__)
    return _BAD_LUCK.format(number=number)
