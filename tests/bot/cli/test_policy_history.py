"""`policy history`: the versions of a policy that were in use, and what changed between them."""

import pytest

from storage.database.lock import Lock
from tests.bot.cli.commands import Commands

WHERE = ("--data", "data")
OVERLAY = """
[rules.rebook.clock]
number = 3

[[closures]]
day = 2026-12-29
reason = "offices closed"
"""


@pytest.fixture
def changed(council: Commands) -> Commands:
    """A store under the published policy, then under local settings."""
    overlays = council.data / "overlays"
    overlays.mkdir()
    (overlays / "central-bedfordshire.toml").write_text(OVERLAY, encoding="utf-8")
    row = {"id": "s2", "status": "planned", "starts_at": "2030-11-18T10:00"}
    assert council("import", "sessions", council.file("sessions", row), *WHERE).code == 0
    return council


def test_each_version_says_since_when_and_what_changed(changed: Commands) -> None:
    ended = changed("policy", "history", "central-bedfordshire", *WHERE)
    assert (ended.code, ended.err) == (0, "")
    lines = ended.out.splitlines()
    assert lines[0] == "Central Bedfordshire (central-bedfordshire)"
    assert sum("in use since" in line for line in lines) == 2
    assert "        1  within 5 working days of the cancellation" in lines
    assert "        2  within 3 working days of the cancellation" in lines
    assert "      2  29 December 2026: offices closed" in lines
    assert not any("The same in both" in line for line in lines)


def test_the_json_counts_the_duties_under_each(changed: Commands) -> None:
    first, second = changed("policy", "history", "central-bedfordshire", *WHERE, "--json").json
    assert first["version"] != second["version"]
    assert first["changes"] == []
    assert second["changes"]
    assert second["open"] > 0
    everything = changed("duties", *WHERE, "--json").json
    theirs = [one for one in everything if one["authority"] == "central-bedfordshire"]
    assert first["open"] + second["open"] == len(theirs)


def test_files_that_have_changed_since_are_said_to_wait_for_a_start(changed: Commands) -> None:
    (changed.data / "overlays" / "central-bedfordshire.toml").unlink()
    last = changed("policy", "history", "central-bedfordshire", *WHERE).out.splitlines()[-1]
    assert last.endswith("which comes into use when the bot is started again.")


def test_beside_a_running_bot_an_import_counts_by_what_the_bot_was_started_with(changed: Commands) -> None:
    before = changed("policy", "history", "central-bedfordshire", *WHERE, "--json").json
    (changed.data / "overlays" / "central-bedfordshire.toml").unlink()
    row = {"id": "s3", "status": "planned", "starts_at": "2030-12-18T10:00"}
    running = Lock(changed.data / "supervision.sqlite3")
    try:
        ended = changed("import", "sessions", changed.file("sessions", row), *WHERE)
        assert changed("reconcile", *WHERE).code == 0
    finally:
        running.release()
    assert "This was counted by what it was started with." in ended.out.splitlines()[-1]
    after = changed("policy", "history", "central-bedfordshire", *WHERE, "--json").json
    assert [one["version"] for one in after] == [one["version"] for one in before]


def test_where_no_bot_is_running_an_import_puts_the_files_to_work_and_says_so(changed: Commands) -> None:
    (changed.data / "overlays" / "central-bedfordshire.toml").unlink()
    row = {"id": "s3", "status": "planned", "starts_at": "2030-12-18T10:00"}
    file = changed.file("sessions", row)
    assert "policy files" not in changed("import", "sessions", file, *WHERE, "--dry-run").out
    said = changed("import", "sessions", file, *WHERE).out.splitlines()[-1]
    assert said.startswith("The policy files have changed (Central Bedfordshire), and count from now on.")
    assert len(changed("policy", "history", "central-bedfordshire", *WHERE, "--json").json) == 3


@pytest.mark.parametrize("authority", ["atlantis", "../up"])
def test_an_authority_that_was_never_in_use_is_said_to_be(council: Commands, authority: str) -> None:
    ended = council("policy", "history", authority, *WHERE)
    assert (ended.code, ended.out) == (1, "")
    assert f"No policy {authority} has been in use here" in ended.err
