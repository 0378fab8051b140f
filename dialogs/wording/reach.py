"""Who cannot be reached, said to whoever supervises or manages them: small and plain, and never in front of anybody else."""

from collections.abc import Mapping
from typing import Final

from dialogs.exchange.message import Fact
from storage.queries import people as people_query
from storage.queries.reach import unreached
from supervision import access, mine
from supervision.places import places
from supervision.work import Work

_WHY: Final[Mapping[str, str]] = {
    "NotInstalled": "The bot is not installed for them, or they removed it",
    "Blocked": "They have blocked the bot",
}
MOST: Final = 20
_OTHER: Final = "What was to reach them was refused"


def why_not(failure: str) -> str:
    """Why somebody is not reached, in words."""
    return _WHY.get(failure, _OTHER)


def not_reached(work: Work) -> tuple[Fact, ...]:
    """A line for each whom the actor supervises, or who answers to them, and to whom no reminder arrives."""
    if not places(work) & {"supervises", "manages"}:
        return ()
    me = access.actor(work)
    theirs = people_query.answering_to(work.uow, [me.id], work.today(me))
    concerned = {one.id: one for one in [*mine.supervisees(work), *theirs] if one.id != me.id}
    failed = unreached(work.uow, concerned)
    named = sorted((concerned[one] for one in failed), key=lambda it: (it.name, it.id))
    facts = tuple(Fact(one.name, f"{why_not(failed[one.id])}.") for one in named[:MOST])
    return (*facts, Fact("Others", str(len(named) - MOST))) if len(named) > MOST else facts
