"""Where each person's conversation stands: one row a person, its state sealed as a whole."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, select

from storage.tables.columns import table_of
from storage.tables.turns import Dialog
from storage.upsert import upsert

if TYPE_CHECKING:
    from storage.unit import UnitOfWork

_dialogs = table_of(Dialog)
_load = select(_dialogs.c.flow, _dialogs.c.sealed_state, _dialogs.c.changed_at).where(
    _dialogs.c.person_id == bindparam("person")
)
_save = upsert(_dialogs, "flow", "sealed_state", "changed_at")
_clear = delete(_dialogs).where(_dialogs.c.person_id == bindparam("person"))


@dataclass(frozen=True, slots=True)
class KeptDialog:
    """A conversation as it was left. `state` is whatever text the engine keeps: it may hold answers."""

    flow: str
    state: str
    changed_at: datetime

    def __repr__(self) -> str:
        return f"KeptDialog({self.flow!r}, changed_at={self.changed_at!r})"


def load_dialog(uow: "UnitOfWork", person: str) -> KeptDialog | None:
    """Give the person's conversation, if one is under way. Raises Unsealable."""
    row = uow.execute(_load, {"person": person}).one_or_none()
    if row is None:
        return None
    state = uow.open("dialog", person, "sealed_state", row.sealed_state)
    return KeptDialog(row.flow, state, row.changed_at)


def save_dialog(uow: "UnitOfWork", person: str, flow: str, state: str) -> None:
    """Keep where the person's conversation stands, in place of what was kept before."""
    sealed = uow.seal("dialog", person, "sealed_state", state)
    uow.execute(_save, {"person_id": person, "flow": flow, "sealed_state": sealed, "changed_at": uow.now})


def clear_dialog(uow: "UnitOfWork", person: str) -> None:
    """Forget the person's conversation: it has come to its end, or was given up."""
    uow.execute(_clear, {"person": person})
