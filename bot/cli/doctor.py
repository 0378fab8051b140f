"""`doctor`: what is missing, and how to get it."""

import argparse
import json

from bot.cli.arguments import add_data, add_json
from bot.cli.command import Command
from bot.cli.machine_checks import machine
from bot.cli.store_checks import stored
from bot.clock import system_now
from bot.settings import Settings

_ABOUT = """\
Looks at this machine, the settings, the policies and the store, and says what is missing and how to get it.
Changes nothing. Exit code 0 when nothing is missing, else 1."""
_EXAMPLES = """\
  supervision-bot doctor
  supervision-bot doctor --data council --json"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    add_data(parser)
    add_json(parser)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Print each finding."""
    chosen = settings.at(options.data)
    findings = [*machine(chosen, system_now()), *stored(chosen)]
    if options.json:
        print(json.dumps([one.as_json() for one in findings], indent=2))
    else:
        print("\n".join(str(one) for one in findings))
    return 0 if all(one.ok for one in findings) else 1


COMMAND = Command("doctor", "what is missing, and how to get it", _ABOUT, _EXAMPLES, arguments, run)
