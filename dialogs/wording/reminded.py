"""Who is told of a duty and when, in words: one line for each person who hears of it."""

from dialogs.exchange.message import Fact
from dialogs.exchange.text import full_date
from dialogs.wording.phrases import capital, listed, name_of
from supervision import duties
from supervision.duties import Told
from supervision.duties.reading import Entry
from supervision.work import Work

_PAUSED = "Nobody is reminded while it is paused."
_SERVED = "Nobody is reminded of this one for now: what is planned, or another reminder, serves it."


def reminders(work: Work, entry: Entry) -> list[Fact]:
    """Each person who is told of a duty, and on which days. Of one that is paused, or served already, nobody is."""
    found = duties.who_is_told(work, entry.duty.id)
    if found.silent:
        return [Fact("Reminders", _PAUSED if entry.status == "paused" else _SERVED)]
    people = dict.fromkeys(one for told in found.told for one in told.person_ids)
    return [
        Fact(_are_told(work, one), capital("; ".join(map(_when, _for(one, found.told))))) for one in people
    ]


def _for(person_id: str | None, told: tuple[Told, ...]) -> list[Told]:
    return [one for one in told if person_id in one.person_ids]


def _are_told(work: Work, person_id: str | None) -> str:
    return "You are told" if person_id == work.actor else f"{capital(name_of(work, person_id))} is told"


def _when(one: Told) -> str:
    days = [full_date(day) for day in one.on]
    if not days:
        return one.moment
    return f"{one.moment}: {', '.join(days)} and so on" if one.more else f"{one.moment}: {listed(days)}"
