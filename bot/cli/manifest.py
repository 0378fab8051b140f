"""`manifest`: the package with which an organisation installs the bot."""

import argparse
from importlib.metadata import version
from pathlib import Path
from uuid import UUID

from bot.cli.command import Command
from bot.settings import Settings
from dialogs.registry import HELP
from manifest.teams import App, package
from supervision.work import SaidNo

_ABOUT = """\
Writes the app package that a Teams administrator uploads: a manifest and two icons in a zip file. It holds
nothing secret. The same words give the same file."""
_EXAMPLES = """\
  supervision-bot manifest teams --out supervision.zip --organisation "Example Council" \\
      --website https://www.example.gov.uk/supervision
  supervision-bot manifest teams --out supervision.zip --app-id 11111111-2222-4333-8444-555555555555"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("channel", choices=["teams"], help="for which channel")
    parser.add_argument("--out", type=Path, metavar="FILE", required=True, help="the zip file to write")
    parser.add_argument(
        "--app-id", type=_id, metavar="ID", help="the registration (default: SUPERVISION_TEAMS_APP_ID)"
    )
    parser.add_argument("--name", metavar="NAME", default=App.name, help="what the app is called")
    parser.add_argument(
        "--organisation",
        metavar="NAME",
        default=App.organisation,
        help="who offers the app, in 32 characters",
    )
    parser.add_argument(
        "--website",
        metavar="URL",
        default=App.website,
        help="the organisation's page about it, with its privacy notice",
    )


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Write the file. Raises SaidNo without a registration, and for words that Teams does not take."""
    app_id = options.app_id or settings.teams_app_id
    if not app_id:
        raise SaidNo("Say which registration it is for: --app-id, or set SUPERVISION_TEAMS_APP_ID.")
    try:
        app = App(
            str(UUID(app_id)),
            version("supervision-bot"),
            {"help": "What you can type", **HELP},
            options.name,
            options.organisation,
            options.website,
        )
        options.out.write_bytes(package(app))
    except ValueError as wrong:
        raise SaidNo(f"The package was not written: {wrong}.") from wrong
    except OSError as full:
        raise SaidNo(f"{options.out} cannot be written. Choose another file: --out") from full
    print(f"{options.out} is ready to upload: Teams admin centre, Manage apps, Upload new app.")
    return 0


def _id(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        raise argparse.ArgumentTypeError(
            "write the application (client) id as Microsoft Entra shows it"
        ) from None


COMMAND = Command(
    "manifest", "the package with which an organisation installs the bot", _ABOUT, _EXAMPLES, arguments, run
)
