"""`local`: the bot on this machine, in a browser, without any account."""

import argparse

from bot.cli.arguments import add_data
from bot.cli.command import Command
from bot.cli.serving import hand_over
from bot.settings import Settings

_ABOUT = """\
Serves the bot's page on this machine only, and prints its address. The first start makes an embedded store
and fills it with a fictional council; a later start keeps what is there. On the page you choose who to be,
talk to the bot, see what is owed and why, and move the clock. Needs no account."""
_EXAMPLES = """\
  supervision-bot local                              at http://127.0.0.1:3978/, kept in the folder data
  supervision-bot local --fresh                      start over with a new fictional council
  supervision-bot local --data council --no-demo     with people you import: supervision-bot import --help"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument(
        "--port", type=_port, metavar="N", help="the port (default: SUPERVISION_PORT, else 3978)"
    )
    add_data(parser)
    parser.add_argument("--no-demo", action="store_true", help="bring no fictional council")
    parser.add_argument(
        "--fresh",
        action="store_true",
        help="start over: what the data directory held is set aside in its folder previous",
    )


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Serve until stopped."""
    port = settings.port if options.port is None else options.port
    hand_over("serve_local", settings.at(options.data), port, demo=not options.no_demo, fresh=options.fresh)
    return 0


def _port(text: str) -> int:
    if text.isascii() and text.isdigit() and int(text) <= 65535:
        return int(text)
    raise argparse.ArgumentTypeError("write a port between 1 and 65535, or 0 for any free one")


COMMAND = Command(
    "local",
    "the bot on this machine, in a browser, with a fictional council",
    _ABOUT,
    _EXAMPLES,
    arguments,
    run,
)
