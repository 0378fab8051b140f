"""The audit trail: it only grows, and what was done to it behind our back shows."""

from functools import partial

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from storage.errors import TrailError
from storage.settings import get_setting, set_setting
from storage.store import Store, open_store
from storage.trail import begin, chain, verify
from storage.trail_guards import missing_guards
from storage.unit import UnitOfWork
from tests.storage.rows import keep_people
from tests.support.stores import KEYRING, Clock, Place


def add(store: Store, *actions: str) -> None:
    """Add lines, each in a unit of its own."""

    def line(action: str, uow: UnitOfWork) -> None:
        uow.audit("ash", action, "session", "s", "preparing")

    for action in actions:
        store.run_now(partial(line, action))


def run(store: Store, *statements: str) -> None:
    def work(uow: UnitOfWork) -> None:
        for statement in statements:
            uow.execute(text(statement))

    store.run_now(work)


def actions(uow: UnitOfWork) -> list[str]:
    return list(uow.execute(text("select action from audit order by position")).scalars())


@pytest.fixture
def unguarded(store: Store) -> Store:
    """A store with four chained lines, whose triggers somebody with the database in hand has taken away."""
    add(store, "one", "two", "three", "four")
    assert store.run_now(chain) == 4
    dialect = store.read_now(lambda uow: uow.connection.dialect.name)
    if dialect == "postgresql":
        run(store, "alter table audit disable trigger all")
    else:
        run(
            store,
            "drop trigger audit_content_stays",
            "drop trigger audit_link_stays",
            "drop trigger audit_line_stays",
        )
    return store


def test_lines_are_chained_in_the_order_they_were_made(store: Store, clock: Clock) -> None:
    add(store, "one", "two")
    assert store.run_now(chain) == 2
    clock.move(seconds=1)
    add(store, "three")
    assert store.run_now(lambda uow: chain(uow, at_most=1)) == 1
    assert store.run_now(chain) == 0
    assert store.read_now(actions) == ["one", "two", "three"]
    assert store.read_now(verify) is None


def test_a_line_says_who_did_what_to_which_subject_and_what_for(store: Store, clock: Clock) -> None:
    add(store, "read")
    line = store.read_now(
        lambda uow: uow.execute(
            text("select actor_id, action, subject_kind, subject_id, purpose from audit")
        ).one()
    )
    assert tuple(line) == ("ash", "read", "session", "s", "preparing")


def test_an_empty_trail_and_lines_not_yet_chained_are_no_fault(store: Store) -> None:
    assert store.run_now(chain) == 0
    assert store.read_now(verify) is None
    add(store, "one")
    assert store.read_now(verify) is None


@pytest.mark.parametrize(
    ("done_to_it", "noticed_at"),
    [
        ("update audit set action = 'other' where position = 2", 2),
        ("update audit set actor_id = 'birch' where position = 1", 1),
        ("update audit set at = '2026-11-23 08:00:00.000000+00:00' where position = 3", 3),
        ("update audit set purpose = '' where position = 4", 4),
        ("delete from audit where position = 1", 1),
        ("delete from audit where position = 3", 3),
        ("delete from audit where position = 4", 4),
        ("delete from audit", 1),
        ("update audit set link = 'other' where position = 4", 4),
        ("delete from setting where key = 'trail_head'", 5),
    ],
)
def test_a_changed_or_removed_line_is_found(unguarded: Store, done_to_it: str, noticed_at: int) -> None:
    assert unguarded.read_now(verify) is None
    run(unguarded, done_to_it)
    assert unguarded.read_now(verify) == noticed_at


def test_reordered_lines_are_found(unguarded: Store) -> None:
    run(
        unguarded,
        "update audit set position = 99 where position = 2",
        "update audit set position = 2 where position = 3",
        "update audit set position = 3 where position = 99",
    )
    assert unguarded.read_now(verify) == 2


def test_a_chain_worked_out_anew_without_the_key_is_found(unguarded: Store) -> None:
    head = unguarded.read_now(lambda uow: get_setting(uow, "trail_head"))
    assert head is not None
    run(
        unguarded,
        "update audit set action = 'other', position = null, link = null where position = 1",
        "update audit set position = null, link = null",
    )
    # What anybody can work out by themselves; the end of it they cannot seal.
    unguarded.run_now(begin)
    assert unguarded.run_now(chain) == 4
    unguarded.run_now(lambda uow: set_setting(uow, "trail_head", head))
    assert unguarded.read_now(verify) == 5


@pytest.mark.parametrize("also", ["", "delete from setting where key = 'sealing_check'"])
def test_a_trail_of_which_nothing_is_left_is_found_and_not_begun_anew(
    unguarded: Store, place: Place, clock: Clock, also: str
) -> None:
    gone = ["delete from audit", "delete from setting where key = 'trail_head'", also]
    unguarded.run_now(lambda uow: keep_people(uow, "ash"))
    run(unguarded, *filter(None, gone))
    with open_store(place, KEYRING, clock) as opened:
        assert opened.read_now(verify) == 1
        add(opened, "five")
        with pytest.raises(TrailError, match="backup"):
            opened.run_now(chain)
        assert opened.read_now(verify) == 1


def test_the_triggers_that_are_gone_are_named(unguarded: Store) -> None:
    assert "audit_line_stays" in unguarded.read_now(missing_guards)


def test_a_store_as_it_was_made_has_its_triggers(store: Store) -> None:
    assert store.read_now(missing_guards) == []


@pytest.mark.parametrize(
    "statement",
    [
        "update audit set action = 'other'",
        "update audit set actor_id = 'birch'",
        "update audit set link = 'other'",
        "update audit set position = 7",
        "delete from audit",
    ],
)
def test_a_chained_line_can_be_neither_changed_nor_deleted(store: Store, statement: str) -> None:
    add(store, "one")
    store.run_now(chain)
    with pytest.raises(IntegrityError, match="append-only"):
        run(store, statement)


def test_a_line_not_chained_yet_can_be_neither_changed_nor_deleted(store: Store) -> None:
    add(store, "one")
    for statement in ("update audit set action = 'other'", "delete from audit"):
        with pytest.raises(IntegrityError, match="append-only"):
            run(store, statement)


def test_the_trail_cannot_be_emptied_at_a_stroke(postgres_store: Store) -> None:
    with pytest.raises(IntegrityError, match="append-only"):
        run(postgres_store, "truncate audit")
