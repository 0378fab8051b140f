import sqlite3
from typing import Any

import pytest
from sqlalchemy import URL

from tests.bot.cli.commands import Commands


def to_do(bot: Commands) -> dict[str, Any]:
    ended = bot("doctor", "--json")
    missing = {one["check"]: one for one in ended.json if not one["ok"]}
    assert ended.code == (1 if missing else 0)
    assert all(one["remedy"] for one in missing.values())
    return missing


def test_on_a_new_machine_only_the_store_is_missing_and_nothing_is_made(bot: Commands) -> None:
    assert list(to_do(bot)) == ["store"]
    assert list(bot.folder.iterdir()) == []


def test_with_people_nothing_is_missing(bot: Commands) -> None:
    bot.import_team()
    ended = bot("doctor")
    assert ended.code == 0
    assert all(line.startswith("OK") for line in ended.out.splitlines())


def test_people_about_whom_nothing_can_be_worked_out_are_named_and_nothing_is_changed(bot: Commands) -> None:
    bot.import_team()
    with sqlite3.connect(bot.data / "supervision.sqlite3") as connection:
        connection.execute("update duty set inputs = '{' where supervisee_id = 'worker'")
        connection.execute("delete from duty where supervisee_id != 'worker'")
        connection.execute("update person set authority = 'gone' where id = 'head'")
    missing = to_do(bot)
    assert list(missing) == ["authorities", "duties"]
    assert missing["authorities"]["says"] == "There is no policy for gone (1 person)"
    assert missing["duties"]["says"] == "cannot be worked out about worker"
    assert connection.execute("select distinct supervisee_id from duty").fetchall() == [("worker",)]
    connection.close()


def test_a_key_file_that_others_can_read_is_to_be_closed(bot: Commands) -> None:
    bot.import_team()
    (bot.data / "sealing.keys").chmod(0o644)
    assert to_do(bot)["sealing keys"]["remedy"] == "Keep it to its owner: chmod 600 data/sealing.keys"


def test_what_is_made_is_for_its_owner_alone_and_a_data_directory_others_can_look_into_is_to_be_closed(
    bot: Commands,
) -> None:
    bot.import_team()
    assert bot.data.stat().st_mode & 0o077 == 0
    assert [one.name for one in bot.data.iterdir() if one.stat().st_mode & 0o077] == []
    bot.data.chmod(0o755)
    assert to_do(bot)["data directory"]["remedy"] == "Keep it to its owner: chmod 700 data"


def test_a_lost_key_file_is_missed_and_not_made_anew(bot: Commands) -> None:
    bot.import_team()
    (bot.data / "sealing.keys").unlink()
    assert list(to_do(bot)) == ["sealing keys", "store"]
    assert not (bot.data / "sealing.keys").exists()


