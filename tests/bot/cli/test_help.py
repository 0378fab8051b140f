import pytest
from sqlalchemy import URL

from bot.cli import COMMANDS, command_of
from storage.store import open_store
from tests.bot.cli.commands import Commands
from tests.support.stores import KEYRING, Clock


def test_the_agreed_commands_are_there() -> None:
    assert {"local", "run", "import", "explain", "duties", "doctor"} <= {*COMMANDS}


def test_each_command_goes_by_the_name_its_module_is_found_by() -> None:
    assert [command_of(name).name for name in COMMANDS] == [*COMMANDS]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself_with_examples(bot: Commands, name: str) -> None:
    ended = bot(name, "--help")
    assert ended.code == 0
    assert f"examples:\n  supervision-bot {name}" in ended.out or f"supervision-bot {name}" in ended.out
    # What manifest writes comes from no store.
    assert "--data DIR" in ended.out or name == "manifest"


def test_help_lists_every_command(bot: Commands) -> None:
    ended = bot("--help")
    assert ended.code == 0
    # The longest stands on a line of its own.
    listed = {line.split()[0] for line in ended.out.splitlines() if line.startswith("    ") and line.strip()}
    assert {*COMMANDS} <= listed


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("dance",),
        ("local", "--port", "many"),
        ("local", "--port", "70000"),
        ("local", "--fre"),
        ("explain", "prep"),
    ],
)
def test_wrong_usage_ends_with_2(bot: Commands, arguments: tuple[str, ...]) -> None:
    ended = bot(*arguments)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("usage: supervision-bot")


@pytest.mark.parametrize("channels", ["", "teams,slack"])
def test_run_refuses_to_start_while_anything_is_missing(
    bot: Commands, monkeypatch: pytest.MonkeyPatch, channels: str
) -> None:
    monkeypatch.setenv("SUPERVISION_CHANNELS", channels)
    ended = bot("run")
    assert (ended.code, ended.out) == (1, "")
    assert "supervision-bot local" in ended.err
    assert list(bot.folder.iterdir()) == []


def test_migrate_makes_the_tables_of_an_empty_database(
    bot: Commands, monkeypatch: pytest.MonkeyPatch, postgres_url: URL
) -> None:
    monkeypatch.setenv("SUPERVISION_DATABASE_URL", postgres_url.render_as_string(hide_password=False))
    monkeypatch.setenv("SUPERVISION_KEYS", "first:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")
    refused = bot("import", "people", bot.file("people", {"id": "a"}))
    assert refused.code == 1
    assert "supervision-bot migrate" in refused.err
    assert bot("migrate").code == 0
    assert bot("import", "people", bot.file("people", {"id": "a"})).code == 0
    open_store(postgres_url, KEYRING, Clock(), durable=False).close()
