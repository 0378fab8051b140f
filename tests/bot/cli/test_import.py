import pytest

from bot.cli import progress
from storage.store import open_store
from tests.bot.cli.commands import Commands
from tests.bot.directory.files import TEAM
from tests.support.stores import KEYRING, Clock


def test_a_first_import_makes_the_store_and_its_key(bot: Commands) -> None:
    ended = bot("import", "people", bot.file("people", *TEAM), "--data", "council")
    assert ended.code == 0
    assert ended.out.splitlines()[0].endswith("people.csv: 5 new, 0 changed, 0 as last imported")
    assert {"supervision.sqlite3", "sealing.keys"} <= {
        path.name for path in (bot.folder / "council").iterdir()
    }


def test_a_changed_row_is_listed_and_an_equal_one_counted(bot: Commands) -> None:
    bot.import_team()
    changed = ({"id": "worker", "supervisor": "head"}, *TEAM[1:])
    ended = bot("import", "people", bot.file("people", *changed))
    assert "0 new, 1 changed, 4 as last imported" in ended.out
    assert "  line 2: worker changed: supervisor" in ended.out.splitlines()


def test_a_dry_run_lists_every_row_and_makes_nothing(bot: Commands) -> None:
    ended = bot("import", "people", bot.file("people", *TEAM), "--dry-run")
    assert ended.code == 0
    assert "dry run: nothing was kept" in ended.out
    assert "  line 2: worker new" in ended.out.splitlines()
    assert [path.name for path in bot.folder.iterdir()] == ["people.csv"]


def test_a_dry_run_beside_a_store_says_which_rows_are_as_before(bot: Commands) -> None:
    bot.import_team()
    more = (*TEAM, {"id": "new", "supervisor": "manager"})
    lines = bot("import", "people", bot.file("people", *more), "--dry-run").out.splitlines()
    assert lines[1:] == [
        "  line 7: new new",
        "  as last imported: lines 2-6",
        "Duties opened: 1 book, 1 freq-sw",
    ]
    assert "1 new, 0 changed, 5 as last imported" in bot("import", "people", bot.file("people", *more)).out


def test_every_fault_is_listed_with_line_and_remedy(bot: Commands) -> None:
    ended = bot("import", "people", bot.file("people", {"id": "a", "role": "boss"}, {"id": "", "name": ""}))
    assert (ended.code, ended.out) == (1, "")
    lines = ended.err.splitlines()
    assert lines[0].endswith("people.csv: 2 lines need correcting, so nothing was imported.")
    assert lines[1].startswith("line 2, role: is not known. Write one of: social_worker, nqsw")
    assert lines[2:] == ["line 3, id: is empty. Fill it in.", "line 3, name: is empty. Fill it in."]


def test_a_file_that_is_not_there_is_said_so(bot: Commands) -> None:
    ended = bot("import", "people", "missing.csv")
    assert (ended.code, ended.out) == (1, "")
    assert ended.err == "missing.csv cannot be read (No such file or directory). Check the path.\n"


def test_a_data_directory_that_is_no_folder_is_said_so(bot: Commands) -> None:
    bot.data.write_text("")
    ended = bot("import", "people", bot.file("people", *TEAM))
    assert (ended.code, ended.out) == (1, "")
    assert "The key file data/sealing.keys cannot be" in ended.err


def test_an_unknown_kind_is_wrong_usage(bot: Commands) -> None:
    assert bot("import", "teams", "teams.csv").code == 2


def test_a_store_whose_key_is_gone_is_left_alone(bot: Commands) -> None:
    bot.import_team()
    (bot.data / "sealing.keys").unlink()
    ended = bot("import", "people", bot.file("people", *TEAM))
    assert ended.code == 1
    assert "There is no key file data/sealing.keys" in ended.err
    assert not (bot.data / "sealing.keys").exists()


def test_it_works_beside_a_running_bot(bot: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    bot.import_team()
    (bot.data / "sealing.keys").unlink()
    (bot.data / "supervision.sqlite3").unlink()
    monkeypatch.setenv("SUPERVISION_KEYS", "first:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")
    with open_store(bot.data / "supervision.sqlite3", KEYRING, Clock(), exclusive=True, durable=False):
        bot.import_team()
        assert bot("duties", "--json").json


def test_a_long_import_shows_how_far_it_is_to_somebody_who_watches(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    show = progress.progress_for(progress.LONG + 1)
    for done in range(1, 251):
        show("rows written", done, 250)
    shown = capsys.readouterr().err.split("\r")
    assert shown == ["", "100 of 250 rows written", "200 of 250 rows written", "250 of 250 rows written\n"]


def test_a_short_import_or_one_that_nobody_watches_shows_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    progress.progress_for(progress.LONG + 1)("rows written", 100, 100)
    progress.progress_for(5)("rows written", 100, 100)
    assert capsys.readouterr().err == ""
