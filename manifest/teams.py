"""The app package that a Teams administrator uploads: a manifest and two icons in a zip."""

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Final

from manifest.icons.drawn import ACCENT

VERSION: Final = "1.30"
SCHEMA: Final = f"https://developer.microsoft.com/json-schemas/teams/v{VERSION}/MicrosoftTeams.schema.json"
# The schema takes twelve; clients have shown ten.
MOST_COMMANDS: Final = 10
ICONS: Final = ("color.png", "outline.png")
# The oldest date a zip can hold: the same package for the same words, whenever it is made.
_NO_DATE: Final = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class App:
    """What an organisation says of its app. `app_id` is the bot's registration, and names the app as well."""

    app_id: str
    version: str
    commands: Mapping[str, str]
    name: str = "Supervision"
    organisation: str = "Your organisation"
    website: str = "https://example.org/supervision"


def package(app: App) -> bytes:
    """The zip. Raises ValueError for words that are longer than Teams takes."""
    held = {"manifest.json": json.dumps(manifest(app), indent=2, ensure_ascii=False).encode()}
    held |= {name: files("manifest").joinpath("icons", name).read_bytes() for name in ICONS}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in held.items():
            zipped.writestr(zipfile.ZipInfo(name, _NO_DATE), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def manifest(app: App) -> dict[str, object]:
    """The manifest. Raises ValueError for words that are longer than Teams takes."""
    for what, text, most in (("name", app.name, 30), ("organisation", app.organisation, 32)):
        if not 0 < len(text) <= most:
            raise ValueError(f"the {what} must have between 1 and {most} characters")
    if not app.website.startswith("https://"):
        raise ValueError("the website must be an address that begins with https://")
    commands = [
        {"title": title, "description": description}
        for title, description in list(app.commands.items())[:MOST_COMMANDS]
    ]
    bot = {
        "botId": app.app_id,
        "scopes": ["personal"],
        "supportsFiles": False,
        "isNotificationOnly": False,
        "commandLists": [{"scopes": ["personal"], "commands": commands}],
    }
    return {
        "$schema": SCHEMA,
        "manifestVersion": VERSION,
        "version": app.version,
        "id": app.app_id,
        "developer": {
            "name": app.organisation,
            "websiteUrl": app.website,
            "privacyUrl": app.website,
            "termsOfUseUrl": app.website,
        },
        "name": {"short": app.name, "full": f"{app.name}: prepared, held and recorded in good time"},
        "description": {
            "short": "Prepares supervision, and reminds of what your policy asks for.",
            "full": (
                "Helps social workers and their supervisors prepare for supervision, book and move it, and "
                "record it in good time, by the authority's own published policy. It says what is owed, by "
                "when and why. It writes to each person alone; reminders never hold case text."
            ),
        },
        "icons": {"color": ICONS[0], "outline": ICONS[1]},
        "accentColor": ACCENT,
        "defaultInstallScope": "personal",
        "bots": [bot],
        "validDomains": [],
    }