def test_a_database_that_does_not_answer_is_told_of_before_any_key(
    bot: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUPERVISION_DATABASE_URL", "postgresql://bot@127.0.0.1:1/supervision")
    missing = to_do(bot)
    assert list(missing) == ["store"]
    assert missing["store"]["remedy"].startswith("The database does not answer.")


def test_on_a_new_database_only_its_tables_are_missing_and_a_lost_key_is_missed_once_they_are_there(
    bot: Commands, monkeypatch: pytest.MonkeyPatch, postgres_url: URL
) -> None:
    monkeypatch.setenv("SUPERVISION_DATABASE_URL", postgres_url.render_as_string(hide_password=False))
    missing = to_do(bot)
    assert list(missing) == ["store"]
    assert missing["store"]["says"].endswith("answers, and has no tables yet")
    assert "sealing.keys, made at the first start" in bot("doctor").out
    assert "supervision-bot migrate" in bot("import", "people", bot.file("people")).err
    assert bot("migrate").code == 0
    assert list(to_do(bot)) == ["people"]
    (bot.data / "sealing.keys").unlink()
    assert list(to_do(bot)) == ["sealing keys", "store"]


def test_another_installations_key_is_told_apart(bot: Commands) -> None:
    bot.import_team()
    (bot.data / "sealing.keys").write_text("first:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n", "ascii")
    assert "sealed under another key" in to_do(bot)["store"]["remedy"]


def test_an_overlay_that_cannot_be_read_is_named(bot: Commands) -> None:
    bot.import_team()
    (bot.data / "overlays").mkdir()
    (bot.data / "overlays" / "bradford.toml").write_text("rules = ", "utf-8")
    assert "bradford.toml" in to_do(bot)["policies"]["remedy"]


def test_a_data_directory_that_is_a_file_is_refused(bot: Commands) -> None:
    bot.data.write_text("")
    assert "data directory" in to_do(bot)


def test_a_trail_that_was_changed_outside_the_bot_is_noticed(bot: Commands) -> None:
    bot.import_team()
    with sqlite3.connect(bot.data / "supervision.sqlite3") as connection:
        connection.execute("update audit set position = 1, link = 'made up'")
    connection.close()
    assert list(to_do(bot)) == ["audit trail"]


def test_an_emptied_trail_and_its_missing_triggers_are_noticed(bot: Commands) -> None:
    bot.import_team()
    with sqlite3.connect(bot.data / "supervision.sqlite3") as connection:
        connection.execute("drop trigger audit_line_stays")
        connection.execute("delete from audit")
        connection.execute("delete from setting")
    connection.close()
    missing = to_do(bot)
    assert list(missing) == ["audit trail", "audit trail's triggers"]
    assert missing["audit trail's triggers"]["says"] == "missing: audit_line_stays"


def test_sealed_texts_that_cannot_be_opened_are_counted_and_named_by_row(bot: Commands) -> None:
    bot.import_team()
    with sqlite3.connect(bot.data / "supervision.sqlite3") as connection:
        connection.execute(
            "insert into local_message (id, person_id, first_at, at, kind, card, sealed) "
            "values ('m', 'worker', '2026-01-01', '2026-01-01', 'reply', '', x'0102')"
        )
    connection.close()
    finding = to_do(bot)["sealed texts"]
    assert finding["says"] == "cannot be opened: 1 of 1 in local_message"
    assert finding["remedy"].endswith("from a backup: local_message m.")


def test_what_should_have_left_long_ago_is_counted(bot: Commands) -> None:
    bot.import_team()
    with sqlite3.connect(bot.data / "supervision.sqlite3") as connection:
        connection.execute(
            "insert into outbox (id, recipient_id, kind, subject_kind, subject_id, subject_version, stage, "
            "escalation, repeat, state, created_at, send_after, claimed_by, attempts, failure) values "
            "('x', 'worker', 'k', 's', 'i', 1, '', 0, 0, 'pending', '2026-01-01', '2026-01-01', '', 0, '')"
        )
    connection.close()
    assert to_do(bot)["outbox"]["says"].startswith("1 waiting")


def test_somebody_whom_nobody_supervises_is_listed_by_id_and_the_top_is_not(bot: Commands) -> None:
    bot.import_team()
    bot("import", "people", bot.file("people", {"id": "forgotten", "name": "Zanzibar"}))
    ended = bot("doctor")
    assert "supervisors: missing for forgotten\n" in ended.out
    assert "Zanzibar" not in ended.out


def test_somebody_whose_supervisor_has_left_is_listed_by_id(bot: Commands) -> None:
    bot.import_team()
    gone = {"id": "manager", "role": "team_manager", "supervisor": "head", "left_on": "2026-01-30"}
    bot("import", "people", bot.file("people", gone))
    assert "supervisors who have left: gone for worker\n" in bot("doctor").out


def test_a_channel_that_is_switched_on_needs_more(bot: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    bot.import_team()
    monkeypatch.setenv("SUPERVISION_CHANNELS", "teams")
    assert list(to_do(bot)) == ["channel teams", "operator contact", "reached on teams"]


def test_a_setting_that_cannot_be_used_is_named_and_never_shown(
    bot: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUPERVISION_PORT", "Zanzibar")
    ended = bot("doctor")
    assert ended.code == 1
    assert ended.err.startswith("SUPERVISION_PORT: ")
    assert "Zanzibar" not in ended.err
