"""`policy dry-run`: what a file would change, before it is put to work."""

from base64 import b64encode
from datetime import timedelta
from importlib.resources import files
from pathlib import Path

import pytest
from sqlalchemy import URL

from bot.cli import main
from bot.clock import system_now
from bot.settings import Settings
from storage.queries import duties
from storage.store import Store, open_store
from storage.tables import Duty
from tests.bot.cli.commands import Commands
from tests.bot.directory.files import TEAM

WHERE = ("--data", "data")
SHORTER = '[rules.freq-sw]\nclock = { kind = "every", number = 3, unit = "days" }\n'
RIVERSIDE = "riverside.toml"


def overlay(bot: Commands, text: str = SHORTER) -> str:
    """A file that is not installed."""
    file = bot.folder / "central-bedfordshire.toml"
    file.write_text(text, encoding="utf-8")
    return str(file)


def kept(bot: Commands) -> list[Duty]:
    settings = Settings().at(bot.data)
    with open_store(settings.store, settings.keyring(create=False), system_now) as store:
        return store.read_now(duties.all_live)


def test_what_would_change_is_counted_by_rule_and_by_team_manager(council: Commands) -> None:
    ended = council("policy", "dry-run", overlay(council), *WHERE, "--json")
    assert (ended.code, ended.err) == (0, "")
    found = ended.json
    assert found["authority"] == "central-bedfordshire"
    assert found["version_now"] != found["version_then"]
    frequency = found["rules"]["freq-sw"]
    assert (frequency["earlier"], frequency["overdue"], frequency["closed"]) == (1, 1, 0)
    assert (frequency["people"], frequency["cases"]) == (1, 0)
    assert found["team_managers"]["manager"]["duties"] == found["total"]["duties"]


def test_it_is_told_in_words_without_a_name(council: Commands) -> None:
    ended = council("policy", "dry-run", overlay(council), *WHERE)
    head, looked_at, would, *rest = ended.out.splitlines()
    assert head.endswith("what would change for Central Bedfordshire. Nothing has been changed.")
    assert looked_at.startswith("People looked at: ")
    assert "would change, about 1 person" in would
    assert any(line.startswith("freq-sw ") for line in rest)
    assert any(line.startswith("manager ") for line in rest)
    assert "Somebody" not in ended.out


def test_it_changes_nothing_beside_a_running_bot(council: Commands) -> None:
    before, there = kept(council), sorted(one.name for one in council.data.iterdir())
    settings = Settings().at(council.data)
    keyring = settings.keyring(create=False)
    with open_store(settings.store, keyring, system_now, exclusive=True) as running:
        assert council("policy", "dry-run", overlay(council), *WHERE).code == 0
        assert isinstance(running, Store)
    assert kept(council) == before
    names = {one.name for one in council.data.iterdir()}
    assert {one for one in names if not one.startswith("supervision.sqlite3")} <= set(there)


def test_what_is_installed_already_changes_nothing(council: Commands) -> None:
    overlays = council.data / "overlays"
    overlays.mkdir()
    (overlays / "central-bedfordshire.toml").write_text(SHORTER, encoding="utf-8")
    # Lying there is not yet in force: the bot has not been started with it, nor anything imported.
    ended = council("policy", "dry-run", str(overlays / "central-bedfordshire.toml"), *WHERE, "--json")
    assert ended.json["rules"]["freq-sw"]["earlier"] == 1
    council.import_team()
    ended = council("policy", "dry-run", overlay(council), *WHERE)
    assert ended.code == 0
    assert "This is what is in force already" in ended.out
    # One under the same name takes its place: what it does not say is as published again.
    ended = council("policy", "dry-run", overlay(council, "[rules.freq-sw]\n"), *WHERE, "--json")
    assert ended.json["rules"]["freq-sw"]["later"] == 1


def test_days_of_closure_are_a_change_like_any_other(council: Commands) -> None:
    closed = "".join(
        f'[[closures]]\nday = {day}\nreason = "closed"\n'
        for day in ((system_now() + timedelta(days=days)).date() for days in range(-40, 40))
    )
    found = council("policy", "dry-run", overlay(council, closed), *WHERE, "--json").json
    assert found["total"]["duties"] > 0


