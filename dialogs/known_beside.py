"""What is known beside something late: that it came with cover, or that the one it is held with is away."""

from dialogs.phrases import name_of
from dialogs.text import full_date
from storage.queries import people as people_query
from storage.tables import Duty
from supervision import people
from supervision.duties.versions import policy_of
from supervision.work import Work


def beside_late(work: Work, duty: Duty) -> str:
    """Since when its owner covers for whose it was, and since when the supervisee is away; empty where neither is so."""
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
    return ", ".join(parts)
