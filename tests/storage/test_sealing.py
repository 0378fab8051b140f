import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import LargeBinary, text

from storage.answers import answers, keep_answer
from storage.damaged import UNREADABLE, samples
from storage.errors import Unsealable
from storage.keyring import Keyring
from storage.sealing import SEALED_COLUMNS, Sealer, row_name
from storage.store import Store
from storage.tables import Setting
from tests.storage.rows import keep_preparation

OLD, NEW = bytes(32), bytes([1] * 32)
PLACE = ("record_answer", "r1", "sealed")


@given(st.text())
def test_any_text_comes_back_as_it_was(words: str) -> None:
    sealer = Sealer(Keyring({"new": NEW}))
    assert sealer.open(*PLACE, sealer.seal(*PLACE, words)) == words


def test_the_same_text_is_never_sealed_the_same_way_twice() -> None:
    sealer = Sealer(Keyring({"new": NEW}))
    assert sealer.seal(*PLACE, "elder") != sealer.seal(*PLACE, "elder")


def test_an_older_key_of_the_ring_still_opens_what_it_sealed() -> None:
    sealed = Sealer(Keyring({"old": OLD})).seal(*PLACE, "elder")
    assert Sealer(Keyring({"new": NEW, "old": OLD})).open(*PLACE, sealed) == "elder"


@pytest.mark.parametrize(
    "elsewhere",
    [("record_answer", "r2", "sealed"), ("dialog", "r1", "sealed_state"), ("local_message", "r1", "sealed")],
)
def test_a_text_opens_nowhere_but_in_its_own_table_row_and_field(elsewhere: tuple[str, str, str]) -> None:
    sealer = Sealer(Keyring({"new": NEW}))
    with pytest.raises(Unsealable):
        sealer.open(*elsewhere, sealer.seal(*PLACE, "elder"))


def test_a_text_changed_cut_or_under_another_key_does_not_open_and_is_not_shown() -> None:
    sealer = Sealer(Keyring({"new": NEW}))
    sealed = sealer.seal(*PLACE, "elder")
    changed = [sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :] for at in range(len(sealed))]
    cut = [sealed[:end] for end in range(len(sealed))]
    for each in [*changed, *cut]:
        with pytest.raises(Unsealable) as caught:
            sealer.open(*PLACE, each)
        assert "record_answer.sealed, row r1" in str(caught.value)
        assert "elder" not in str(caught.value)
    for other in (Keyring({"new": OLD}), Keyring({"other": NEW})):
        with pytest.raises(Unsealable):
            Sealer(other).open(*PLACE, sealed)


def test_a_column_that_rotation_would_not_find_is_refused() -> None:
    with pytest.raises(ValueError, match="not among the sealed columns"):
        Sealer(Keyring({"new": NEW})).seal("record", "r1", "state", "elder")


def test_every_column_of_bytes_is_among_the_sealed_ones_with_the_key_of_its_table() -> None:
    in_the_tables = {
        (table.name, tuple(table.primary_key.columns.keys()), column.name)
        for table in Setting.metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, LargeBinary)
    }
    assert {(column.table, column.row, column.field) for column in SEALED_COLUMNS} == in_the_tables


def test_sealed_bytes_moved_to_another_row_do_not_open_and_the_others_do(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    store.run_now(lambda uow: keep_preparation(uow, "p"))
    store.run_now(lambda uow: keep_answer(uow, "p", "worries", "elder"))
    store.run_now(lambda uow: keep_answer(uow, "p", "strengths", "willow"))
    store.run_now(
        lambda uow: uow.execute(
            text(
                "update preparation_answer set sealed = "
                "(select sealed from preparation_answer where step = 'worries') where step = 'strengths'"
            )
        )
    )
    with caplog.at_level(logging.ERROR):
        kept = store.read_now(lambda uow: answers(uow, "p"))
    assert kept == {"worries": "elder", "strengths": UNREADABLE}
    assert row_name("p", "strengths") in caplog.text
    assert "elder" not in caplog.text
    sampled = {one.table: one for one in store.read_now(samples)}["preparation_answer"]
    assert (sampled.tried, sampled.damaged) == (2, (row_name("p", "strengths"),))
