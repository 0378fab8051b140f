"""Starting: everything is put together here and nowhere else, and nothing happens at import."""

import logging
import shutil
import sys
from functools import partial
from importlib import import_module
from pathlib import Path

from aiohttp import web

from bot.channels.local.web_app import local_app
from bot.channels.needs import missing
from bot.clock import MovableClock, system_now
from bot.collector import quieten
from bot.identity.errors import BadCredential
from bot.retention import nightly
from bot.settings import Settings
from storage.database.lock import Lock
from storage.queries import people
from storage.store import open_store
from supervision import duties
from supervision.work import CLOCK, Work

HOST = "127.0.0.1"


class CannotStart(Exception):
    """Something is missing or in the way; the message says what to do."""


def serve_local(settings: Settings, port: int, *, demo: bool, fresh: bool) -> None:
    """Serve the local page until interrupted. Raises CannotStart, StorageError, PolicyError."""
    if fresh and (aside := start_over(settings)):
        _tell(f"Starting over. What was there is in {aside} until you start over again.")
    settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    clock = MovableClock()
    store = open_store(settings.store, settings.keyring(create=True), clock, exclusive=True, migrate=True)
    try:
        clock.load(store)
        if demo and not store.read_now(people.ids):
            _tell("Loading a fictional council …")
            # Later starts find it there, and do without what reads it in.
            import_module("bot.demo").load_council(store, settings)
        policies = dict(settings.policies())
        store.run_now(lambda uow: duties.keep_policy_texts(Work(uow, policies, CLOCK)))
        app = local_app(store, policies, clock, nightly(settings, policies))
        quieten()
        _run(app, port, HOST, "Open {address}/ in a browser. Stop with Ctrl+C.")
    finally:
        store.close()


def start_over(settings: Settings) -> Path | None:
    """Set the embedded store, its key and its local settings aside, so that the next start is a first one.

    They are moved into the folder `previous` of the data directory, in place of what an earlier start over left
    there; a key file or overlays kept elsewhere stay where they are. Gives the folder, None when there was nothing.
    Raises CannotStart, and AlreadyRunning while a bot runs on the store.
    """
    # Only the embedded store: a database server's contents are its administrator's.
    if settings.database_url is not None:
        raise CannotStart("Starting over is for the embedded store only. Unset SUPERVISION_DATABASE_URL.")
    if not settings.store_file.exists():
        return None
    lock = Lock(settings.store_file)
    try:
        aside = settings.data / "previous"
        shutil.rmtree(aside, ignore_errors=True)
        aside.mkdir(mode=0o700)
        stored = [
            settings.store_file.with_name(settings.store_file.name + end) for end in ("", "-wal", "-shm")
        ]
        for path in (*stored, settings.data / "sealing.keys", settings.data / "overlays"):
            if path.exists():
                path.rename(aside / path.name)
        return aside
    finally:
        lock.release()


def serve(settings: Settings) -> None:
    """Serve the channels that are switched on. Raises CannotStart until each of them has what it needs."""
    if lacking := missing(settings):
        raise CannotStart("\n".join(lacking))
    settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    store = open_store(settings.store, settings.keyring(create=True), system_now, exclusive=True)
    try:
        policies = dict(settings.policies())
        store.run_now(lambda uow: duties.keep_policy_texts(Work(uow, policies, CLOCK)))
        # Local mode starts without the libraries of the channels.
        organisation = import_module("bot.organisation")
        app: web.Application = organisation.organisation_app(settings, store, policies, system_now)
        quieten()
        _run(app, settings.port, settings.listen, "Taking messages at {address}. Stop with Ctrl+C.")
    except BadCredential as bad:
        raise CannotStart(str(bad)) from bad
    finally:
        store.close()


def _run(app: web.Application, port: int, host: str, listening: str) -> None:
    """Serve until interrupted; `listening` is what is said once it listens. Raises CannotStart."""
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    try:
        web.run_app(
            app,
            host=host,
            port=port,
            print=partial(_address, listening),
            access_log=None,
            handle_signals=True,
            shutdown_timeout=2.0,
        )
    except OSError as taken:
        raise CannotStart(
            f"Port {port} on this machine is in use. Stop what uses it, or choose another: --port {port + 1}"
        ) from taken


def _address(listening: str, line: str) -> None:
    """aiohttp announces itself once it listens; people want the address alone."""
    for word in line.split():
        if word.startswith("http://"):
            _tell(listening.format(address=word.rstrip("/")))
            return


def _tell(line: str) -> None:
    """Say something to whoever started it, at once also where the output goes into a file."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
