"""What waits to be sent: found and marked among few and among many, and the sweep that finds nothing to do."""

import time
from contextlib import ExitStack
from datetime import datetime, timedelta

from storage import outbox
from storage.ids import new_id
from storage.store import Store
from storage.tables import OutboxRow
from storage.tables.columns import table_of
from storage.unit import UnitOfWork
from tests.bench import stores
from tests.bench.figures import Figure, middle, milliseconds, progress, ratio
from tests.bench.sweeping import idle_sweep

DUE = 1_000
FEW, MANY = 10_000, 100_000
AIMS = {"SQLite": "≤ 10 ms", "PostgreSQL": "≤ 50 ms"}
IDLE_AIMS = {"SQLite": "≤ 0.1 ms", "PostgreSQL": "≤ 0.5 ms"}
_t = table_of(OutboxRow)


def measure(rounds: int) -> list[Figure]:
    """Both databases, each with few rows and with many; the four are asked in turn."""
    with ExitStack() as open_stores:
        few, many = (open_stores.enter_context(stores.sqlite()) for _ in range(2))
        found = _measure("SQLite", few, many, rounds)
    with stores.postgresql() as urls, ExitStack() as open_stores:
        few, many = (open_stores.enter_context(stores.postgresql_store(url)) for url in urls)
        return [*found, *_measure("PostgreSQL", few, many, rounds)]


def _measure(database: str, few: Store, many: Store, rounds: int) -> list[Figure]:
    progress(f"{database}: an outbox of {FEW:,} rows, and one of {MANY:,}")
    for store, count in ((few, FEW), (many, MANY)):
        _fill(store, count)
    idle = idle_sweep(few, many, rounds)
    took_few, took_many = [], []
    for number in range(rounds):
        took_few.append(_claim_and_mark(few))
        took_many.append(_claim_and_mark(many))
        progress(f"{database}: claims, round {number + 1} of {rounds}")
    return [
        Figure(
            f"{database}: claim and mark {DUE:,} due of {MANY:,} ÷ of {FEW:,}",
            f"{ratio(middle(took_many), middle(took_few)):.1f}",
            AIMS[database],
            f"{milliseconds(middle(took_many))}; of {FEW:,} {milliseconds(middle(took_few))}",
        ),
        Figure(
            f"{database}: idle sweep of {MANY:,} ÷ of {FEW:,}",
            f"{ratio(middle(idle.many), middle(idle.few)):.1f}",
            IDLE_AIMS[database],
            f"{milliseconds(middle(idle.many))}; of {FEW:,} {milliseconds(middle(idle.few))}; "
            f"a reading of SELECT 1 {milliseconds(middle(idle.floor))}",
        ),
    ]


def _fill(store: Store, count: int) -> None:
    """Half of them sent, the other half to be sent some day."""

    def fill(uow: UnitOfWork) -> None:
        far = uow.now + timedelta(days=30)
        rows = [_row(uow.now, number, far, "pending" if number % 2 else "sent") for number in range(count)]
        for start in range(0, count, 5_000):
            uow.execute(_t.insert(), rows[start : start + 5_000])

    store.run_now(fill)
    _analyze(store)


def _claim_and_mark(store: Store) -> float:
    """So many more fall due; the time from asking for them to having them marked as sent, three commits."""
    store.run_now(_put_due)
    began = time.perf_counter()
    rows = store.run_now(lambda uow: outbox.claim(uow, "bench", timedelta(minutes=1), DUE))
    ids = [row.id for row in rows]
    started = store.run_now(lambda uow: outbox.start_writing(uow, ids, "bench", timedelta(minutes=1)))
    store.run_now(lambda uow: outbox.finish(uow, started, "sent"))
    took = time.perf_counter() - began
    if len(started) != DUE:
        raise RuntimeError(f"{len(started)} rows were claimed, not {DUE}")
    return took


def _put_due(uow: UnitOfWork) -> None:
    rows = [_row(uow.now, number, uow.now - timedelta(seconds=1), "pending") for number in range(DUE)]
    uow.execute(_t.insert(), rows)


def _row(now: datetime, number: int, send_after: datetime, state: str) -> dict[str, object]:
    row_id = new_id(now)
    return {
        "id": row_id,
        "recipient_id": f"worker-{number % 5_000:05}",
        "kind": "prep/supervisee/owner",
        "subject_kind": "session",
        "subject_id": f"session-{row_id}",
        "subject_version": 1,
        "stage": "two-days-before",
        "duty_id": None,
        "escalation": False,
        "repeat": False,
        "state": state,
        "created_at": now,
        "send_after": send_after,
        "lease_until": None,
        "claimed_by": "",
        "attempts": 0,
        "sent_at": None,
        "failure": "",
    }


def _analyze(store: Store) -> None:
    """As the databases do by themselves in time."""
    store.run_now(lambda uow: uow.connection.exec_driver_sql("analyze"))
