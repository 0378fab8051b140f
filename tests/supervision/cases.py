"""Cases in the invented council, and sessions that have them on their agenda."""

from typing import Any

from storage.tables import AgendaItem, Case, CaseWorker, Duty, Person, SupervisionSession
from storage.unit import UnitOfWork
from supervision import duties, sessions
from supervision.work import CLOCK, Work
from tests.supervision.world import World, at, day


def case(world: World, case_id: str, *types: str, workers: tuple[str, ...] = ("robin",), **more: Any) -> None:
    """A case known here since the beginning of November, with its workers."""
    row: dict[str, Any] = {"known_from": day("2026-11-02"), **more}
    made = Case(id=case_id, reference=case_id.upper(), authority=world.authority, types=list(types), **row)
    world.has(made, *(CaseWorker(case_id=case_id, person_id=one) for one in workers))


def discussed(world: World, on: str, *cases: str, worker: str = "robin", kind: str = "both") -> str:
    """A session held with these cases on its agenda, known by import; gives its id."""
    session_id = f"held-{worker}-{on}"
    world.held(session_id, worker, on)
    world.store.run_now(lambda uow: setattr(session(uow, session_id), "kind", kind))
    world.has(*(AgendaItem(session_id=session_id, case_id=one, position=1) for one in cases))
    return session_id


def session(uow: UnitOfWork, session_id: str) -> Any:
    return uow.session.get_one(SupervisionSession, session_id)


def booked(world: World, starts: str, *cases: str, worker: str = "robin", supervisor: str = "amara") -> str:
    """The supervisor books a session with the open cases on its agenda, or with just these."""

    def book(work: Work) -> str:
        made = sessions.book(work, worker, at(starts), 60, "both")
        if cases:
            chosen = [work.uow.session.get_one(Case, one) for one in cases]
            sessions.set_agenda(work, made, chosen)
            duties.settle(work, work.uow.session.get_one(Person, worker))
        return made.id

    return world.do(supervisor, book)


def changed(world: World, case_id: str, **columns: Any) -> None:
    """A case is changed from elsewhere, as by an import."""

    def change(uow: UnitOfWork) -> None:
        row = uow.session.get_one(Case, case_id)
        for name, value in columns.items():
            setattr(row, name, value)

    world.store.run_now(change)
    world.do(CLOCK, duties.reconcile)


def live(world: World, case_id: str, about: str = "robin") -> list[Duty]:
    """The duties to discuss a case that stand about somebody."""
    plans = ("plan-review", "plan-review-disabilities")
    found = [one for rule in world.policies[world.authority].rules for one in world.duties(rule)]
    return [
        one
        for one in found
        if one.subject_id == case_id and one.supervisee_id == about and one.rule not in plans
    ]


def the(world: World, case_id: str, about: str = "robin") -> tuple[str, str]:
    """The one duty to discuss a case: its rule, and its due day or why there is none."""
    (found,) = live(world, case_id, about)
    return found.rule, found.due_on.isoformat() if found.due_on else found.reason or "no number"


def over(world: World, rule: str, case_id: str) -> list[tuple[str, str]]:
    """How the duties about a case under a rule ended, oldest first."""
    found = world.duties(rule, live=False)
    ended = [one for one in found if one.subject_id == case_id and one.status not in ("open", "paused")]
    return [(one.status, one.reason) for one in ended]
