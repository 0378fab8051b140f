"""What must be set before a channel can be switched on."""

from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from bot.channels.needs import missing
from bot.settings import Settings

IDS: dict[str, Any] = {
    "channels": "teams",
    "operator_contact": "it@council.example",
    "teams_app_id": "11111111-2222-4333-8444-555555555555",
    "teams_tenant_id": "0a1b2c3d-0000-4000-8000-00000000000e",
}
ON_SLACK: dict[str, Any] = {
    "channels": "slack",
    "operator_contact": "it@council.example",
    "slack_team_id": "T0COUNCIL",
    "slack_bot_token": SecretStr("xoxb-a-secret-of-ours"),
    "slack_signing_secret": SecretStr("0123456789abcdef" * 2),
}
SECRET: dict[str, Any] = {"teams_secret": SecretStr("a-secret-of-ours")}


def test_ids_a_contact_and_one_credential_are_enough(tmp_path: Path) -> None:
    assert missing(Settings(**IDS, **SECRET)) == []
    assert missing(Settings(**IDS, teams_managed_identity=True)) == []
    certificate = tmp_path / "bot.pem"
    certificate.write_text("")
    assert missing(Settings(**IDS, teams_certificate=certificate)) == []


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"teams_app_id": ""}, "SUPERVISION_TEAMS_APP_ID"),
        ({"teams_app_id": "my-bot"}, "SUPERVISION_TEAMS_APP_ID"),
        ({"teams_tenant_id": ""}, "SUPERVISION_TEAMS_TENANT_ID"),
        ({"teams_secret": None}, "SUPERVISION_TEAMS_SECRET"),
        ({"teams_managed_identity": True}, "exactly one"),
        ({"teams_secret": None, "teams_certificate": Path("not-there.pem")}, "SUPERVISION_TEAMS_CERTIFICATE"),
        ({"operator_contact": ""}, "SUPERVISION_OPERATOR_CONTACT"),
        ({"channels": ""}, "SUPERVISION_CHANNELS"),
    ],
    ids=str,
)
def test_what_is_missing_is_named_and_no_secret_is_shown(changed: dict[str, Any], named: str) -> None:
    (line,) = missing(Settings(**{**IDS, **SECRET, **changed}))
    assert named in line
    assert "a-secret-of-ours" not in line


def test_slack_needs_a_workspace_and_two_secrets() -> None:
    assert missing(Settings(**ON_SLACK)) == []
    calling = {"slack_signing_secret": None, "slack_app_token": SecretStr("xapp-a-secret-of-ours")}
    assert missing(Settings(**{**ON_SLACK, **calling})) == []


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"slack_team_id": ""}, "SUPERVISION_SLACK_TEAM_ID"),
        ({"slack_team_id": "council"}, "SUPERVISION_SLACK_TEAM_ID"),
        ({"slack_team_id": "E0ORGANISATION"}, "install the app in one of them"),
        ({"slack_bot_token": None}, "SUPERVISION_SLACK_BOT_TOKEN"),
        ({"slack_bot_token": SecretStr("xoxp-a-secret-of-ours")}, "SUPERVISION_SLACK_BOT_TOKEN"),
        ({"slack_app_token": SecretStr("xoxb-a-secret-of-ours")}, "SUPERVISION_SLACK_APP_TOKEN"),
        ({"slack_signing_secret": None}, "SUPERVISION_SLACK_SIGNING_SECRET"),
        ({"slack_signing_secret": SecretStr("a-secret-of-ours")}, "SUPERVISION_SLACK_SIGNING_SECRET"),
    ],
    ids=str,
)
def test_what_slack_misses_is_named_and_no_secret_is_shown(changed: dict[str, Any], named: str) -> None:
    (line,) = missing(Settings(**{**ON_SLACK, **changed}))
    assert named in line
    assert "a-secret-of-ours" not in line
