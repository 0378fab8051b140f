"""`migrate`: bring the tables of a PostgreSQL database up to date, with every bot on it stopped."""

import argparse

from bot.cli.arguments import add_data
from bot.cli.command import Command
from bot.clock import system_now
from bot.settings import Settings
from storage.store import open_store

_ABOUT = """\
Makes the tables in an empty database, or brings them up to date after a new version was installed. Stop every
bot on that database first. An SQLite file in the data directory is brought up to date at each start, so it
needs this only when you want to do it beforehand. Running it twice changes nothing."""
_EXAMPLES = """\
  SUPERVISION_DATABASE_URL=postgresql://bot@db.example/supervision supervision-bot migrate
  supervision-bot migrate --data council"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    add_data(parser)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Take the missing steps."""
    chosen = settings.at(options.data)
    open_store(chosen.store, chosen.keyring(create=True), system_now, migrate=True).close()
    print("The tables are up to date.")
    return 0


COMMAND = Command("migrate", "make or update the tables of a database", _ABOUT, _EXAMPLES, arguments, run)
