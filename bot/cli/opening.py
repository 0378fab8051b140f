"""The store, opened by a command beside a bot that may be running on it."""

from bot.clock import MovableClock
from bot.settings import Settings
from storage.answering import has_tables
from storage.store import Store, open_store
from supervision.work import SaidNo


def is_there(settings: Settings) -> bool:
    """Whether there is a store to open; a database that is named counts as one."""
    return settings.database_url is not None or settings.store_file.exists()


def is_begun(settings: Settings) -> bool:
    """Whether something may be sealed there already. Raises StorageError for a database that does not answer."""
    place = str(settings.store)
    return has_tables(place) if place.startswith("postgres") and "://" in place else is_there(settings)


def existing_store(settings: Settings) -> Store:
    """The store as it stands, changed in nothing by being opened. Raises SaidNo when there is none, StorageError."""
    if not is_there(settings):
        raise SaidNo(
            f"There is no store in {settings.data}. Start supervision-bot local to make one with a fictional "
            "council, or import your own people: supervision-bot import --help."
        )
    return _opened(settings, create=False)


def new_or_existing_store(settings: Settings) -> Store:
    """The store, made where there is none yet. Raises StorageError."""
    return _opened(settings, create=True)


def _opened(settings: Settings, *, create: bool) -> Store:
    """Its clock is the local page's, which may have been moved forward."""
    clock = MovableClock()
    keyring = settings.keyring(create=create and not is_there(settings))
    store = open_store(settings.store, keyring, clock, migrate=None if create else False)
    clock.load(store)
    return store
