"""What the sealing keys are used for: how many texts stand under each, and with which ones the bot was started."""

from collections import Counter
from collections.abc import Iterable

from sqlalchemy import LargeBinary, case, func, literal, select
from sqlmodel import SQLModel

from storage.keyring import Keyring
from storage.sealing import SEALED_COLUMNS, SEALED_SETTINGS, SealedColumn, header_of
from storage.settings import get_setting, sealed_bytes, set_setting
from storage.unit import UnitOfWork

UNKNOWN = ""
_STARTED = "sealing_keys_started_with"


def sealed_under(uow: UnitOfWork, key_ids: Iterable[str]) -> Counter[str]:
    """How many texts are sealed under each of these keys, by id; UNKNOWN counts those under any other."""
    headers = {key_id: header_of(key_id) for key_id in key_ids}
    found: Counter[str] = Counter()
    for column in SEALED_COLUMNS:
        found += _in_column(uow, column, headers)
    for name in SEALED_SETTINGS:
        if (kept := get_setting(uow, name)) is not None:
            sealed = sealed_bytes(kept)
            found[next((one for one, head in headers.items() if sealed.startswith(head)), UNKNOWN)] += 1
    return found


def _in_column(uow: UnitOfWork, column: SealedColumn, headers: dict[str, bytes]) -> Counter[str]:
    sealed = SQLModel.metadata.tables[column.table].c[column.field]
    under = [
        func.sum(
            case(
                (func.substr(sealed, 1, len(head), type_=LargeBinary) == literal(head, LargeBinary), 1),
                else_=0,
            )
        )
        for head in headers.values()
    ]
    counts = tuple(uow.execute(select(func.count(sealed), *under)).one())
    found = Counter({one: int(number or 0) for one, number in zip(headers, counts[1:], strict=True)})
    found[UNKNOWN] = int(counts[0]) - found.total()
    return found


def keep_started(uow: UnitOfWork, keyring: Keyring) -> None:
    """Take down by id with which keys a bot starts, the current one first."""
    set_setting(uow, _STARTED, ",".join(keyring.ciphers))


def started_with(uow: UnitOfWork) -> tuple[str, ...]:
    """The ids of the keys that the bot which started last has, the current one first; none when none has started."""
    kept = get_setting(uow, _STARTED)
    return tuple(kept.split(",")) if kept else ()
