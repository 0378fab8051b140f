"""`run`: the bot for an organisation, on the channels that are switched on."""

import argparse

from bot.cli.arguments import add_data
from bot.cli.command import Command
from bot.cli.serving import hand_over
from bot.settings import Settings

_ABOUT = """\
Runs the bot on the channels that SUPERVISION_CHANNELS switches on. It starts only when each of them has all
its credentials, and otherwise says what is missing. To try the bot without any, use supervision-bot local."""
_EXAMPLES = """\
  supervision-bot doctor     what is missing, and how to get it
  supervision-bot run"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    add_data(parser)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Serve until stopped. Raises SaidNo with anything missing."""
    hand_over("serve", settings.at(options.data))
    return 0


COMMAND = Command(
    "run",
    "the bot for an organisation, on the channels that are switched on",
    _ABOUT,
    _EXAMPLES,
    arguments,
    run,
)
