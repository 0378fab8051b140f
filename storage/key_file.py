"""The key file changed: a new key put first, an older one taken out. Whole or not at all, and for the same readers."""

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from storage.database.lock import Lock
from storage.errors import AlreadyRunning, KeyringError
from storage.keyring import Keyring


def put_first(path: Path, entry: str) -> None:
    """Make `id:base64` the current key; the others stay behind it. Raises KeyringError, and the file is as it was."""
    _rewrite(path, lambda entries: [entry, *entries])


def take_out(path: Path, key_id: str) -> None:
    """Take a key out for good. Raises KeyringError, and the file is as it was."""
    _rewrite(path, lambda entries: [one for one in entries if one.partition(":")[0] != key_id])


def _rewrite(path: Path, change: Callable[[list[str]], list[str]]) -> None:
    # Where a link stands, what it leads to is written anew, and the link stays.
    path = path.resolve()
    with _alone(path):
        try:
            text = path.read_text(encoding="ascii")
            Keyring.from_text(text)
            entries = [one.strip() for one in text.replace("\n", ",").split(",") if one.strip()]
            anew = "".join(f"{one}\n" for one in change(entries))
            Keyring.from_text(anew)
            _replace(path, anew)
        except (OSError, UnicodeDecodeError) as fault:
            raise KeyringError(
                f"The key file {path} cannot be written anew. Nothing has changed. Run this as the user it belongs to."
            ) from fault


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Two at once would each keep the other's key out."""
    try:
        lock = Lock(path)
    except AlreadyRunning as fault:
        raise KeyringError(f"Another command is changing {path}. Run this again in a moment.") from fault
    except OSError as fault:
        raise KeyringError(f"The folder of {path} cannot be written to ({fault.strerror}).") from fault
    try:
        yield
    finally:
        lock.release()


def _replace(path: Path, text: str) -> None:
    """Put the text in the file's place, synced before and after, with its owner and rights."""
    before = path.stat()
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            os.fchown(file.fileno(), before.st_uid, before.st_gid)
            os.fchmod(file.fileno(), before.st_mode & 0o777)
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
