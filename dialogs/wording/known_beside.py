"""What is known beside something late: that it came with cover or a change of supervisor, or that the one it is held with is
away.
"""

from collections.abc import Sequence
from datetime import date

from dialogs.exchange.text import full_date
from dialogs.wording.phrases import name_of
from storage.queries import people as people_query
from storage.tables import Duty, Person
from supervision import people
from supervision.duties.versions import policy_of
from supervision.work import Work


def beside_late(work: Work, duty: Duty, dues: Sequence[date] = ()) -> str:
    """Since when its owner covers for whose it was, or that it was late when they took over; and since when the supervisee
    is away. Empty where none is so. `dues` are the dates of all that is late together, where that is more than the duty.
    """
    supervisee = people_query.person(work.uow, duty.supervisee_id)
    if supervisee is None or duty.party != "supervisor":
        return ""
    today = work.now.astimezone(policy_of(work, duty).timezone).date()
    parts = []
    absence = people.away(work.uow, supervisee.id, today) if supervisee.id != work.actor else None
    if absence is not None:
        parts.append(f"{supervisee.name} is away since {full_date(absence.from_on)}")
    own = supervisee.supervisor_id
    cover = people.cover_on(work.uow, own, today) if own is not None and own != duty.owner_id else None
    if cover is not None and cover.covering_id == duty.owner_id:
        who = "you cover" if cover.covering_id == work.actor else f"{name_of(work, cover.covering_id)} covers"
        parts.append(f"{who} for {name_of(work, cover.absent_id)} since {full_date(cover.from_on)}")
    if own is not None and own == duty.owner_id:
        parts += _inherited(work, supervisee, own, dues or [one for one in (duty.due_on,) if one], today)
    return ", ".join(parts)


def _inherited(
    work: Work, supervisee: Person, supervisor_id: str, dues: Sequence[date], today: date
) -> list[str]:
    since = people.supervised_since(work.uow, supervisee, today)
    count = len([one for one in dues if since is not None and one < since])
    if since is None or not count:
        return []
    who = "you" if supervisor_id == work.actor else name_of(work, supervisor_id)
    some = f"{count} of them " if count < len(dues) else ""
    return [f"{some}late when {who} took over on {full_date(since)}"]
