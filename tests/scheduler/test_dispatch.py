"""Each row leaves once: what becomes of it by how its sending ended."""

import logging
from datetime import timedelta
from itertools import pairwise

import pytest

from scheduler.dispatch import LEASE, MOST_ATTEMPTS, Dispatcher
from scheduler.sending import AnswerLost, NotAccepted, Undeliverable
from storage.store import Store
from tests.scheduler.posting import ScriptedPost, put, row_of, rows
from tests.support.stores import Clock

HOUR = timedelta(hours=1)


async def test_what_is_due_leaves_once_and_says_to_whom_and_when(store: Store, clock: Clock) -> None:
    put(store, "wren")
    post = ScriptedPost()
    dispatcher = Dispatcher(store, post)
    (left,) = await dispatcher.run_once()
    assert (left.person, left.kind, left.at) == ("wren", "rebook/supervisor/owner", clock.now)
    assert await dispatcher.run_once() == []
    row = row_of(store, "wren")
    assert (row.state, row.sent_at, row.attempts) == ("sent", clock.now, 1)
    assert post.sent == [row.id]


async def test_what_is_not_due_yet_waits(store: Store, clock: Clock) -> None:
    put(store, "wren", after=HOUR)
    dispatcher = Dispatcher(store, ScriptedPost())
    assert await dispatcher.run_once() == []
    clock.move(hours=1)
    assert [one.person for one in await dispatcher.run_once()] == ["wren"]


async def test_the_same_message_is_put_once_even_after_it_was_sent(store: Store) -> None:
    dispatcher = Dispatcher(store, ScriptedPost())
    put(store, "wren")
    await dispatcher.run_once()
    put(store, "wren")
    assert await dispatcher.run_once() == []
    assert len(rows(store)) == 1


async def test_what_was_not_accepted_is_sent_again_at_the_instant_the_service_named(
    store: Store, clock: Clock
) -> None:
    put(store, "wren")
    post = ScriptedPost(wren=[NotAccepted(clock.now + HOUR, "busy")])
    dispatcher = Dispatcher(store, post)
    assert await dispatcher.run_once() == []
    row = row_of(store, "wren")
    assert (row.state, row.send_after, row.failure) == ("pending", clock.now + HOUR, "busy")
    clock.move(minutes=59)
    assert await dispatcher.run_once() == []
    clock.move(minutes=1)
    assert len(await dispatcher.run_once()) == 1
    assert len(post.sent) == 2
    assert row_of(store, "wren").state == "sent"


async def test_what_is_never_accepted_ends_as_undeliverable_with_the_failure_beside_it(
    store: Store, clock: Clock
) -> None:
    put(store, "wren")
    post = ScriptedPost(wren=[NotAccepted(clock.now, "busy")] * (MOST_ATTEMPTS + 5))
    dispatcher = Dispatcher(store, post)
    for _ in range(MOST_ATTEMPTS + 5):
        clock.move(hours=1)
        await dispatcher.run_once()
    assert len(post.sent) == MOST_ATTEMPTS
    row = row_of(store, "wren")
    assert (row.state, row.failure) == ("undeliverable", "busy")


async def test_a_reminder_whose_answer_was_lost_is_unknown_and_never_repeated(
    store: Store, clock: Clock
) -> None:
    put(store, "wren")
    post = ScriptedPost(wren=[AnswerLost("TimeoutError")])
    dispatcher = Dispatcher(store, post)
    await dispatcher.run_once()
    row = row_of(store, "wren")
    assert (row.state, row.failure, row.sent_at) == ("unknown", "TimeoutError", None)
    clock.move(days=1)
    assert await dispatcher.run_once() == []
    assert len(post.sent) == 1


async def test_an_escalation_whose_answer_was_lost_is_sent_again_and_says_so(
    store: Store, clock: Clock
) -> None:
    put(store, "maple", escalation=True)
    post = ScriptedPost(maple=[AnswerLost("TimeoutError")])
    dispatcher = Dispatcher(store, post)
    await dispatcher.run_once()
    assert post.repeats == []
    clock.now += LEASE
    await dispatcher.run_once()
    row = row_of(store, "maple")
    assert (row.state, row.repeat) == ("sent", True)
    assert post.repeats == [row.id]


async def test_an_escalation_that_is_never_answered_comes_ever_more_seldom_and_then_no_more(
    store: Store, clock: Clock
) -> None:
    """A manager may have had it every time."""
    put(store, "maple", escalation=True)
    post = ScriptedPost(maple=[AnswerLost("TimeoutError")] * 100)
    dispatcher = Dispatcher(store, post)
    sent_at = []
    for _ in range(180):
        before = len(post.sent)
        await dispatcher.run_once()
        sent_at += [clock.now] * (len(post.sent) - before)
        clock.move(minutes=1)
    pauses = [later - earlier for earlier, later in pairwise(sent_at)]
    assert len(sent_at) == MOST_ATTEMPTS
    assert pauses == sorted(pauses)
    assert len(post.repeats) == MOST_ATTEMPTS - 1
    assert row_of(store, "maple").state == "unknown"


async def test_what_cannot_be_delivered_says_why(store: Store) -> None:
    put(store, "wren")
    await Dispatcher(store, ScriptedPost(wren=[Undeliverable("no such address")])).run_once()
    row = row_of(store, "wren")
    assert (row.state, row.failure) == ("undeliverable", "no such address")


async def test_a_fault_of_ours_counts_as_a_lost_answer_and_is_logged_without_its_words(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    put(store, "finch")
    put(store, "wren")
    post = ScriptedPost(finch=[RuntimeError("typed by somebody")])
    with caplog.at_level(logging.DEBUG):
        left = await Dispatcher(store, post).run_once()
    assert [one.person for one in left] == ["wren"]
    assert row_of(store, "finch").state == "unknown"
    assert "RuntimeError" in caplog.text
    assert "typed" not in caplog.text


async def test_one_failure_does_not_hold_up_the_others(store: Store, clock: Clock) -> None:
    for name in ("ash", "birch", "cedar", "daisy"):
        put(store, name)
    post = ScriptedPost(
        ash=[AnswerLost("x")], birch=[NotAccepted(clock.now + HOUR, "x")], cedar=[Undeliverable("x")]
    )
    await Dispatcher(store, post).run_once()
    assert [one.state for one in rows(store)] == ["unknown", "pending", "undeliverable", "sent"]
