"""The sealing keys, changed by whoever runs the bot."""

import os
import stat
from pathlib import Path

import pytest
from sqlalchemy import URL

from storage.dialogs import load_dialog, save_dialog
from storage.keyring import Keyring
from storage.store import Store, open_store
from storage.trail import chain, verify
from tests.bot.cli.commands import Commands
from tests.support.stores import Clock

GIVEN = "first:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="


def key_file(bot: Commands) -> Path:
    return bot.data / "sealing.keys"


def ids(bot: Commands) -> list[str]:
    return list(Keyring.from_text(key_file(bot).read_text("ascii")).ciphers)


def opened(bot: Commands, *, running: bool = False) -> Store:
    ring = Keyring.from_file(key_file(bot))
    return open_store(bot.data / "supervision.sqlite3", ring, Clock(), exclusive=running, durable=False)


@pytest.fixture
def kept(bot: Commands) -> Commands:
    """A team, and a conversation of the worker's that stands."""
    bot.import_team()
    with opened(bot, running=True) as store:
        store.run_now(lambda uow: save_dialog(uow, "worker", "preparation", "elder"))
        store.run_now(chain)
    return bot


def all_opens(bot: Commands) -> bool:
    with opened(bot) as store:
        dialog = store.read_now(lambda uow: load_dialog(uow, "worker"))
        return store.read_now(verify) is None and dialog is not None and dialog.state == "elder"


def counted(bot: Commands) -> dict[str, int]:
    return {one["id"]: one["texts"] for one in bot("keys", "list", "--json").json["keys"]}


def test_a_new_key_seals_and_the_old_one_is_retired_once_nothing_needs_it(kept: Commands) -> None:
    assert counted(kept) == {"first": 3}
    assert kept("keys", "add", "--id", "second").code == 0
    assert ids(kept) == ["second", "first"]
    assert counted(kept) == {"second": 0, "first": 3}
    assert "Sealed anew under second: 3 texts." in kept("keys", "rotate").out
    assert counted(kept) == {"second": 3, "first": 0}
    assert kept("keys", "retire", "first").code == 0
    assert ids(kept) == ["second"]
    assert all_opens(kept)
    with opened(kept) as store:
        actions = store.read_now(
            lambda uow: (
                uow.connection.exec_driver_sql(
                    "select action, subject_id from audit where subject_kind = 'key'"
                )
            ).fetchall()
        )
    assert sorted(map(tuple, actions)) == [
        ("key-add", "second"),
        ("key-retire", "first"),
        ("keys-rotate", "second"),
    ]


def test_a_second_rotation_finds_nothing_left(kept: Commands) -> None:
    kept("keys", "add", "--id", "second")
    kept("keys", "rotate")
    assert "Sealed anew under second: 0 texts." in kept("keys", "rotate").out


def test_a_key_that_texts_still_need_stays(kept: Commands) -> None:
    kept("keys", "add", "--id", "second")
    ended = kept("keys", "retire", "first")
    assert (ended.code, ended.out) == (1, "")
    assert "3 texts can be read only with key first" in ended.err
    assert ids(kept) == ["second", "first"]
    assert kept("keys", "retire", "second").code == 1
    assert kept("keys", "retire", "third").err.endswith("There are:\n  second\n  first\n")


def test_beside_a_bot_that_knows_the_key_everything_is_sealed_anew(kept: Commands) -> None:
    kept("keys", "add", "--id", "second")
    with opened(kept, running=True) as running:
        assert kept("keys", "rotate").code == 0
        dialog = running.read_now(lambda uow: load_dialog(uow, "worker"))
        assert dialog is not None
        assert dialog.state == "elder"
    assert kept("keys", "retire", "first").code == 0
    assert all_opens(kept)


def test_beside_a_bot_that_was_started_before_nothing_is_sealed_that_it_could_not_read(
    kept: Commands,
) -> None:
    with opened(kept, running=True):
        assert kept("keys", "add", "--id", "second").code == 0
        ended = kept("keys", "rotate")
        assert ended.code == 1
        assert "started with key first" in ended.err
        assert kept("keys", "retire", "first").code == 1
        assert counted(kept) == {"second": 0, "first": 3}
    assert kept("keys", "rotate").code == 0


