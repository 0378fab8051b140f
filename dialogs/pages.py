"""A long text to copy, in as many messages as it needs."""

from collections.abc import Iterable

from dialogs import sizes
from dialogs.message import Message


def pages(title: str, parts: Iterable[str]) -> list[Message]:
    """Parts of a text, each short enough for one message, with a blank line between them."""
    found = [""]
    for part in parts:
        if len(found[-1]) + len(part) + 2 > sizes.BLOCK:
            found.append("")
        found[-1] = f"{found[-1]}\n\n{part}".strip()
    count = len(found)
    parted = [f", part {place} of {count}" if count > 1 else "" for place in range(1, count + 1)]
    return [
        Message(page, title=f"{title}{part}", private=True) for page, part in zip(found, parted, strict=True)
    ]
