"""The command line: one module a command, each ending with its `COMMAND`.

Exit codes: 0 done, 1 said no (why, and what to do, on standard error), 2 used in a way it does not know.
"""

import argparse
import os
import sys
from collections.abc import Sequence

from bot.cli import (
    backup,
    doctor,
    duties,
    explain,
    importing,
    keys,
    local,
    manifest,
    migrate,
    operator_inbox,
    policy,
    reconcile,
    retention,
    run,
)
from bot.settings import SettingsError, read_settings
from storage.errors import StorageError
from supervision.policy import CalendarError, PolicyError
from supervision.work import SaidNo

COMMANDS = tuple(
    module.COMMAND
    for module in (
        local,
        run,
        importing,
        explain,
        duties,
        reconcile,
        operator_inbox,
        policy,
        doctor,
        backup,
        keys,
        retention,
        migrate,
        manifest,
    )
)
SAYS_NO = (SaidNo, SettingsError, StorageError, PolicyError, CalendarError)

_ABOUT = "Prepares, reminds and escalates social work supervision, by an authority's own published policy."
_START = """\
start here:
  supervision-bot local            try it in a browser with a fictional council; needs no account
  supervision-bot doctor           what is missing on this machine, and how to get it
  supervision-bot COMMAND --help   what a command does, with examples

Settings come from the environment: SUPERVISION_DATA, SUPERVISION_DATABASE_URL and others.
Exit codes: 0 done, 1 said no, 2 usage."""


def parser() -> argparse.ArgumentParser:
    """Every command with its arguments and examples."""
    made = argparse.ArgumentParser(
        prog="supervision-bot",
        description=_ABOUT,
        epilog=_START,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    commands = made.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in COMMANDS:
        added = commands.add_parser(
            command.name,
            help=command.short,
            description=command.about,
            epilog=f"examples:\n{command.examples}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        command.arguments(added)
        added.set_defaults(run=command.run)
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; gives its exit code. Wrong usage ends the process with 2, as argparse does."""
    options = parser().parse_args(arguments)
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
