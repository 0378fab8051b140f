"""What somebody may have meant who typed a whole sentence, or something else than a word that does anything."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from dialogs.exchange.text import word

MOST: Final = 4
_THANKS: Final = frozenset(
    {"thanks", "thank you", "thank you very much", "cheers", "ok", "okay", "great", "ta"}
)
_LIKE: Final[Mapping[str, str]] = {
    "owe": "due",
    "remind": "due",
    "reminder": "due",
    "reminders": "due",
    "later": "due",
    "rebook": "book",
    "reschedule": "move",
    "postpone": "move",
    "cancelled": "cancel",
    "prep": "prepare",
    "sick": "absent",
    "ill": "absent",
    "leave": "absent",
    "holiday": "absent",
    "sign": "sign off",
    "disagree": "sign off",
    "audited": "audit",
    "sorry": "undo",
    "mistake": "undo",
    "meant": "undo",
    "wrong": "undo",
    "complain": "concern",
    "complaint": "concern",
}
"""Words that people type for something that has another name here."""


def is_thanks(text: str) -> bool:
    """Whether it only says thank you, or that all is well."""
    return word(text) in _THANKS


def meant(text: str, commands: Iterable[str]) -> list[str]:
    """The commands that stand in what was typed, or whose other names do, in its order."""
    names = {**_LIKE, **{name: name for name in commands}}
    longest = sorted(names, key=len, reverse=True)
    pattern = "|".join(re.escape(name) for name in longest)
    found = re.findall(rf"(?<!\w)(?:{pattern})(?!\w)", text.casefold())
    return list(dict.fromkeys(names[one] for one in found))[:MOST]
