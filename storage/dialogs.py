"""Where each person's conversation stands: one row a person, its state sealed as a whole."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, select

from storage.prepared import Prepared
from storage.tables.columns import table_of
from storage.tables.turns import Dialog
from storage.upsert import upsert

if TYPE_CHECKING:
    from storage.unit import UnitOfWork

_dialogs = table_of(Dialog)
_load = Prepared(select(_dialogs.c.sealed_state).where(_dialogs.c.person_id == bindparam("person")))
_save = Prepared(
    upsert(_dialogs, "flow", "sealed_state", "changed_at"), "person_id", "flow", "sealed_state", "changed_at"
)
_clear = Prepared(delete(_dialogs).where(_dialogs.c.person_id == bindparam("person")))


@dataclass(frozen=True, slots=True)
class KeptDialog:
    """A conversation as it was left. `state` is whatever text the engine keeps: it may hold answers."""

    state: str = field(repr=False)


def known(uow: "UnitOfWork", person: str, sealed: bytes | None) -> None:
    """What is kept of a person, or that nothing is, was just read beside something else."""
    _load.known(uow, {"person": person}, [] if sealed is None else [(sealed,)])


def load_dialog(uow: "UnitOfWork", person: str) -> KeptDialog | None:
    """Give the person's conversation, if one is under way. Raises Unsealable."""
    for (sealed,) in _load.once(uow, {"person": person}):
        return KeptDialog(uow.open("dialog", person, "sealed_state", sealed))
    return None


def save_dialog(uow: "UnitOfWork", person: str, flow: str, state: str) -> None:
    """Keep where the person's conversation stands, in place of what was kept before."""
    sealed = uow.seal("dialog", person, "sealed_state", state)
    _save.run(uow, {"person_id": person, "flow": flow, "sealed_state": sealed, "changed_at": uow.now})


def clear_dialog(uow: "UnitOfWork", person: str) -> None:
    """Forget the person's conversation: it has come to its end, or was given up."""
    _clear.run(uow, {"person": person})
