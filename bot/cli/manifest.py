"""`manifest`: what an organisation makes its app of, on Teams or Slack."""

import argparse
from importlib.metadata import version
from pathlib import Path
from uuid import UUID

from bot.cli.command import Command
from bot.settings import Settings
from dialogs.registry import HELP
from manifest import slack, teams
from supervision.work import SaidNo

_ABOUT = """\
Writes what an administrator makes the app of. For Teams: the app package to upload, a manifest and two icons
in a zip file. For Slack: the manifest to paste. It holds nothing secret. The same words give the same file."""
_EXAMPLES = """\
  supervision-bot manifest teams --out supervision.zip --organisation "Example Council" \\
      --website https://www.example.gov.uk/supervision
  supervision-bot manifest teams --out supervision.zip --app-id 11111111-2222-4333-8444-555555555555
  supervision-bot manifest slack --out supervision.json --url https://supervision.example.gov.uk"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("channel", choices=["teams", "slack"], help="for which channel")
    parser.add_argument("--out", type=Path, metavar="FILE", required=True, help="the file to write")
    parser.add_argument("--name", metavar="NAME", default=teams.App.name, help="what the app is called")
    parser.add_argument(
        "--app-id",
        type=_id,
        metavar="ID",
        help="for Teams: the registration (default: SUPERVISION_TEAMS_APP_ID)",
    )
    parser.add_argument(
        "--organisation",
        metavar="NAME",
        default=teams.App.organisation,
        help="for Teams: who offers the app, in 32 characters",
    )
    parser.add_argument(
        "--website",
        metavar="URL",
        default=teams.App.website,
        help="for Teams: the organisation's page about it, with its privacy notice",
    )
    parser.add_argument("--url", metavar="URL", help="for Slack: the address at which Slack reaches the bot")
    parser.add_argument(
        "--socket", action="store_true", help="for Slack: no address, the bot calls Slack (Socket Mode)"
    )
    parser.add_argument(
        "--command",
        metavar="WORD",
        default=slack.App.command,
        help="for Slack: the command, if another app has this one",
    )


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Write the file. Raises SaidNo without what it must say, and for words that the channel does not take."""
    try:
        content, then = _for_teams(options, settings) if options.channel == "teams" else _for_slack(options)
        options.out.write_bytes(content)
    except ValueError as wrong:
        raise SaidNo(f"Nothing was written: {wrong}.") from wrong
    except OSError as full:
        raise SaidNo(f"{options.out} cannot be written. Choose another file: --out") from full
    print(f"{options.out} is ready: {then}")
    return 0


def _for_teams(options: argparse.Namespace, settings: Settings) -> tuple[bytes, str]:
    app_id = options.app_id or settings.teams_app_id
    if not app_id:
        raise SaidNo("Say which registration it is for: --app-id, or set SUPERVISION_TEAMS_APP_ID.")
    app = teams.App(
        str(UUID(app_id)),
        version("supervision-bot"),
        {"help": "What you can type", **HELP},
        options.name,
        options.organisation,
        options.website,
    )
    return teams.package(app), "Teams admin centre, Manage apps, Upload new app."


def _for_slack(options: argparse.Namespace) -> tuple[bytes, str]:
    if bool(options.url) == options.socket:
        raise SaidNo(
            "Say at which address Slack reaches the bot, --url https://…, or that the bot calls Slack: --socket"
        )
    app = slack.App(options.url or "", options.name, f"/{options.command.removeprefix('/')}")
    return slack.written(app).encode(), "api.slack.com/apps, Create New App, From a manifest."


def _id(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        raise argparse.ArgumentTypeError(
            "write the application (client) id as Microsoft Entra shows it"
        ) from None


COMMAND = Command(
    "manifest", "what an organisation makes its app of, on Teams or Slack", _ABOUT, _EXAMPLES, arguments, run
)
