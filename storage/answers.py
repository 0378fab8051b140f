"""The answers of a preparation, each kept sealed the moment it is given."""

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from storage.damaged import UNREADABLE, readable
from storage.prepared import Prepared
from storage.sealing import row_name
from storage.tables.columns import table_of
from storage.tables.preparations import PreparationAnswer
from storage.upsert import upsert

if TYPE_CHECKING:
    from storage.unit import UnitOfWork

_answers = table_of(PreparationAnswer)
_keep = Prepared(upsert(_answers, "sealed", "answered_at"), "preparation_id", "step", "sealed", "answered_at")
_of_preparation = Prepared(
    select(_answers.c.step, _answers.c.sealed)
    .where(_answers.c.preparation_id == bindparam("preparation"))
    .order_by(_answers.c.answered_at, _answers.c.step)
)


def keep_answer(uow: "UnitOfWork", preparation_id: str, step: str, text: str | None) -> None:
    """Keep the answer to a step, in place of an earlier one; None when the question was skipped."""
    sealed = None
    if text is not None:
        sealed = uow.seal("preparation_answer", row_name(preparation_id, step), "sealed", text)
    _keep.run(
        uow,
        {"preparation_id": preparation_id, "step": step, "sealed": sealed, "answered_at": uow.now},
    )


def answers(uow: "UnitOfWork", preparation_id: str) -> dict[str, str | None]:
    """Give the answers of a preparation by step; None where it was skipped, UNREADABLE where it cannot be opened."""
    kept: dict[str, str | None] = {}
    for step, sealed in _of_preparation.rows(uow, {"preparation": preparation_id}):
        name = row_name(preparation_id, step)
        if sealed is None:
            kept[step] = None
            continue
        text = readable(uow, "preparation_answer", name, "sealed", sealed)
        kept[step] = UNREADABLE if text is None else text
    return kept
