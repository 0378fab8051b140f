"""The statement that professional development is held against: its items to tick, and the ticked ones as text.

Clause personal of POLICY: which statement a role has, if any, and its items are the policy file's.
"""

from collections.abc import Collection, Mapping, Sequence

from dialogs.exchange import sizes
from dialogs.exchange.message import Option
from storage.tables import Person
from supervision.policy import Statement
from supervision.work import Work

CLAUSE = "personal"


def statement_for(work: Work, person: Person) -> Statement | None:
    """What a person's policy has them hold their progress against, or None."""
    clause = work.policy(person).clauses.get(CLAUSE)
    return clause.statement_for(person.role) if clause else None


def facts_of(statement: Statement | None) -> Mapping[str, object]:
    """What a flow is told of it: ``statement``, its title, and ``items`` to tick."""
    if statement is None:
        return {"statement": "", "items": ()}
    return {"statement": statement.title, "items": tuple(_options(statement.items))}


def as_text(statement: Statement | None, ticked: Collection[str]) -> str:
    """The title and the ticked items, one a line; empty where nothing is ticked."""
    if statement is None or not ticked:
        return ""
    chosen = (one for place, one in enumerate(statement.items, 1) if str(place) in ticked)
    return "\n".join((statement.title, *chosen))


def ticked_in(statement: Statement | None, text: str) -> tuple[str, ...]:
    """What is ticked in such a text, as the answer of a flow."""
    lines = text.split("\n")
    items = statement.items if statement else ()
    return tuple(str(place) for place, one in enumerate(items, 1) if one in lines)


def _options(items: Sequence[str]) -> list[Option]:
    return [Option(str(place), *_halves(one)) for place, one in enumerate(items, 1)]


def _halves(item: str) -> tuple[str, str]:
    """An item as label and hint: one that is too long for a label goes on below it, after its last comma or word."""
    if len(item) <= sizes.OPTION_LABEL:
        return item, ""
    head = item[: sizes.OPTION_LABEL + 1]
    mark = ", " if ", " in head else " "
    label = head[: head.rindex(mark)] if mark in head else head[:-1]
    return label, item[len(label) :].lstrip(", ")