def test_the_key_file_keeps_its_rights_and_its_place_behind_a_link(kept: Commands) -> None:
    elsewhere = kept.folder / "safe.keys"
    key_file(kept).rename(elsewhere)
    key_file(kept).symlink_to(elsewhere)
    elsewhere.chmod(0o640)
    assert kept("keys", "add", "--id", "second").code == 0
    assert key_file(kept).is_symlink()
    assert stat.S_IMODE(elsewhere.stat().st_mode) == 0o640
    assert [one.name for one in kept.folder.iterdir() if one.name.startswith("safe.keys.")] == [
        "safe.keys.lock"
    ]


def test_a_key_is_named_after_the_day_and_never_twice_the_same(kept: Commands) -> None:
    kept("keys", "add")
    kept("keys", "add")
    newest, before, _ = ids(kept)
    assert newest == f"{before}b"
    assert kept("keys", "add", "--id", "first").code == 1
    assert kept("keys", "add", "--id", "two words").code == 1
    assert len(ids(kept)) == 3


def test_no_command_shows_a_key_of_the_file(kept: Commands) -> None:
    said = [
        kept("keys", *words)
        for words in (("add", "--id", "second"), ("list",), ("rotate",), ("retire", "first"))
    ]
    secrets = [one.split(":")[1] for one in key_file(kept).read_text("ascii").split()]
    assert not [one for one in secrets for ended in said if one in ended.out + ended.err]


def test_a_text_that_no_key_opens_is_named_and_keeps_the_older_keys(kept: Commands) -> None:
    with opened(kept) as store:
        store.run_now(
            lambda uow: uow.connection.exec_driver_sql(
                "update dialog set sealed_state = substr(sealed_state, 1, 30)"
            )
        )
    kept("keys", "add", "--id", "second")
    ended = kept("keys", "rotate")
    assert ended.code == 1
    assert ended.err.endswith("  dialog worker\n")
    assert kept("keys", "retire", "first").code == 1


def test_another_installations_key_file_is_not_added_to(kept: Commands) -> None:
    key_file(kept).write_text(GIVEN + "\n", "ascii")
    assert "sealed under another key" in kept("keys", "add").err
    assert key_file(kept).read_text("ascii") == GIVEN + "\n"


def test_keys_from_outside_are_changed_outside(kept: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    before = key_file(kept).read_text("ascii").strip()
    monkeypatch.setenv("SUPERVISION_KEYS", before)
    ended = kept("keys", "add", "--id", "second")
    assert ended.code == 1
    monkeypatch.setenv("SUPERVISION_KEYS", f"{ended.out.strip()},{before}")
    assert kept("keys", "rotate").code == 0
    assert "Take it out of SUPERVISION_KEYS" in kept("keys", "retire", "first").out
    assert key_file(kept).read_text("ascii").strip() == before


def test_on_postgresql_the_bots_are_started_again_before_everything_is_sealed_anew(
    bot: Commands, monkeypatch: pytest.MonkeyPatch, postgres_place: URL
) -> None:
    place = postgres_place.render_as_string(hide_password=False)
    monkeypatch.setenv("SUPERVISION_DATABASE_URL", place)
    ring = Keyring.from_text(GIVEN)
    open_store(place, ring, Clock(), exclusive=True, durable=False).close()
    bot.data.mkdir()
    key_file(bot).write_text(GIVEN, "ascii")
    os.chmod(key_file(bot), 0o600)
    assert bot("keys", "add", "--id", "second").code == 0
    refused = bot("keys", "rotate")
    assert refused.code == 1
    assert "Start it again" in refused.err
    anew = Keyring.from_file(key_file(bot))
    open_store(place, anew, Clock(), exclusive=True, durable=False).close()
    assert bot("keys", "rotate").code == 0
    assert bot("keys", "retire", "first").code == 0
