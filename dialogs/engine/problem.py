"""What is wrong with a value, in words for the person who gave it."""

from __future__ import annotations

from dialogs.errors import DialogError
from dialogs.exchange.message import Option


class Problem(DialogError):
    """A value that cannot be kept as it is: what to do, and the readings to choose from when it has several.

    As an exception it says nothing of what was typed, since exceptions reach logs.
    """

    def __init__(self, words: str, readings: tuple[Option, ...] = ()) -> None:
        super().__init__("a value that cannot be kept as it is")
        self.words = words
        self.readings = readings
