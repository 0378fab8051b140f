"""Undo: a new fact that reverses the actor's last action, within a minute and until someone else has acted."""

from collections.abc import Mapping
from typing import Any

from storage import rows
from storage.rows import Reversible
from storage.tables import Undo
from supervision import duties
from supervision.notices import UNDO_FOR
from supervision.work import SaidNo, Work

Before = Mapping[str, Any] | None


class NothingToUndo(SaidNo):
    """The last action is too old, was already undone, or somebody has acted on it since."""

    def __init__(self) -> None:
        super().__init__(
            "There is nothing to undo. You can undo for one minute, until someone else has acted. "
            'Type "help" to see how to change it instead.'
        )


class CannotBeUndone(NothingToUndo):
    """What the actor did last has gone out at once; what they did before it is not taken back in its stead."""

    def __init__(self, action: str) -> None:
        SaidNo.__init__(
            self,
            f"What you did last cannot be undone: {action}. If it was a mistake, tell whoever it went to. "
            "Nothing was changed.",
        )


def before(row: Reversible) -> Before:
    """The columns of a fact as they are, to be kept with `remember` once it has been changed."""
    return rows.as_stored(row)


def remember(work: Work, action: str, changed: list[tuple[Reversible, Before]]) -> None:
    """Keep how to reverse an action: each row it changed with its columns as they were, None for one it made."""
    work.uow.session.flush()
    note = Undo(
        actor_id=work.actor,
        action=action,
        done_at=work.now,
        changes=[
            {"table": rows.table_of(row), "id": row.id, "version": row.version, "before": was}
            for row, was in changed
        ],
    )
    work.uow.session.merge(note)


def final(work: Work, action: str) -> None:
    """The actor has done something that cannot be taken back: neither can anything they did before it."""
    work.uow.session.merge(Undo(actor_id=work.actor, action=action, done_at=work.now, changes=[]))


def undo(work: Work) -> str:
    """Reverse the actor's last action and settle what depends on it. Gives the action's name; raises
    NothingToUndo, CannotBeUndone.
    """
    note = work.uow.session.get(Undo, work.actor)
    if note is None or work.now - note.done_at > UNDO_FOR:
        raise NothingToUndo
    if not note.changes:
        raise CannotBeUndone(note.action)
    found = [rows.find(work.uow, one["table"], one["id"]) for one in note.changes]
    if any(
        row is None or row.version != one["version"] for row, one in zip(found, note.changes, strict=True)
    ):
        raise NothingToUndo
    for row, one in zip(found, note.changes, strict=True):
        if row is not None:
            rows.put_back(row, one["before"])
            work.uow.audit(work.actor, f"undo {note.action}", one["table"], one["id"])
    work.uow.session.delete(note)
    work.uow.session.flush()
    duties.settle_after(work, [row for row in found if row is not None], taken_back=True)
    return note.action
