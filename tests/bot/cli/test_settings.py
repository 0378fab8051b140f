from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError, read_settings


def test_every_setting_says_what_it_is_for() -> None:
    assert all(field.description for field in Settings.model_fields.values())


def test_without_any_setting_everything_is_kept_in_one_folder_here() -> None:
    settings = read_settings()
    assert settings.store == Path("data/supervision.sqlite3")
    assert settings.keys_at == Path("data/sealing.keys")
    assert settings.channels == ()


def test_a_data_directory_moves_everything_in_it() -> None:
    settings = read_settings().at(Path("council"))
    assert (settings.store_file, settings.keys_at) == (
        Path("council/supervision.sqlite3"),
        Path("council/sealing.keys"),
    )


def test_channels_are_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUPERVISION_CHANNELS", " Slack, teams,slack ")
    assert read_settings().channels == ("slack", "teams")


def test_an_empty_setting_is_one_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.setenv(f"SUPERVISION_{name.upper()}", "")
    assert read_settings() == Settings()
    assert read_settings().data == Path("data")


def test_secrets_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUPERVISION_KEYS", "first:Zanzibar")
    monkeypatch.setenv("SUPERVISION_DATABASE_URL", "postgresql://bot:Zanzibar@db.example/bot")
    assert "Zanzibar" not in repr(read_settings())


@pytest.mark.parametrize(
    ("name", "value"), [("PORT", "Zanzibar"), ("CHANNELS", "teams,Zanzibar"), ("LOG_LEVEL", "Zanzibar")]
)
def test_what_cannot_be_used_is_named_not_shown(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"SUPERVISION_{name}", value)
    with pytest.raises(SettingsError) as refused:
        read_settings()
    assert str(refused.value).startswith(f"SUPERVISION_{name}: ")
    assert "zanzibar" not in str(refused.value).lower()
