"""What stands in the way of a change of the sealing keys."""

from bot.settings import Settings
from storage.database.lock import is_running
from storage.key_use import started_with
from storage.keyring import Keyring
from storage.store import Store
from supervision.work import SaidNo


def in_step(settings: Settings, store: Store, ring: Keyring) -> None:
    """Whether a bot that may be running seals under the current key. Raises SaidNo when it was started with another.

    It could not read what is sealed under a key it does not know, and would go on sealing under its own.
    """
    started = store.read_now(started_with)
    if not started or started[0] == ring.current:
        return
    if settings.database_url is None and not is_running(settings.store_file):
        return
    which = "The bot that is running was" if settings.database_url is None else "The bots were last"
    raise SaidNo(
        f"{which} started with key {started[0]}, and would not be able to read what is sealed under {ring.current}. "
        "Start it again with the keys as they are now, then run this again."
    )


def known(ring: Keyring, key_id: str) -> None:
    """Raises SaidNo for a key that is not there, with those that are."""
    if key_id not in ring.ciphers:
        listed = "\n".join(f"  {one}" for one in ring.ciphers)
        raise SaidNo(f"There is no key {key_id}. There are:\n{listed}")


def number(texts: int) -> str:
    """So many texts, in words for people."""
    return "1 text" if texts == 1 else f"{texts:,} texts"
