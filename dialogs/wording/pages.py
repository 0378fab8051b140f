"""A long text to copy, in as many messages as it needs."""

from collections.abc import Iterable, Iterator
from textwrap import wrap

from dialogs.exchange import sizes
from dialogs.exchange.message import Message


def pages(title: str, parts: Iterable[str]) -> list[Message]:
    """Parts of a text with a blank line between them; one that is too long for a message is cut between words."""
    found = [""]
    for part in (piece for one in parts for piece in _pieces(one)):
        if len(found[-1]) + len(part) + 2 > sizes.BLOCK:
            found.append("")
        found[-1] = f"{found[-1]}\n\n{part}".strip()
    count = len(found)
    parted = [f", part {place} of {count}" if count > 1 else "" for place in range(1, count + 1)]
    return [
        Message(page, title=f"{title}{part}", private=True) for page, part in zip(found, parted, strict=True)
    ]


def _pieces(part: str) -> Iterator[str]:
    if len(part) <= sizes.BLOCK:
        yield part
        return
    for line in part.split("\n"):
        yield from wrap(line, sizes.BLOCK, break_on_hyphens=False) or [""]
