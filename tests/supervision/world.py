"""A small invented council in a real store, a clock moved by hand, and what its people and time do to the ledger.

Robin and Sam are supervised by Amara, Amara and Joan by Morgan, Morgan by Dana. The names are invented.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any, Concatenate, ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import or_
from sqlmodel import col, select

from storage.queries import duties as query
from storage.queries.ahead import ahead
from storage.store import Store
from storage.tables import (
    Absence,
    Case,
    CaseWorker,
    Cover,
    Duty,
    OutboxRow,
    Person,
    Record,
    SupervisionSession,
)
from storage.unit import UnitOfWork
from supervision import events
from supervision.duties import Change, reconcile, settle_due
from supervision.policy import Policy
from supervision.work import CLOCK, Work
from tests.support.stores import Clock

LONDON = ZoneInfo("Europe/London")
KNOWN_FROM = date(2026, 11, 2)
P = ParamSpec("P")
T = TypeVar("T")

PEOPLE = (
    ("dana", "Dana Hill", "assistant_director", None),
    ("morgan", "Morgan Vale", "head_of_service", "dana"),
    ("amara", "Amara Okafor", "team_manager", "morgan"),
    ("joan", "Joan Reed", "team_manager", "morgan"),
    ("robin", "Robin Ash", "social_worker", "amara"),
    ("sam", "Sam Birch", "social_worker", "amara"),
    ("kit", "Kit Moss", "social_worker", "joan"),
)


def at(text: str) -> datetime:
    """A local time, `2026-11-24 10:00`, as an instant."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON).astimezone(UTC)


def day(text: str) -> date:
    """A date, `2026-11-24`."""
    return date.fromisoformat(text)


