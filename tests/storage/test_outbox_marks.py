"""Rows claimed, marked and put back, a list of them at a time."""

from datetime import timedelta
from functools import partial

from storage import outbox
from storage.queries.ahead import ahead
from storage.store import Store
from storage.unit import UnitOfWork
from tests.support.stores import Clock

LEASE = timedelta(seconds=60)


def put(uow: UnitOfWork, recipients: tuple[str, ...]) -> None:
    for each in recipients:
        outbox.put_row(
            uow,
            recipient_id=each,
            kind="prep/supervisee/owner",
            subject=("session", "s", 1),
            stage="",
            duty_id=None,
            escalation=False,
            send_after=uow.now,
        )


def claimed(store: Store, worker: str, most: int = 10) -> list[str]:
    rows = store.run_now(lambda uow: outbox.claim(uow, worker, LEASE, most))
    return [row.id for row in rows]


def test_what_is_due_is_claimed_once_oldest_first(store: Store, clock: Clock) -> None:
    for each in ("ash", "birch", "cedar"):
        store.run_now(partial(put, recipients=(each,)))
        clock.move(seconds=1)
    rows = store.run_now(lambda uow: outbox.claim(uow, "one", LEASE, 2))
    assert [row.recipient_id for row in rows] == ["ash", "birch"]
    rows = store.run_now(lambda uow: outbox.claim(uow, "two", LEASE, 2))
    assert [row.recipient_id for row in rows] == ["cedar"]
    assert claimed(store, "three") == []


def test_a_claim_whose_lease_has_ended_is_taken_over(store: Store, clock: Clock) -> None:
    store.run_now(lambda uow: put(uow, ("ash", "birch")))
    ids = claimed(store, "one")
    assert store.read_now(ahead).lease == clock.now + LEASE
    clock.move(seconds=60)
    assert claimed(store, "two", 1) == ids[:1]
    assert store.run_now(lambda uow: outbox.start_writing(uow, ids, "one", LEASE)) == ids[1:]
    assert store.run_now(lambda uow: outbox.start_writing(uow, ids, "two", LEASE)) == ids[:1]


def test_what_was_put_back_is_due_again_and_what_ended_is_not(store: Store, clock: Clock) -> None:
    store.run_now(lambda uow: put(uow, ("ash", "birch")))
    first, second = claimed(store, "one")
    store.run_now(lambda uow: outbox.start_writing(uow, [first, second], "one", LEASE))
    store.run_now(lambda uow: outbox.finish(uow, [first], "sent"))
    store.run_now(lambda uow: outbox.put_back(uow, [second], clock.now + timedelta(minutes=5), "busy"))
    assert claimed(store, "one") == []
    assert store.read_now(ahead).message == clock.now + timedelta(minutes=5)
    clock.move(minutes=5)
    assert claimed(store, "one") == [second]


def test_an_empty_list_marks_nothing(store: Store, clock: Clock) -> None:
    store.run_now(lambda uow: put(uow, ("ash",)))
    store.run_now(lambda uow: outbox.finish(uow, [], "skipped"))
    assert store.run_now(lambda uow: outbox.start_writing(uow, [], "one", LEASE)) == []
    assert len(claimed(store, "one")) == 1
    assert store.read_now(ahead).duty is None
