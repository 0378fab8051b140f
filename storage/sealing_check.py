"""A sealed value known beforehand, so that a start with the wrong keys says so at once; a new store begins its trail."""

from sqlalchemy import select

from storage import trail
from storage.errors import KeyringError, Unsealable
from storage.settings import open_setting, seal_setting
from storage.tables.columns import table_of
from storage.tables.people import Person
from storage.unit import UnitOfWork

_CHECK = "sealing_check"


def keys_fit(uow: UnitOfWork) -> bool:
    """Whether they open the check value; False when there is none to tell it by. Raises KeyringError."""
    try:
        return open_setting(uow, _CHECK) is not None
    except Unsealable as fault:
        raise KeyringError(
            "The texts in this store were sealed under another key. "
            "Give the key file or keys it was started with before; nothing in it has changed."
        ) from fault


def keep_check(uow: UnitOfWork) -> None:
    """Keep one in a new store, with the beginning of its trail. Raises KeyringError."""
    if not keys_fit(uow):
        seal_setting(uow, _CHECK, _CHECK)
        if _is_new(uow):
            trail.begin(uow)


def _is_new(uow: UnitOfWork) -> bool:
    """Whether nobody is kept in it. A store with people has had its trail: who took that away gets no new one."""
    return uow.execute(select(table_of(Person).c.id).limit(1)).first() is None
