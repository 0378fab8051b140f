"""What is kept for how long, looked at and removed by whoever runs the bot."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeVar

import pytest

from storage.dialogs import load_dialog, save_dialog
from storage.keyring import Keyring
from storage.store import open_store
from storage.unit import UnitOfWork
from tests.bot.cli.commands import Commands

T = TypeVar("T")
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def with_store(bot: Commands, work: Callable[[UnitOfWork], T]) -> T:
    ring = Keyring.from_file(bot.data / "sealing.keys")
    with open_store(bot.data / "supervision.sqlite3", ring, lambda: LONG_AGO, durable=False) as store:
        return store.run_now(work)


@pytest.fixture
def kept(bot: Commands) -> Commands:
    """A team, and a conversation begun long ago."""
    bot.import_team()
    with_store(bot, lambda uow: save_dialog(uow, "worker", "preparation", "elder"))
    return bot


def is_there(bot: Commands) -> bool:
    return with_store(bot, lambda uow: load_dialog(uow, "worker")) is not None


def test_without_a_setting_everything_is_kept_and_nothing_can_be_removed(kept: Commands) -> None:
    assert kept("retention").out.splitlines() == [
        "working    kept",
        "case       kept",
        "personal   kept",
        "messages   kept",
        "leavers    kept",
    ]
    refused = kept("retention", "--remove")
    assert refused.code == 1
    assert "set SUPERVISION_KEEP_MONTHS first" in refused.err


def test_looking_removes_nothing_and_tries_other_numbers(kept: Commands) -> None:
    for words in (("--keep", "working=12"), ("--keep", "working=12", "--dry-run")):
        ended = kept("retention", *words)
        assert "dialog                1" in ended.out
        assert ended.out.endswith("Nothing has been removed.\n")
    (found,) = kept("retention", "--keep", "working=12", "--json").json["classes"]
    assert (found["class"], found["months"], found["rows"]["dialog"]) == ("working", 12, 1)
    assert is_there(kept)
    assert kept("retention", "--keep", "working").code == 2


def test_what_the_setting_says_is_removed_when_asked(kept: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUPERVISION_KEEP_MONTHS", "working=12")
    assert kept("retention", "--remove", "--keep", "working=1").code == 1
    assert is_there(kept)
    assert "would go" not in kept("retention", "--remove").out
    assert not is_there(kept)
    assert kept("doctor").code == 0
