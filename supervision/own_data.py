"""What is kept of a person, for that person alone (clause own-data), with others taken out of what was typed: names of staff
and references of cases, as far as the store knows them. Who a child or a parent is it does not know.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from storage.queries import own_data as query
from storage.tables import Person
from supervision import access
from supervision.work import Work

NAME: Final = "[name left out]"
CASE: Final = "[case left out]"
_WORD: Final = re.compile(r"\w+")
_SHORTEST: Final = 3
"""A part of a name that is shorter stands for too much else."""


class Others:
    """The third parties of one person: takes them out of texts.

    A whole name counts in any letters. A first name or a surname alone counts as it is written, and only of those around the
    person (`near`), for many a name is a word too.
    """

    def __init__(self, me: str, names: Iterable[str], near: Iterable[str], references: Iterable[str]) -> None:
        mine = {me, *_WORD.findall(me)}
        self._found: dict[str, list[tuple[str, str, bool]]] = {}
        parts = {part for name in near for part in _WORD.findall(name) if len(part) >= _SHORTEST}
        for name in sorted({*names} - mine):
            self._take_out(name, NAME)
        for reference in sorted({*references}):
            self._take_out(reference, CASE)
        for part in sorted(parts - mine):
            self._take_out(part, NAME, as_written=True)

    def _take_out(self, text: str, instead: str, *, as_written: bool = False) -> None:
        # Found by its longest word, so that a text is searched for the few that may be in it, and not for thousands.
        words = _WORD.findall(text.casefold())
        if words:
            self._found.setdefault(max(words, key=len), []).append((text, instead, as_written))

    def out_of(self, text: str) -> str:
        """The text without them."""
        words = dict.fromkeys(_WORD.findall(text.casefold()))
        there = [one for word in words for one in self._found.get(word, ())]
        # The longest first, so that no half of a name stays.
        for name, instead, as_written in sorted(there, key=lambda one: -len(one[0])):
            flags = 0 if as_written else re.IGNORECASE
            text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", instead, text, flags=flags)
        return text


def open_own(work: Work) -> tuple[Person, Others]:
    """The actor and the third parties of what is kept of them. That it is read is audited."""
    me = access.actor(work)
    work.uow.audit(me.id, "own-data", "person", me.id)
    names = query.others(work.uow, me)
    return me, Others(
        me.name, names.values(), _near(work, me, names), query.references(work.uow, me.authority)
    )


def _near(work: Work, me: Person, names: Mapping[str, str]) -> list[str]:
    """The names of those a person had sessions with, was read by, or stands beside in the line."""
    sessions = query.with_person(work.uow, me.id)
    around = {me.supervisor_id, me.line_manager_id, *sessions}
    return [name for one, name in names.items() if one in around]
