"""What Slack would post, as it posts it: whole payloads, as a form, signed."""

import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from itertools import count
from typing import Any, Final

TEAM: Final = "T0BENCH"
SECRET: Final = "0123456789abcdef" * 2
TOKEN: Final = "xoxb-of-the-bench"
_numbers = count(1)
# Each character that a form writes otherwise; all the JSON is ASCII.
_QUOTED: Final = {
    number: "+" if chr(number) == " " else f"%{number:02X}"
    for number in range(128)
    if not chr(number).isalnum() and chr(number) not in "_.-~*"
}


def account_of(person: str) -> str:
    """The member id of a person of the council."""
    return f"U{person.replace('-', '').upper()}"


def headers(body: bytes) -> str:
    """By which Slack proves itself, and how the body is written."""
    at = str(int(time.time()))
    digest = hmac.new(SECRET.encode(), f"v0:{at}:".encode() + body, hashlib.sha256).hexdigest()
    kind = "application/x-www-form-urlencoded" if body.startswith(b"payload=") else "application/json"
    return (
        f"Content-Type: {kind}\r\nUser-Agent: Slackbot 1.0 (+https://api.slack.com/robots)\r\nAccept: */*\r\n"
        f"X-Slack-Request-Timestamp: {at}\r\nX-Slack-Signature: v0={digest}\r\n"
    )


def typed(person: str, text: str) -> bytes:
    """Something typed into the chat with the bot."""
    account, at = account_of(person), f"{int(time.time())}.{next(_numbers):06}"
    event = {
        "type": "message",
        "user": account,
        "ts": at,
        "client_msg_id": "00000000-0000-4000-8000-000000000001",
        "text": text,
        "team": TEAM,
        "blocks": [{"type": "rich_text", "block_id": "abc", "elements": [_section(text)]}],
        "channel": f"D{account}",
        "event_ts": at,
        "channel_type": "im",
    }
    more = {"token": "x" * 24, "team_id": TEAM, "api_app_id": "A0BENCH", "event": event}
    ends = {"type": "event_callback", "event_id": f"Ev{next(_numbers):09}", "event_time": int(time.time())}
    by = [{"enterprise_id": None, "team_id": TEAM, "user_id": "U0BOT", "is_bot": True}]
    return json.dumps({**more, **ends, "authorizations": by, "is_ext_shared_channel": False}).encode()


def sent(person: str, view: Mapping[str, Any], words: str) -> bytes:
    """A modal that was sent, with words in every input."""
    account = account_of(person)
    values = {
        one["block_id"]: {one["element"]["action_id"]: {"type": one["element"]["type"], "value": words}}
        for one in view["blocks"]
        if one["type"] == "input"
    }
    shown = {
        "id": f"V{next(_numbers):09}",
        "team_id": TEAM,
        **view,
        "state": {"values": values},
        "hash": f"{int(time.time())}.Abcdefgh",
        "clear_on_close": False,
        "notify_on_close": False,
        "previous_view_id": None,
        "root_view_id": "V000000001",
        "app_id": "A0BENCH",
        "external_id": "",
        "app_installed_team_id": TEAM,
        "bot_id": "B0BOT",
    }
    payload = {
        "type": "view_submission",
        "team": {"id": TEAM, "domain": "council"},
        "user": {"id": account, "username": "robin", "name": "robin", "team_id": TEAM},
        "api_app_id": "A0BENCH",
        "token": "x" * 24,
        "trigger_id": f"{next(_numbers)}.1.{'a' * 32}",
        "view": shown,
        "response_urls": [],
        "is_enterprise_install": False,
        "enterprise": None,
    }
    return f"payload={json.dumps(payload).translate(_QUOTED)}".encode()


def _section(text: str) -> dict[str, object]:
    return {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
