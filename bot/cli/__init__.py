"""The command line: one module a command, each ending with its `COMMAND`.

Exit codes: 0 done, 1 said no (why, and what to do, on standard error), 2 used in a way it does not know.
"""

import argparse
import os
import sys
from collections.abc import Iterable, Sequence
from importlib import import_module

from bot.cli.command import Command
from bot.settings import SettingsError, read_settings
from storage.errors import StorageError
from supervision.policy import CalendarError, PolicyError
from supervision.work import SaidNo

# Each by its module. Only the one that is asked for is loaded: each brings a part of the house with it.
COMMANDS = {
    "local": "local",
    "run": "run",
    "import": "importing",
    "explain": "explain",
    "duties": "duties",
    "reconcile": "reconcile",
    "operator": "operator_inbox",
    "policy": "policy",
    "doctor": "doctor",
    "backup": "backup",
    "keys": "keys",
    "retention": "retention",
    "migrate": "migrate",
    "manifest": "manifest",
}
SAYS_NO = (SaidNo, SettingsError, StorageError, PolicyError, CalendarError)

_ABOUT = "Prepares, reminds and escalates social work supervision, by an authority's own published policy."
_START = """\
start here:
  supervision-bot local            try it in a browser with a fictional council; needs no account
  supervision-bot doctor           what is missing on this machine, and how to get it
  supervision-bot COMMAND --help   what a command does, with examples

Settings come from the environment: SUPERVISION_DATA, SUPERVISION_DATABASE_URL and others.
Exit codes: 0 done, 1 said no, 2 usage."""


def command_of(name: str) -> Command:
    """The command of this name, one of COMMANDS."""
    found: Command = import_module(f"bot.cli.{COMMANDS[name]}").COMMAND
    return found


def parser(names: Iterable[str] = COMMANDS) -> argparse.ArgumentParser:
    """These commands with their arguments and examples."""
    made = argparse.ArgumentParser(
        prog="supervision-bot",
        description=_ABOUT,
        epilog=_START,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    commands = made.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for one in map(command_of, names):
        added = commands.add_parser(
            one.name,
            help=one.short,
            description=one.about,
            epilog=f"examples:\n{one.examples}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        one.arguments(added)
        added.set_defaults(run=one.run)
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; gives its exit code. Wrong usage ends the process with 2, as argparse does."""
    given = sys.argv[1:] if arguments is None else arguments
    named = [one for one in given[:1] if one in COMMANDS]
    options = parser(named or COMMANDS).parse_args(given)
    try:
        code: int = options.run(options, read_settings())
        sys.stdout.flush()
    except SAYS_NO as no:
        print(no, file=sys.stderr)
        return 1
    except BrokenPipeError:
        # Whoever reads our output (head, less) has seen enough; the interpreter must not complain at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return code
