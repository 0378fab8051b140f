"""Sealing anew under another key, also when it is killed on the way."""

import signal
import subprocess
import sys

import pytest
from sqlalchemy import func, select, text

from storage.answers import answers, keep_answer
from storage.dialogs import load_dialog, save_dialog
from storage.errors import KeyringError
from storage.keyring import Keyring
from storage.rotation import rotate
from storage.sealing import Sealer
from storage.store import Store, open_store
from storage.tables import PreparationAnswer
from storage.tables.columns import table_of
from storage.trail import chain, verify
from storage.unit import UnitOfWork
from tests.storage.rows import keep_preparation
from tests.support.stores import KEYRING, Clock, Place

KEYS = {"first": bytes(range(32)), "second": bytes([2] * 32)}
BOTH = Keyring({"second": KEYS["second"], "first": KEYS["first"]})
SECOND = Keyring({"second": KEYS["second"]})
ANSWERS = {f"step{number:03}": f"elder {number}" for number in range(450)}


@pytest.fixture
def full_place(place: Place, clock: Clock) -> Place:
    """A store with a conversation, a chained trail and more answers than one batch takes."""

    def fill(uow: UnitOfWork) -> None:
        keep_preparation(uow, "p")
        save_dialog(uow, "worker", "preparation", "willow")
        for step, words in ANSWERS.items():
            keep_answer(uow, "p", step, words)
        keep_answer(uow, "p", "skipped", None)
        uow.audit("worker", "answered", "preparation", "p")

    with open_store(place, KEYRING, clock, durable=False) as store:
        store.run_now(fill)
        store.run_now(chain)
    return place


def under_the_second_key(store: Store) -> int:
    column = table_of(PreparationAnswer).c.sealed
    header = Sealer(SECOND).header
    query = select(func.count()).where(func.substr(column, 1, len(header)) == header)
    count: int = store.read_now(lambda uow: uow.execute(query).scalar_one())
    return count


def assert_all_opens(store: Store) -> None:
    assert store.read_now(lambda uow: answers(uow, "p")) == {**ANSWERS, "skipped": None}
    dialog = store.read_now(lambda uow: load_dialog(uow, "worker"))
    assert dialog is not None
    assert dialog.state == "willow"
    assert store.read_now(verify) is None


def test_after_a_rotation_the_older_key_is_needed_no_more(full_place: Place, clock: Clock) -> None:
    seen: list[int] = []
    with open_store(full_place, BOTH, clock, durable=False) as store:
        rotation = rotate(store, seen.append)
    # With the conversation, the end of the trail and what tells the keys by.
    assert (rotation.sealed_anew, rotation.left_over) == (453, ())
    assert {1, 201, 401, 451, 453} <= set(seen)
    with open_store(full_place, SECOND, clock, durable=False) as store:
        assert_all_opens(store)
        assert rotate(store).sealed_anew == 0
    with pytest.raises(KeyringError):
        open_store(full_place, KEYRING, clock)


def test_a_rotation_killed_in_the_middle_goes_on_where_it_was(full_place: Place, clock: Clock) -> None:
    place = full_place if not hasattr(full_place, "render_as_string") else full_place.render_as_string(False)
    script = f"""
import os, signal
from storage.rotation import rotate
from storage.store import open_store
from tests.storage.test_rotation import BOTH
from tests.support.stores import Clock
def killed_after_the_first_batch(sealed):
    if sealed > 200:
        os.kill(os.getpid(), signal.SIGKILL)
rotate(open_store({str(place)!r}, BOTH, Clock()), killed_after_the_first_batch)
"""
    ended = subprocess.run([sys.executable, "-c", script], timeout=60, check=False)
    assert ended.returncode == -signal.SIGKILL
    with pytest.raises(KeyringError):
        open_store(full_place, SECOND, clock)
    with open_store(full_place, BOTH, clock, durable=False) as store:
        assert under_the_second_key(store) == 200
        assert_all_opens(store)
        assert rotate(store).sealed_anew == 252
        assert under_the_second_key(store) == 450
    with open_store(full_place, SECOND, clock, durable=False) as store:
        assert_all_opens(store)


def test_a_text_that_no_key_opens_is_reported_and_keeps_the_older_key_needed(
    full_place: Place, clock: Clock
) -> None:
    with open_store(full_place, BOTH, clock, durable=False) as store:
        store.run_now(
            lambda uow: uow.execute(
                text(
                    "update preparation_answer set sealed = "
                    "(select sealed from preparation_answer where step = 'step001') where step = 'step300'"
                )
            )
        )
        rotation = rotate(store)
        assert (rotation.sealed_anew, rotation.left_over) == (450, ("preparation_answer p/step300",))
    with pytest.raises(KeyringError):
        open_store(full_place, SECOND, clock)
