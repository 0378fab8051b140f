"""A copy of the store that is kept, and put back."""

import os
import shutil
import stat
from pathlib import Path

import pytest

from storage.dialogs import load_dialog, save_dialog
from storage.keyring import Keyring
from storage.store import Store, open_store
from tests.bot.cli.commands import Commands
from tests.support.stores import Clock

OTHER = "first:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n"


def opened(bot: Commands, *, running: bool = False) -> Store:
    ring = Keyring.from_file(bot.data / "sealing.keys")
    return open_store(bot.data / "supervision.sqlite3", ring, Clock(), exclusive=running)


@pytest.fixture
def kept(bot: Commands) -> Commands:
    """A team, and a conversation of the worker's that stands."""
    bot.import_team()
    with opened(bot) as store:
        store.run_now(lambda uow: save_dialog(uow, "worker", "preparation", "elder"))
    return bot


def copy_of(bot: Commands) -> Path:
    ended = bot("backup", "--to", "copies")
    assert ended.code == 0
    assert [line.split()[0] for line in ended.out.splitlines()] == ["Kept", "OK", "OK", "OK", "OK", "OK"]
    (copy,) = (bot.folder / "copies").iterdir()
    return copy


def test_a_copy_taken_beside_a_running_bot_is_whole_and_can_be_put_back(kept: Commands) -> None:
    with opened(kept, running=True) as running:
        copy = copy_of(kept)
        running.run_now(lambda uow: save_dialog(uow, "worker", "preparation", "willow"))
    assert (stat.S_IMODE(os.stat(copy).st_mode), stat.S_IMODE(os.stat(copy.parent).st_mode)) == (0o600, 0o700)
    for file in kept.data.glob("supervision.sqlite3*"):
        file.unlink()
    shutil.copy(copy, kept.data / "supervision.sqlite3")
    with opened(kept, running=True) as store:
        dialog = store.read_now(lambda uow: load_dialog(uow, "worker"))
        assert dialog is not None
        assert dialog.state == "elder"
    assert "There was nothing to mend" in kept("reconcile").out


def test_looking_through_a_copy_leaves_it_as_it_is(kept: Commands) -> None:
    copy = copy_of(kept)
    before = copy.read_bytes()
    assert kept("backup", "--check", str(copy)).code == 0
    assert copy.read_bytes() == before
    assert list(copy.parent.iterdir()) == [copy]


def test_the_keys_are_not_in_it_and_without_them_it_is_said_not_to_open(kept: Commands) -> None:
    copy = copy_of(kept)
    secret = (kept.data / "sealing.keys").read_text("ascii").strip().partition(":")[2]
    assert secret.encode() not in copy.read_bytes()
    (kept.data / "sealing.keys").write_text(OTHER, "ascii")
    ended = kept("backup", "--check", str(copy))
    assert ended.code == 1
    assert "sealing keys: do not fit" in ended.out


def test_a_damaged_copy_and_a_file_that_is_none_are_told_apart(kept: Commands) -> None:
    copy = copy_of(kept)
    size = copy.stat().st_size
    with copy.open("r+b") as file:
        file.seek(size // 2)
        file.write(b"\xff" * (size // 4))
    ended = kept("backup", "--check", str(copy))
    assert ended.code == 1
    assert "pages: damaged" in ended.out
    copy.write_text("nothing")
    assert kept("backup", "--check", str(copy)).code == 1
    assert kept("backup", "--check", "nowhere").err == "There is no file nowhere.\n"


def test_a_place_that_cannot_be_written_to_is_said(kept: Commands) -> None:
    (kept.folder / "copies").write_text("a file")
    ended = kept("backup", "--to", "copies")
    assert (ended.code, ended.out) == (1, "")
    assert "Choose another place" in ended.err


def test_a_database_is_for_its_own_tools(bot: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUPERVISION_DATABASE_URL", "postgresql://db.example/bot")
    assert "pg_dump" in bot("backup", "--to", "copies").err
    assert bot("backup").code == 2
