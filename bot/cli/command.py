"""What a command is: its name, its words for --help, its arguments, and what it does."""

import argparse
from collections.abc import Callable
from dataclasses import dataclass

from bot.settings import Settings


@dataclass(frozen=True, slots=True)
class Command:
    """One command. `run` gives the exit code; what it raises of `bot.cli.SAYS_NO` is shown, and the code is 1."""

    name: str
    short: str
    about: str
    examples: str
    arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace, Settings], int]
