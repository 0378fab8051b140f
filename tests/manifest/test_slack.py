"""The manifest from which a Slack administrator makes the app."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from bot.channels.slack import incoming, intake
from bot.cli import main
from manifest.slack import EVENTS, PATH, SCOPES, App, manifest, written

APP = App("https://supervision.example.gov.uk")


def text(least: int, most: int, pattern: str = "") -> dict[str, object]:
    return {"type": "string", "minLength": least, "maxLength": most, "pattern": pattern}


def thing(**properties: object) -> dict[str, object]:
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
        "required": list(properties),
    }


YES_OR_NO = {"type": "boolean"}
NAMES = {"type": "array", "items": text(1, 50), "maxItems": 100, "uniqueItems": True}
# What Slack's own schema of manifests (1.0.0) says of the parts that are used here.
SCHEMA = thing(
    display_information=thing(
        name=text(1, 35),
        description=text(1, 140),
        long_description=text(175, 4000),
        background_color=text(4, 7, "^#[0-9a-fA-F]{3}([0-9a-fA-F]{3})?$"),
    ),
    features=thing(
        app_home=thing(
            home_tab_enabled=YES_OR_NO,
            messages_tab_enabled=YES_OR_NO,
            messages_tab_read_only_enabled=YES_OR_NO,
        ),
        bot_user=thing(display_name=text(1, 80), always_online=YES_OR_NO),
        slash_commands={
            "type": "array",
            "maxItems": 50,
            "items": thing(
                command=text(2, 32, "^/"),
                url=text(1, 3000, "^https://"),
                description=text(1, 2000),
                usage_hint=text(1, 1000),
                should_escape=YES_OR_NO,
            ),
        },
    ),
    oauth_config=thing(scopes=thing(bot=NAMES)),
    settings=thing(
        event_subscriptions=thing(request_url=text(1, 3500, "^https://"), bot_events=NAMES),
        interactivity=thing(is_enabled=YES_OR_NO, request_url=text(1, 1000, "^https://")),
        org_deploy_enabled=YES_OR_NO,
        socket_mode_enabled=YES_OR_NO,
        token_rotation_enabled=YES_OR_NO,
    ),
)


@pytest.mark.parametrize("app", [APP, App(f"{APP.url}/", "x" * 35, "/" + "x" * 31)], ids=["usual", "longest"])
def test_it_is_within_what_slack_takes(app: App) -> None:
    assert [error.message for error in Draft7Validator(SCHEMA).iter_errors(manifest(app))] == []


def test_everything_comes_to_the_route_that_the_bot_serves() -> None:
    assert PATH == intake.PATH
    held: Any = manifest(APP)
    urls = {
        held["features"]["slash_commands"][0]["url"],
        held["settings"]["event_subscriptions"]["request_url"],
        held["settings"]["interactivity"]["request_url"],
    }
    assert urls == {f"https://supervision.example.gov.uk{PATH}"}


def test_where_the_bot_calls_slack_there_is_no_address_in_it() -> None:
    held: Any = manifest(App())
    assert "http" not in json.dumps(held)
    assert held["settings"]["socket_mode_enabled"] is True
    assert manifest(APP)["settings"] != held["settings"]


def test_it_asks_for_the_events_that_the_bot_hears_and_no_more() -> None:
    assert {one.partition(".")[0] for one in EVENTS} == set(incoming.EVENTS)


def test_each_right_that_it_asks_for_has_its_line_on_the_page() -> None:
    page = (Path(__file__).parents[2] / "docs" / "administrators" / "slack.md").read_text("utf-8")
    for name in (*SCOPES, *EVENTS):
        assert f"`{name}`" in page


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "x" * 36},
        {"name": ""},
        {"command": "supervision"},
        {"command": "/two words"},
        {"command": "/" + "x" * 32},
        {"url": "http://supervision.example.gov.uk"},
        {"url": "https://supervision.example.gov.uk/?next=x"},
        {"url": "https://user@example.gov.uk"},
    ],
    ids=str,
)
def test_words_that_slack_does_not_take_are_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="must"):
        manifest(App(**{"url": APP.url, **wrong}))


def test_the_command_writes_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "app.json"
    assert main(["manifest", "slack", "--out", str(out), "--url", APP.url, "--command", "review"]) == 0
    assert json.loads(out.read_text("utf-8")) == manifest(App(APP.url, command="/review"))
    assert "From a manifest" in capsys.readouterr().out
    assert written(APP) == written(APP)


def test_without_an_address_it_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["manifest", "slack", "--out", str(tmp_path / "app.json")]) == 1
    assert "--url" in capsys.readouterr().err
    assert main(["manifest", "slack", "--out", str(tmp_path / "app.json"), "--socket"]) == 0
    assert main(["manifest", "slack", "--out", str(tmp_path / "app.json"), "--socket", "--url", APP.url]) == 1
