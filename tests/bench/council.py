"""A council made for measuring: many supervisees, each with a session to prepare. Nobody in it exists."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from bot.settings import Settings
from storage.store import Store, open_store
from storage.tables import Case, CaseWorker, Person, SupervisionSession
from storage.unit import UnitOfWork
from supervision import duties
from supervision.work import CLOCK, Work
from tests.bench.as_slack import account_of

AUTHORITY = "central-bedfordshire"
TEAM = 8
KNOWN_FROM = date(2026, 9, 1)


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


def workers(count: int) -> list[str]:
    """The ids of the supervisees."""
    return [f"worker-{number:05}" for number in range(count)]


def make(data: Path, count: int) -> None:
    """A data directory as `supervision-bot local --no-demo` takes it up, with every duty settled."""
    settings = Settings(data=data)
    with open_store(settings.store, settings.keyring(create=True), now, migrate=True) as store:
        fill(store, settings, count)


def fill(store: Store, settings: Settings, count: int) -> None:
    """Put the council into a store."""
    store.run_now(lambda uow: _people(uow, count))
    store.run_now(lambda uow: _sessions(uow, count))
    policies = dict(settings.policies())
    store.run_now(lambda uow: duties.keep_policy_texts(Work(uow, policies, CLOCK)))
    store.run_now(lambda uow: duties.reconcile(Work(uow, policies, CLOCK)))


def _people(uow: UnitOfWork, count: int) -> None:
    uow.session.add(_person("head", "head_of_service", None))
    uow.session.flush()
    leads = range(0, count, TEAM)
    uow.session.add_all(_person(f"lead-{number:05}", "team_manager", "head") for number in leads)
    uow.session.flush()
    for number, worker in enumerate(workers(count)):
        uow.session.add(_person(worker, "social_worker", _lead(number)))


def _sessions(uow: UnitOfWork, count: int) -> None:
    for number, worker in enumerate(workers(count)):
        uow.session.add(
            SupervisionSession(
                id=f"session-{number:05}",
                supervisee_id=worker,
                supervisor_id=_lead(number),
                starts_at=uow.now + timedelta(days=9),
                booked_on=KNOWN_FROM,
            )
        )
        uow.session.add(Case(id=f"case-{number:05}", reference=f"BE-{number:05}", authority=AUTHORITY))
    uow.session.flush()
    for number, worker in enumerate(workers(count)):
        uow.session.add(CaseWorker(case_id=f"case-{number:05}", person_id=worker))


def _lead(number: int) -> str:
    return f"lead-{number - number % TEAM:05}"


def _person(person_id: str, role: str, supervisor: str | None) -> Person:
    return Person(
        id=person_id,
        name=f"Robin {person_id}",
        role=role,
        authority=AUTHORITY,
        supervisor_id=supervisor,
        known_from=KNOWN_FROM,
        teams_user_id=f"account-of-{person_id}",
        slack_user_id=account_of(person_id),
    )
