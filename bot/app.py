"""Starting: everything is put together here and nowhere else, and nothing happens at import."""

import gc
import logging
import shutil
import sys
from pathlib import Path

from aiohttp import web

from bot.channels.local.web_app import local_app
from bot.clock import MovableClock
from bot.demo import load_council
from bot.settings import Settings

from storage.lock import Lock
from storage.queries import people
from storage.store import open_store
from supervision import duties
from supervision.work import CLOCK, Work

HOST = "127.0.0.1"


class CannotStart(Exception):
    """Something is missing or in the way; the message says what to do."""


def serve_local(settings: Settings, port: int, *, demo: bool, fresh: bool) -> None:
    """Serve the local page until interrupted. Raises CannotStart, StorageError, PolicyError."""
    if fresh:
        start_over(settings)
    settings.data.mkdir(parents=True, exist_ok=True)
    clock = MovableClock()
    store = open_store(settings.store, settings.keyring(create=True), clock, exclusive=True, migrate=True)
    try:
        clock.load(store)
        if demo and store.read_now(lambda uow: not people.everyone(uow)):
            print("Loading a fictional council …", flush=True)
            load_council(store, settings)
        policies = dict(settings.policies())
        store.run_now(lambda uow: duties.keep_policy_texts(Work(uow, policies, CLOCK)))
        app = local_app(store, policies, clock)
        # What lives as long as the process need not be looked at by every collection (docs/decisions).
        gc.collect()
        gc.freeze()
        _run(app, port)
    finally:
        store.close()


def start_over(settings: Settings) -> None:
    """Remove the local store, its key and its local settings; nothing else. Raises StorageError while a bot runs on it."""
    # Only the embedded store: a database server's contents are its administrator's.
    if settings.database_url is not None:
        raise CannotStart("Starting over is for the embedded store only. Unset SUPERVISION_DATABASE_URL.")
    if not settings.data.is_dir():
        return
    lock = Lock(settings.store_file)
    try:
        for name in (settings.store_file, settings.keys_at):
            for suffix in ("", "-wal", "-shm"):
                Path(f"{name}{suffix}").unlink(missing_ok=True)
        shutil.rmtree(settings.data / "overlays", ignore_errors=True)
    finally:
        lock.release()


def serve(settings: Settings) -> None:
    """Serve the channels that are switched on. Raises CannotStart until each of them has what it needs."""
    if not settings.channels:
        raise CannotStart(
            "No channel is switched on. Set SUPERVISION_CHANNELS, or try the bot on this machine: supervision-bot local"
        )
    raise CannotStart(
        f"This version has the local page only; {' and '.join(settings.channels)} cannot be switched on yet. "
        "Unset SUPERVISION_CHANNELS and start it with: supervision-bot local"
    )


def _run(app: web.Application, port: int) -> None:
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    try:
        web.run_app(
            app,
            host=HOST,
            port=port,
            print=_address,
            access_log=None,
            handle_signals=True,
            shutdown_timeout=2.0,
        )
    except OSError as taken:
        raise CannotStart(
            f"Port {port} on this machine is in use. Stop what uses it, or choose another: --port {port + 1}"
        ) from taken


def _address(line: str) -> None:
    """aiohttp announces itself once it listens; people want the address alone."""
    for word in line.split():
        if word.startswith("http://"):
            sys.stdout.write(f"Open {word.rstrip('/')}/ in a browser. Stop with Ctrl+C.\n")
            sys.stdout.flush()
            return
