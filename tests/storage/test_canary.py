"""A word that was typed is found in no byte of what SQLite writes."""

import sqlite3
from base64 import b64encode
from pathlib import Path

from storage.answers import keep_answer
from storage.dialogs import save_dialog
from storage.store import open_store
from storage.tables import LocalMessage, Record, RecordAnswer
from storage.unit import UnitOfWork
from tests.storage.rows import keep_preparation
from tests.support.stores import KEYRING, Clock

CANARY = "canary-ptarmigan-7719"
# What stands in the file in plain, to show that the search would find a word.
PLAIN = "Robin worker"


def test_a_sealed_word_is_in_no_byte_of_the_file_or_its_log(sqlite_place: Path, clock: Clock) -> None:
    def keep_it_everywhere(uow: UnitOfWork) -> None:
        keep_preparation(uow, "p")
        keep_answer(uow, "p", "worries", CANARY)
        save_dialog(uow, "worker", "preparation", CANARY)
        uow.session.add(Record(id="r", session_id="session"))
        uow.session.flush()
        reason = uow.seal("record_answer", "a", "sealed", CANARY)
        answer = RecordAnswer(
            id="a", record_id="r", kind="disagreed", sealed=reason, said_on=uow.now.date(), said_by="worker"
        )
        uow.session.add(answer)
        message = uow.seal("local_message", "m", "sealed", CANARY)
        uow.session.add(
            LocalMessage(
                id="m", person_id="worker", first_at=uow.now, at=uow.now, kind="said", sealed=message
            )
        )

    with open_store(sqlite_place, KEYRING, clock) as store:
        store.run_now(keep_it_everywhere)
        in_the_log = written_beside(sqlite_place)
        with sqlite3.connect(sqlite_place) as connection:
            connection.execute("pragma wal_checkpoint(truncate)")
        connection.close()
        in_the_file = written_beside(sqlite_place)
        store.run_now(lambda uow: keep_answer(uow, "p", "worries", "something else"))
        replaced = written_beside(sqlite_place)

    for written in (in_the_log, in_the_file, replaced):
        assert PLAIN.encode() in written
        assert CANARY.encode() not in written
        assert CANARY.encode("utf-16-le") not in written
        assert all(b64encode(bytes(shift) + CANARY.encode())[4:-4] not in written for shift in range(3))


def written_beside(place: Path) -> bytes:
    """Every byte of the file, its log and whatever else lies beside it."""
    return b"".join(file.read_bytes() for file in sorted(place.parent.iterdir()))
