"""The places a person has in supervision: they may be supervised, supervise others, and manage those who do; where the
policy has it, delegate a record, or be somebody to whom one is delegated.
"""

from typing import Literal

from storage.queries import places as query
from supervision import access, people
from supervision.work import Work

Place = Literal["supervised", "supervises", "manages", "delegates", "records"]


def places(work: Work) -> frozenset[Place]:
    """Those the actor has today; cover counts. None for somebody who is nobody's supervisor and has none."""
    me = access.actor(work)
    today, delegates = work.today(me), work.policy(me).delegates
    supervises = query.supervises(work.uow, me.id, today) or (
        query.may_act(work.uow, me.id, today) and bool(people.covered_on(work.uow, me.id, today))
    )
    has: dict[Place, bool] = {
        "supervised": me.supervisor_id is not None,
        "supervises": supervises,
        "manages": query.manages(work.uow, me.id, today),
        "delegates": supervises and bool(delegates),
        "records": me.role in delegates,
    }
    return frozenset(place for place, held in has.items() if held)
