"""What is kept long enough goes: class by class, in slices, each with its lines in the audit trail.

found = count(uow, "working", before)             # how many rows of which table would go
reached = remove(uow, "working", before, "clock")  # some of them; True when there may be more
"""

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, get_args

from sqlalchemy import Delete, Table, and_, delete, func, select

from storage.retention import leavers
from storage.retention.classes import Class
from storage.retention.piles import PILES, Pile

if TYPE_CHECKING:
    from storage.unit import UnitOfWork

CLASSES: tuple[Class, ...] = get_args(Class)
AT_ONCE = 200
"""How many rows go in one unit of work: nobody's answer waits for more than these."""


def count(uow: "UnitOfWork", which: Class, before: date) -> dict[str, int]:
    """How many rows of each table of a class are old on a day and would go; of leavers, how many people."""
    if which == "leavers":
        return {"person": leavers.count(uow, before)}
    found: Counter[str] = Counter()
    for pile in PILES[which]:
        query = select(func.count()).select_from(pile.reached).where(pile.old(before))
        found[pile.table.name] += uow.execute(query).scalar_one()
    return dict(found)


def remove(uow: "UnitOfWork", which: Class, before: date, actor: str) -> bool:
    """Remove some of what is old, with a line in the audit trail for each subject; whether there may be more."""
    if uow.sqlite is not None:
        # What goes is written over in the file, not only marked as free.
        uow.sqlite.execute("PRAGMA secure_delete = ON")
    if which == "leavers":
        return leavers.remove(uow, before, actor, AT_ONCE)
    return any(_remove(uow, which, pile, before, actor) for pile in PILES[which])


def _remove(uow: "UnitOfWork", which: Class, pile: Pile, before: date, actor: str) -> bool:
    kind, subject = pile.about
    key = list(pile.table.primary_key.columns)
    query = select(*key, *(() if subject is None else (subject,))).select_from(pile.reached)
    # In no order: sorted, each slice would look at all of them first.
    rows = uow.execute(query.where(pile.old(before)).limit(AT_ONCE)).all()
    subjects: Counter[str] = Counter()
    for row in rows:
        uow.execute(_row(pile.table, tuple(row[: len(key)])))
        subjects["" if subject is None else str(row[len(key)])] += 1
    for one, number in sorted(subjects.items()):
        purpose = f"{number} of {pile.table.name} from before {before.isoformat()}"
        uow.audit(actor, f"remove-{which}", kind, one, purpose=purpose)
    return bool(rows)


def _row(table: Table, key: tuple[object, ...]) -> Delete:
    columns = table.primary_key.columns
    return delete(table).where(and_(*(column == value for column, value in zip(columns, key, strict=True))))
