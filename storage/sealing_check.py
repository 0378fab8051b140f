"""A sealed value known beforehand, so that a start with the wrong keys says so at once; a new store begins its trail."""

from typing import TYPE_CHECKING

from sqlalchemy import select

from storage import trail
from storage.errors import KeyringError, Unsealable
from storage.settings import open_setting, seal_setting
from storage.tables.columns import table_of
from storage.tables.people import Person

if TYPE_CHECKING:
    from storage.store import Store
    from storage.unit import UnitOfWork

_CHECK = "sealing_check"


def check_keys(store: "Store") -> None:
    """Open the check value, or keep one in a new store. Raises KeyringError."""
    if not store.read_now(_keys_fit):
        store.run_now(_keep_check)


def _keys_fit(uow: "UnitOfWork") -> bool:
    """Whether they do; False when there is nothing to tell it by."""
    try:
        return open_setting(uow, _CHECK) is not None
    except Unsealable as fault:
        raise KeyringError(
            "The texts in this store were sealed under another key. "
            "Give the key file or keys it was started with before; nothing in it has changed."
        ) from fault


def _keep_check(uow: "UnitOfWork") -> None:
    if not _keys_fit(uow):
        seal_setting(uow, _CHECK, _CHECK)
        if _is_new(uow):
            trail.begin(uow)


def _is_new(uow: "UnitOfWork") -> bool:
    """Whether nobody is kept in it. A store with people has had its trail: who took that away gets no new one."""
    return uow.execute(select(table_of(Person).c.id).limit(1)).first() is None