class World:
    """A store with people in it. It is Monday 23 November 2026, 09:00 in London."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        policies: Mapping[str, Policy],
        authority: str = "central-bedfordshire",
    ) -> None:
        self.store, self.clock, self.policies, self.authority = store, clock, policies, authority
        self.store.run_now(self._people)

    def _people(self, uow: UnitOfWork) -> None:
        for person_id, name, role, supervisor in PEOPLE:
            self._add(uow, person_id, name, role, supervisor)
        uow.session.add(Case(id="case-1", reference="CB-101", authority=self.authority))
        uow.session.flush()
        uow.session.add(CaseWorker(case_id="case-1", person_id="robin"))
        uow.session.flush()

    def _add(self, uow: UnitOfWork, person_id: str, name: str, role: str, supervisor: str | None) -> None:
        person = Person(
            id=person_id, name=name, role=role, authority=self.authority, supervisor_id=supervisor, known_from=KNOWN_FROM
        )  # fmt: skip
        uow.session.add(person)
        uow.session.flush()

    def do(self, actor: str, act: Callable[Concatenate[Work, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Somebody does something, in a unit of work of its own."""
        return self.store.run_now(lambda uow: act(Work(uow, self.policies, actor), *args, **kwargs))

    def has(self, *rows: Any) -> None:
        """Facts from elsewhere, as an import brings them: kept, and everything settled."""

        def keep(uow: UnitOfWork) -> None:
            for row in rows:
                uow.session.add(row)
                uow.session.flush()

        self.store.run_now(keep)
        self.do(CLOCK, reconcile)

    def becomes(self, person_id: str, **columns: Any) -> None:
        """Somebody's row of the people file changes, as an import brings it; everything is settled."""

        def change(uow: UnitOfWork) -> None:
            found = uow.session.get(Person, person_id)
            assert found is not None
            for name, value in columns.items():
                setattr(found, name, value)

        self.store.run_now(change)
        self.do(CLOCK, reconcile)

    def done(self, rule: str, on: str, *, about: str = "", party: str = "") -> None:
        """Whoever owes the one live duty under a rule says on which day it was done."""
        duty = self.duty(rule, about=about, party=party)
        assert duty.owner_id is not None
        self.do(duty.owner_id, events.done, duty.id, day(on))

    def held(self, session_id: str, supervisee: str, on: str, supervisor: str = "amara") -> None:
        """A session held earlier, known by import."""
        starts = at(f"{on} 10:00")
        session = SupervisionSession(
            id=session_id, supervisee_id=supervisee, supervisor_id=supervisor, starts_at=starts, status="held",
            held_on=day(on),
        )  # fmt: skip
        record = Record(id=f"record-{session_id}", session_id=session_id, state="closed", recorded_on=day(on))
        self.has(session, record)

    def planned(self, session_id: str, supervisee: str, starts: str, **more: Any) -> None:
        """A planned session, booked two weeks ago, known by import."""
        row: dict[str, Any] = {"supervisor_id": "amara", "booked_on": day("2026-11-09"), **more}
        self.has(SupervisionSession(id=session_id, supervisee_id=supervisee, starts_at=at(starts), **row))

    def to(self, text: str) -> None:
        """Time goes on to a local time; what falls due on the way is worked through in order."""
        end = at(text)
        while True:
            due = self.store.read_now(ahead).duty
            if due is None or due > end:
                break
            self.clock.now = max(due, self.clock.now)
            self.do(CLOCK, settle_due)
        self.clock.now = end

    def pass_seconds(self, seconds: float) -> None:
        """A little time passes and nothing falls due."""
        self.clock.now += timedelta(seconds=seconds)

    def duties(self, rule: str, *, live: bool = True, about: str = "") -> list[Duty]:
        """The duties under a rule, oldest first; also those closed, unless `live`."""

        def read(uow: UnitOfWork) -> list[Duty]:
            found = uow.session.exec(select(Duty).where(Duty.rule == rule).order_by(col(Duty.id)))
            rows = [one for one in found if not live or one.status in query.LIVE]
            return [one for one in rows if about in (one.subject_id, one.owed_to_id, one.owner_id, "")]

        return self.store.read_now(read)

    def duty(self, rule: str, *, about: str = "", party: str = "") -> Duty:
        """The one live duty under a rule."""
        (found,) = [one for one in self.duties(rule, about=about) if party in ("", one.party)]
        return found

    def told(self, person: str, kind: str = "", *, about: str = "") -> list[str]:
        """What has been put into the outbox for a person, `kind stage` each, in order of leaving; of duties about one
        person only, if `about` names them.
        """

        def read(uow: UnitOfWork) -> list[OutboxRow]:
            rows = select(OutboxRow).where(OutboxRow.recipient_id == person)
            found = list(uow.session.exec(rows.order_by(col(OutboxRow.send_after), col(OutboxRow.id))))
            if not about:
                return found
            of_them = select(Duty.id).where(or_(col(Duty.subject_id) == about, col(Duty.owed_to_id) == about))
            ids = set(uow.session.exec(of_them))
            return [one for one in found if one.duty_id in ids]

        found = [one for one in self.store.read_now(read) if one.kind.startswith(kind)]
        return [f"{one.kind} {one.stage}".strip() for one in found]

    def leaves(self, person: str, kind: str) -> datetime:
        """When the one message of a kind to a person may leave."""
        rows = select(OutboxRow).where(OutboxRow.recipient_id == person, OutboxRow.kind == kind)
        (found,) = self.store.read_now(lambda uow: list(uow.session.exec(rows)))
        return found.send_after

    def get(self, table: type[T], key: str) -> T:
        """One row."""
        found = self.store.read_now(lambda uow: uow.session.get(table, key))
        assert found is not None
        return found

    def absence(self) -> Absence:
        """The one absence there is."""
        (found,) = self.store.read_now(lambda uow: list(uow.session.exec(select(Absence))))
        return found

    def cover(self) -> Cover:
        """The one cover there is."""
        (found,) = self.store.read_now(lambda uow: list(uow.session.exec(select(Cover))))
        return found

    def record(self, session_id: str, kind: str = "case") -> Record:
        """A session's record of a kind."""
        rows = select(Record).where(Record.session_id == session_id, Record.kind == kind)
        (found,) = self.store.read_now(lambda uow: list(uow.session.exec(rows)))
        return found

    def planned_id(self, supervisee: str) -> str:
        """The id of the one session planned with somebody."""
        rows = select(SupervisionSession.id).where(
            SupervisionSession.supervisee_id == supervisee, SupervisionSession.status == "planned"
        )
        (found,) = self.store.read_now(lambda uow: list(uow.session.exec(rows)))
        return found

    def differences(self) -> list[Change]:
        """What a reconcile finds to mend."""
        return self.do(CLOCK, reconcile)
