"""`backup`: a copy of the SQLite store, taken beside the running bot and looked through; or one looked through again."""

import argparse
import sqlite3
from contextlib import closing
from pathlib import Path

from bot.cli.arguments import add_data
from bot.cli.command import Command
from bot.cli.finding import Finding
from bot.cli.opening import existing_store
from bot.cli.store_checks import kept_whole
from bot.clock import system_now
from bot.settings import Settings
from storage.database.copying import back_up, passing_copy
from storage.errors import KeyringError, SchemaError
from storage.queries.health import staff
from storage.store import open_store
from supervision.notices import OPERATOR
from supervision.work import SaidNo

_ABOUT = """\
Keeps a copy of the SQLite store in a folder, beside a running bot: nobody waits for it. The copy is looked through
before the command ends: its pages, its audit trail, and whether its sealed texts open with the keys that are here.

The key file is not in it. Keep a copy of that in another place: whoever has both can read everything, and without it
nobody can read anything. To put a copy back: stop the bot, put the file in the place of supervision.sqlite3, remove
supervision.sqlite3-wal and supervision.sqlite3-shm, start the bot, and run supervision-bot reconcile.

A PostgreSQL database is backed up with PostgreSQL's own pg_dump."""
_EXAMPLES = """\
  supervision-bot backup --to DIR --data council      keep a copy in DIR, named by its time
  supervision-bot backup --check DIR/supervision-20261122T040000Z.sqlite3"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "--to", type=Path, metavar="DIR", help="keep a copy in this folder, made where there is none"
    )
    what.add_argument(
        "--check", type=Path, metavar="FILE", help="only look through a copy, with the keys that are here"
    )
    add_data(parser)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Keep a copy and look through it, or only look. Raises SaidNo, StorageError."""
    chosen = settings.at(options.data)
    if options.check is not None:
        return _looked_through(options.check, chosen)
    if chosen.database_url is not None:
        raise SaidNo("This is for an SQLite store. Back a PostgreSQL database up with pg_dump.")
    with existing_store(chosen) as store:
        store.run_now(lambda uow: uow.audit(OPERATOR, "backup", "store", ""))
    copy: Path = options.to / f"supervision-{system_now():%Y%m%dT%H%M%SZ}.sqlite3"
    back_up(chosen.store_file, copy)
    print(f"Kept {copy}. The key file is not in it: keep a copy of that in another place.")
    return _looked_through(copy, chosen)


def _looked_through(copy: Path, settings: Settings) -> int:
    """What is found in a copy of the copy, which stays untouched."""
    if not copy.is_file():
        raise SaidNo(f"There is no file {copy}.")
    with passing_copy(copy) as passing:
        findings = [_pages(passing)]
        if findings[0].ok:
            findings += _opened(passing, settings)
    print("\n".join(str(one) for one in findings))
    return 0 if all(one.ok for one in findings) else 1


def _opened(passing: Path, settings: Settings) -> list[Finding]:
    try:
        with open_store(passing, settings.keyring(create=False), system_now, migrate=False) as store:
            return store.read_now(lambda uow: [*kept_whole(uow), Finding("people", f"{len(staff(uow))}")])
    except KeyringError as fault:
        return [Finding("sealing keys", "do not fit", str(fault))]
    except SchemaError:
        remedy = "Look through it with the version it is from. A later one brings it up to date at its start."
        return [Finding("tables", "are of another version of the bot", remedy)]


def _pages(file: Path) -> Finding:
    try:
        with closing(sqlite3.connect(file)) as connection:
            whole = connection.execute("PRAGMA integrity_check(1)").fetchall() == [("ok",)]
    except sqlite3.DatabaseError:
        whole = False
    remedy = "" if whole else "Take another copy. If that is damaged too, look at the disk of the store."
    return Finding("pages", "whole" if whole else "damaged", remedy)


COMMAND = Command("backup", "a copy of the running store, looked through", _ABOUT, _EXAMPLES, arguments, run)
