"""Which cases of some people are looked at: those that are open, and those that are over of which something may be owed."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from storage.queries import bulk, oversight
from storage.queries.bulk import CaseRow
from storage.queries.ledger import DutyRow
from storage.tables import Person
from supervision.duties.applying import overseen
from supervision.work import Work

_LATELY = timedelta(weeks=4)
"""The end of a case that is entered later than that opens nothing."""


def worked(
    work: Work,
    supervisees: Sequence[Person],
    written: Mapping[str, Sequence[DutyRow]],
    today: date,
    *,
    taken_back: bool,
) -> list[CaseRow]:
    """The open cases of each, in no order; where a policy asks for oversight of cases also those that have closed lately,
    and those of which oversight is owed. Where something was `taken_back`, those of which it was owed until today too.
    """
    uow, ids = work.uow, [one.id for one in supervisees]
    rules = frozenset().union(*(overseen(work.policy(one)) for one in supervisees))
    if not rules:
        return bulk.worked_by(uow, ids, today)
    owed = {row.subject_id for rows in written.values() for row in rows if row.rule in rules}
    if taken_back:
        owed |= oversight.answered_on(uow, ids, rules, today)
    return bulk.worked_by(uow, ids, today - _LATELY, owed)
