"""What the sweep asks every second is looked up, however much there is."""

import re

from storage.queries.ahead import ahead
from storage.store import Store
from storage.unit import UnitOfWork


def test_nothing_lies_ahead_of_an_empty_store(store: Store) -> None:
    assert store.read_now(ahead) == (None, None, None, None, False)


def test_what_lies_ahead_is_found_in_partial_indexes_alone(sqlite_store: Store) -> None:
    def plan(uow: UnitOfWork) -> str:
        asked: list[str] = []
        assert uow.sqlite is not None
        uow.sqlite.connection.set_trace_callback(asked.append)
        ahead(uow)
        uow.sqlite.connection.set_trace_callback(None)
        return "\n".join(str(step) for (*_, step) in uow.sqlite.execute(f"explain query plan {asked[0]}"))

    found = sqlite_store.read_now(plan)
    indexes = {"duty_to_do", "case_update_to_do", "outbox_pending", "outbox_in_flight", "audit_unchained"}
    assert set(re.findall(r"INDEX (\w+)", found)) == indexes
    assert len(re.findall(r"(?:SCAN|SEARCH) [a-z]", found)) == len(indexes)
