"""Deliveries already taken: the platforms deliver some messages twice, and each is worked on once."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sqlalchemy import func, or_, select

from storage.prepared import Prepared
from storage.tables.columns import table_of
from storage.tables.turns import Delivery
from storage.upsert import insert_or_ignore

if TYPE_CHECKING:
    from storage.unit import UnitOfWork

_t = table_of(Delivery)
_take = Prepared(insert_or_ignore(_t), "key", "taken_at", apart=True)


def first_time(uow: "UnitOfWork", key: str) -> bool:
    """Take a delivery: True the first time its key is seen, False ever after (once this unit is kept)."""
    return _take.run(uow, {"key": key, "taken_at": uow.now}).rowcount == 1


def last_heard(uow: "UnitOfWork", person_id: str, channels: Iterable[str]) -> str | None:
    """On which of these channels a person's latest turn was, or None. Keys begin with the channel and the person."""
    theirs = {f"{channel}:{person_id}:": channel for channel in channels}
    begins = or_(*(func.substr(_t.c.key, 1, len(start)) == start for start in theirs))
    found = uow.execute(select(_t.c.key).where(begins).order_by(_t.c.taken_at.desc()).limit(1)).scalar()
    return next((channel for start, channel in theirs.items() if found and found.startswith(start)), None)
