"""The manifest from which a Slack administrator makes the app."""

import json
import re
from dataclasses import dataclass
from typing import Final

from manifest.icons.drawn import ACCENT

# Where the bot hears all that Slack posts, below the address of its web server.
PATH: Final = "/slack/events"
# Writing to people in their own chat with the bot, opening that, hearing what is typed there, and one command.
SCOPES: Final = ("chat:write", "commands", "im:history", "im:write")
EVENTS: Final = ("app_home_opened", "app_uninstalled", "message.im", "tokens_revoked")
_COMMAND: Final = re.compile(r"/[a-z0-9_-]{1,31}", re.ASCII)
_URL: Final = re.compile(r"https://[A-Za-z0-9.-]+(?::[0-9]{1,5})?(?:/[A-Za-z0-9._~/-]*)?", re.ASCII)


@dataclass(frozen=True)
class App:
    """What an organisation says of its app. `url` is the address at which Slack reaches the bot, over https; empty where
    the bot calls Slack.
    """

    url: str = ""
    name: str = "Supervision"
    command: str = "/supervision"


def written(app: App) -> str:
    """The manifest as JSON. Raises ValueError for words that Slack does not take."""
    return json.dumps(manifest(app), indent=2, ensure_ascii=False) + "\n"


def manifest(app: App) -> dict[str, object]:
    """The manifest. Raises ValueError for words that Slack does not take."""
    if not 0 < len(app.name) <= 35:
        raise ValueError("the name must have between 1 and 35 characters")
    if not _COMMAND.fullmatch(app.command):
        raise ValueError("the command must be / and up to 31 small letters, digits, hyphens or underscores")
    if app.url and (not _URL.fullmatch(app.url) or len(app.url) > 1_000):
        raise ValueError("the address must begin with https:// and hold no query")
    url = app.url.rstrip("/") + PATH
    asked_at = {"request_url": url} if app.url else {}
    command = {
        "command": app.command,
        **({"url": url} if app.url else {}),
        "description": "Prepare for supervision, and see what is due",
        "usage_hint": "help",
        "should_escape": False,
    }
    return {
        "display_information": {
            "name": app.name,
            "description": "Prepares supervision, and reminds of what your policy asks for.",
            "long_description": (
                "Helps social workers and their supervisors prepare for supervision, book and move it, and "
                "record it in good time, by the authority's own published policy. It says what is owed, by "
                "when and why. It writes to each person alone; reminders never hold case text."
            ),
            "background_color": ACCENT,
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": app.name, "always_online": True},
            "slash_commands": [command],
        },
        "oauth_config": {"scopes": {"bot": list(SCOPES)}},
        "settings": {
            "event_subscriptions": {**asked_at, "bot_events": list(EVENTS)},
            "interactivity": {"is_enabled": True, **asked_at},
            "org_deploy_enabled": False,
            "socket_mode_enabled": not app.url,
            "token_rotation_enabled": False,
        },
    }
