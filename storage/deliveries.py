"""Deliveries already taken: the platforms deliver some messages twice, and each is worked on once."""

from typing import TYPE_CHECKING

from storage.prepared import Prepared
from storage.tables.columns import table_of
from storage.tables.turns import Delivery
from storage.upsert import insert_or_ignore

if TYPE_CHECKING:
    from storage.unit import UnitOfWork

_take = Prepared(insert_or_ignore(table_of(Delivery)), "key", "taken_at")


def first_time(uow: "UnitOfWork", key: str) -> bool:
    """Take a delivery: True the first time its key is seen, False ever after (once this unit is kept)."""
    return _take.run(uow, {"key": key, "taken_at": uow.now}).rowcount == 1