def test_a_third_authoritys_file_says_that_nobody_works_there(council: Commands) -> None:
    assert council("policy", "new", "riverside").code == 0
    ended = council("policy", "dry-run", RIVERSIDE, *WHERE)
    assert (ended.code, ended.err) == (0, "")
    assert "Nobody here works for riverside, so nothing would change for anybody." in ended.out


def test_a_rule_that_goes_or_is_renamed_is_named(council: Commands) -> None:
    policies = council.data / "policies"
    policies.mkdir()
    assert council("policy", "new", "riverside").code == 0
    text = Path(RIVERSIDE).read_text(encoding="utf-8")
    (policies / RIVERSIDE).write_text(text, encoding="utf-8")
    worker = {"id": "w1", "name": "Wren", "email": "wren@riverside.example", "role": "social_worker"}
    people = council.file("people", {**worker, "authority": "riverside", "supervisor": "manager"})
    assert council("import", "people", people, *WHERE).code == 0
    Path(RIVERSIDE).write_text(text.replace("[rules.freq-sw", "[rules.freq-social-worker"), encoding="utf-8")
    ended = council("policy", "dry-run", RIVERSIDE, *WHERE)
    assert "Rules that would be gone: freq-sw." in ended.out
    assert "Rules that would be new: freq-social-worker." in ended.out
    assert "A rule under another id is another rule" in ended.out
    found = council("policy", "dry-run", RIVERSIDE, *WHERE, "--json").json["rules"]
    assert (found["freq-sw"]["closed"], found["freq-social-worker"]["opened"]) == (1, 1)
    named = text.replace("[rules.freq-sw]", '[rules.freq-social-worker]\nformerly = ["freq-sw"]')
    Path(RIVERSIDE).write_text(named.replace("[rules.freq-sw", "[rules.freq-social-worker"), encoding="utf-8")
    ended = council("policy", "dry-run", RIVERSIDE, *WHERE)
    assert "Rules that would go on under another id: freq-sw as freq-social-worker.\n" in ended.out
    assert "another rule" not in ended.out
    assert council("policy", "dry-run", RIVERSIDE, *WHERE, "--json").json["rules"] == {}


def test_a_changed_copy_of_a_policy_that_comes_with_the_bot_can_be_looked_at(council: Commands) -> None:
    published = (files("supervision.policy") / "central_bedfordshire.toml").read_text("utf-8")
    file = council.folder / "changed.toml"
    file.write_text(published.replace('"calendar_month"', '"quarter"'), encoding="utf-8")
    ended = council("policy", "dry-run", str(file), *WHERE)
    assert ended.code == 0
    assert "a file cannot take its place: put what differs into an overlay" in ended.out
    assert "freq-sw" in ended.out


@pytest.mark.parametrize(
    ("text", "told"),
    [("[rules.rebook]\ntitel = 'x'\n", "rules.rebook.titel"), ("[people]\n", "is not for an overlay")],
)
def test_a_faulty_file_is_answered_with_its_faults(council: Commands, text: str, told: str) -> None:
    ended = council("policy", "dry-run", overlay(council, text), *WHERE)
    assert (ended.code, ended.out) == (1, "")
    assert told in ended.err


def test_without_a_store_it_says_how_one_is_made(bot: Commands) -> None:
    ended = bot("policy", "dry-run", overlay(bot), *WHERE)
    assert (ended.code, ended.out) == (1, "")
    assert "There is no store in data" in ended.err


def test_one_wrong_usage_ends_with_2(bot: Commands) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["policy", "dry-run"])
    assert ended.value.code == 2


def test_on_postgresql_nothing_is_kept_either(
    bot: Commands, postgres_place: URL, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = postgres_place.render_as_string(hide_password=False)
    monkeypatch.setenv("SUPERVISION_DATABASE_URL", url)
    # The template was sealed with the tests' own key.
    key = b64encode(bytes(range(32))).decode("ascii")
    monkeypatch.setenv("SUPERVISION_KEYS", f"first:{key}")
    assert bot("import", "people", bot.file("people", *TEAM)).code == 0
    before = bot("duties", *WHERE, "--json").json
    ended = bot("policy", "dry-run", overlay(bot), *WHERE, "--json")
    assert (ended.code, ended.err) == (0, "")
    assert ended.json["rules"]["freq-sw"]["people"] == 1
    assert bot("duties", *WHERE, "--json").json == before
    assert len(bot("policy", "history", "central-bedfordshire", *WHERE, "--json").json) == 1
