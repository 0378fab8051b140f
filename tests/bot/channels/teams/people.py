"""Two who are supervised, their supervisor and a manager, all with Teams accounts."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from storage.store import Store
from storage.tables import AgendaItem, Case, CaseWorker, Person, SupervisionSession
from storage.unit import UnitOfWork
from supervision import duties
from supervision.policy import Policy
from supervision.work import CLOCK, Work

ANN, BEN, SAM, MAX = "ann", "ben", "sam", "max"
ACCOUNTS = {ANN: "aad-ann", BEN: "aad-ben", SAM: "aad-sam", MAX: "aad-max"}
# The clock of the tests stands at Monday 23 November 2026, 09:00.
SESSION_AT = datetime(2026, 11, 25, 10, tzinfo=UTC)
SESSION = "session-of-ann"


def move_in(store: Store, policies: Mapping[str, Policy]) -> None:
    """Put them into a store, with a session of ann's on Wednesday and two cases on its agenda."""

    def keep(uow: UnitOfWork) -> None:
        for person_id, role, supervisor in (
            (MAX, "team_manager", None),
            (SAM, "practice_supervisor", MAX),
            (ANN, "social_worker", SAM),
            (BEN, "social_worker", SAM),
        ):
            uow.session.add(
                Person(
                    id=person_id,
                    name=f"{person_id.title()} Example",
                    role=role,
                    authority="central-bedfordshire",
                    supervisor_id=supervisor,
                    known_from=date(2026, 11, 2),
                    teams_user_id=ACCOUNTS[person_id],
                )
            )
            uow.session.flush()
        uow.session.add(
            SupervisionSession(
                id=SESSION, supervisee_id=ANN, supervisor_id=SAM, starts_at=SESSION_AT,
                booked_on=(SESSION_AT - timedelta(days=7)).date(),
            )
        )  # fmt: skip
        for position, reference in enumerate(("EX-1", "EX-2")):
            case_id = f"case-{reference}"
            uow.session.add(
                Case(
                    id=case_id,
                    reference=reference,
                    authority="central-bedfordshire",
                    allocated_on=date(2026, 11, 2),
                )
            )
            uow.session.flush()
            uow.session.add(CaseWorker(case_id=case_id, person_id=ANN))
            uow.session.add(AgendaItem(session_id=SESSION, case_id=case_id, position=position))
        uow.session.flush()
        duties.reconcile(Work(uow, policies, CLOCK))

    store.run_now(keep)
