"""Small values the installation keeps, such as how far the local clock was moved."""

from base64 import b64decode, b64encode
from collections.abc import Iterable

from sqlalchemy import bindparam, select

from storage.among import Among, listed
from storage.prepared import Prepared
from storage.sealing import SEALED_SETTINGS
from storage.tables.columns import table_of
from storage.tables.local import Setting
from storage.unit import UnitOfWork
from storage.upsert import upsert

_settings = table_of(Setting)
_read = Prepared(select(_settings.c.value).where(_settings.c.key == bindparam("name")))
_read_each = Prepared(select(_settings.c.key, _settings.c.value).where(Among(_settings.c.key, "names")))
_write = Prepared(upsert(_settings, "value"), "key", "value")


def get_setting(uow: UnitOfWork, key: str) -> str | None:
    """Give the value kept under a key, if there is one."""
    for (value,) in _read.rows(uow, {"name": key}):
        return str(value)
    return None


def get_settings(uow: "UnitOfWork", keys: Iterable[str]) -> dict[str, str]:
    """Give the values kept under these keys, as far as there are any."""
    return {str(key): str(value) for key, value in _read_each.rows(uow, {"names": listed(keys)})}


def set_setting(uow: UnitOfWork, key: str, value: str) -> None:
    """Keep a value under a key."""
    _write.run(uow, {"key": key, "value": value})


def open_setting(uow: UnitOfWork, key: str) -> str | None:
    """Give a sealed value back, if there is one. Raises Unsealable."""
    kept = get_setting(uow, key)
    return None if kept is None else uow.open("setting", key, "value", sealed_bytes(kept))


def seal_setting(uow: UnitOfWork, key: str, value: str) -> None:
    """Keep a value sealed. Raises ValueError for a key that rotation would not find."""
    if key not in SEALED_SETTINGS:
        raise ValueError(f"{key} is not among the sealed settings")
    set_setting(uow, key, b64encode(uow.seal("setting", key, "value", value)).decode("ascii"))


def sealed_bytes(kept: str) -> bytes:
    """Give the sealed text as bytes; what is not base64 is no sealed text, and gives none."""
    try:
        return b64decode(kept, validate=True)
    except ValueError:
        return b""
