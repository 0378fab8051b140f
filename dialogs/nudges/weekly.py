"""The weekly summary of what is late under a manager: a line for each matter, together by whose it is to do."""

from collections.abc import Sequence
from typing import Final

from dialogs.exchange.message import Fact, Message

TITLE: Final = "Late under you, this week's summary"


def line(what: str, owner: str, lateness: str) -> Message:
    """One matter, as it stands alone; its fact is the same without whose it is."""
    text, short = f"{what} ({owner}): {lateness}", Fact(owner, f"{what}: {lateness}")
    return Message(text, title=TITLE, facts=(short,), summary=TITLE)


def gathered(messages: Sequence[Message]) -> list[Message]:
    """The lines of a summary become one message, at the end: whose name heads their lines is read once."""
    lines = [one for one in messages if one.title == TITLE]
    others = [one for one in messages if one.title != TITLE]
    if not lines:
        return others
    by_owner: dict[str, list[str]] = {}
    for one in lines:
        (short,) = one.facts
        by_owner.setdefault(short.label, []).append(short.value)
    text = "\n\n".join("\n".join([f"{owner}:", *found]) for owner, found in by_owner.items())
    return [*others, Message(text if len(lines) > 1 else lines[0].text, title=TITLE, summary=TITLE)]
