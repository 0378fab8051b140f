"""A day's nudges planned where much is written, and where little is: only what is due may cost."""

import time
from collections.abc import Mapping
from datetime import timedelta
from functools import partial

from sqlalchemy import func, insert, select, text, update

from storage.store import Store
from storage.tables import Duty
from storage.tables.columns import table_of
from storage.unit import UnitOfWork
from supervision import duties
from supervision.policy import Policy
from supervision.work import CLOCK, Work
from tests.bench.england import NOW
from tests.bench.figures import progress

_d = table_of(Duty)
_LIVE = text("duty.status in ('open', 'paused')")
_AT_ONCE = 200_000


def count(uow: UnitOfWork) -> int:
    """How many duties stand."""
    return int(uow.execute(select(func.count()).select_from(_d).where(_LIVE)).scalar_one())


def fill(store: Store, beyond: str, wanted: int) -> None:
    """More duties of people whose ids come after `beyond`, until so many stand: copies under other subjects, which
    nothing looks at before their time.
    """
    step = 0
    while (lacking := wanted - store.read_now(count)) > 0:
        step += 1
        store.run_now(partial(_copied, beyond, f"-{step}", min(lacking, _AT_ONCE)))
        progress(f"filling the ledger: {wanted - lacking} duties")


def _copied(beyond: str, mark: str, most: int, uow: UnitOfWork) -> None:
    """So many once more. What is a copy itself has a dash in its id, and is not copied."""
    other = {"id": _d.c.id + mark, "subject_id": _d.c.subject_id + mark}
    rows = select(*(other.get(one.name, one) for one in _d.c)).where(
        _LIVE, _d.c.supervisee_id > beyond, _d.c.id.not_like("%-%")
    )
    uow.execute(insert(_d).from_select([one.name for one in _d.c], rows.limit(most)))


def plan(store: Store, policies: Mapping[str, Policy], before: str, number: int, turn: int) -> float:
    """Seconds to plan what is due when so many people have something due: each is given one duty that is."""
    store.run_now(partial(_make_due, before, number, turn * number))
    began = time.perf_counter()
    while store.run_now(lambda uow: duties.settle_due(Work(uow, policies, CLOCK))):
        pass
    return time.perf_counter() - began


def _make_due(before: str, number: int, first: int, uow: UnitOfWork) -> None:
    one_each = (
        select(func.max(_d.c.id))
        .where(_LIVE, _d.c.supervisee_id < before, _d.c.look_at.is_not(None))
        .group_by(_d.c.supervisee_id)
        .order_by(_d.c.supervisee_id)
        .limit(number)
        .offset(first)
    )
    due = update(_d).where(_d.c.id.in_(one_each)).values(look_at=NOW - timedelta(minutes=1))
    made = uow.execute(due).rowcount
    assert made == number, f"{made} of {number} could be made due"
