"""Any facts, in any order: what people do, what is imported, changes of the policy, and time."""

import json
import logging
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlmodel import col, select

from storage.queries.duties import LIVE
from storage.tables import Duty, Person, PolicyText
from storage.unit import UnitOfWork
from supervision import delegation, duties, events, records
from supervision.duties import keep_policy_texts, reconcile, settle_due
from supervision.policy import Policy
from supervision.work import CLOCK, SaidNo, Work
from tests.scenarios.any_facts.importing import COMES, IMPORTS
from tests.supervision.walking import ACTS, ACTS_ON_CASES, Act
from tests.supervision.world import KNOWN_FROM, PEOPLE, World

AUTHORITIES = ("central-bedfordshire", "bradford")


def _done(work: Work, chance: Random) -> object:
    """What a duty asks for was done, on this day or an earlier one."""
    owed = [one.duty.id for one in duties.entries(work, work.actor) if one.side == "owes"]
    on = work.now.date() - timedelta(days=chance.randint(0, 9))
    return events.done(work, chance.choice(owed), on)


def _delegate(work: Work, chance: Random) -> object:
    """A record is delegated to somebody, or to somebody else."""
    record, _ = chance.choice(delegation.to_delegate(work))
    maker = chance.choice(delegation.candidates(work, record.id))
    return delegation.delegate(work, record.id, maker.id)


def _take_back(work: Work, chance: Random) -> object:
    record, _ = chance.choice(delegation.delegated(work))
    return delegation.take_back(work, record.id)


def _recorded_for(work: Work, chance: Random) -> object:
    """Whoever a record is delegated to has made it."""
    record, _ = chance.choice(delegation.with_me(work))
    return records.recorded(work, record.id)


DELEGATES = ("sheila", "bo")
DEEDS = (*ACTS, *ACTS_ON_CASES, _done, _done, _delegate, _delegate, _take_back, _recorded_for)
_LOG = logging.getLogger("supervision")
CLOCKS: tuple[Mapping[str, object], ...] = (
    {"kind": "hours_per", "period": "calendar_month", "hours": 2},
    {"kind": "hours_per", "period": "week", "percent": 5},
    {"kind": "once_per", "period": "calendar_month"},
)
chances = st.integers(0, 2**32).map(Random)


@dataclass(frozen=True, slots=True)
class Dated:
    """What a due date was worked out from, and what came of it."""

    due_on: date | None
    inputs: str
    policy_version: str


class Faults(logging.Handler):
    """What the log says of people whose duties could not be settled when something fell due."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


class AnyFacts(RuleBasedStateMachine):
    """After every step: nothing to mend, nothing owed twice, every end has a reason, no date moves by itself."""

    def make(self, authority: str) -> World:
        """A world in a store of its own, for an authority."""
        raise NotImplementedError

    @initialize(authority=st.sampled_from(AUTHORITIES), chance=chances)
    def begin(self, authority: str, chance: Random) -> None:
        """A month in which all sorts of things have happened, so that the steps have something to happen to."""
        self.faults = Faults()
        _LOG.addHandler(self.faults)
        self.world = self.make(authority)
        self.published = self.world.policies[authority]
        for one in DELEGATES:
            role = "business_support"
            self.world.has(Person(id=one, name=one, role=role, authority=authority, known_from=KNOWN_FROM))
        self._reconciled()
        for number in range(30):
            self._somebody_does(chance.choice(DEEDS), chance)
            if number % 3 == 0:
                self.world.do("import", COMES if number < 9 else chance.choice(IMPORTS), chance)
            self.world.to(f"{self.world.clock.now + timedelta(hours=chance.randint(0, 40)):%Y-%m-%d %H:%M}")

    def teardown(self) -> None:
        _LOG.removeHandler(self.faults)

    @rule(acts=st.lists(st.sampled_from(DEEDS), min_size=1, max_size=5), chance=chances)
    def people_do(self, acts: list[Act], chance: Random) -> None:
        for act in acts:
            self._somebody_does(act, chance)
            assert self.world.differences() == []

    def _somebody_does(self, act: Act, chance: Random) -> None:
        """Whoever can: for most of what can be done there is somebody with something to do it to."""
        people = [*DELEGATES, *(one[0] for one in PEOPLE)]
        chance.shuffle(people)
        for actor in people:
            with suppress(SaidNo, IndexError):
                self.world.do(actor, act, chance)
                return

    @rule(act=st.sampled_from(IMPORTS), chance=chances)
    def a_fact_is_imported(self, act: Act, chance: Random) -> None:
        self.world.do("import", act, chance)

    @rule(days=st.integers(0, 12), hours=st.integers(0, 20))
    def time_passes(self, days: int, hours: int) -> None:
        before = self._dated()
        self.world.to(f"{self.world.clock.now + timedelta(days=days, hours=hours):%Y-%m-%d %H:%M}")
        self.world.do(CLOCK, settle_due)
        for duty_id, now in self._dated().items():
            was = before.get(duty_id, now)
            assert was.due_on == now.due_on or was.inputs != now.inputs, "a due date moved by itself"

    @rule(days=st.integers(1, 9))
    def the_policy_changes(self, days: int) -> None:
        """Each clock of so many working days is given another number of them, and oversight that has none one of its own."""
        data = json.loads(self.published.dump())
        for one in data["rules"].values():
            if one.get("oversight"):
                one["clock"] = {"kind": "within", "number": days, "unit": "working_days"}
            if one["clock"].get("unit") == "working_days":
                one["clock"]["number"] = days
        self._changed_to(Policy.parse(json.dumps(data)))

    @rule(clock=st.sampled_from(CLOCKS))
    def supervision_is_asked_for_otherwise(self, clock: Mapping[str, object]) -> None:
        """So many hours in a month or week, or once a month, in place of each frequency that goes by the last session."""
        data = json.loads(self.published.dump())
        for one in data["rules"].values():
            if one["opened_by"] == "last_session":
                one["clock"] = clock
        self._changed_to(Policy.parse(json.dumps(data)))

    @rule(ahead=st.integers(0, 30), length=st.integers(0, 4))
    def the_authority_closes(self, ahead: int, length: int) -> None:
        """A few days of closure are added to the calendar, or the last ones are taken back."""
        first = self.world.clock.now.date() + timedelta(days=ahead)
        closure = {"day": str(first), "until": str(first + timedelta(days=length)), "reason": "closed"}
        data = json.loads(self.published.dump())
        self._changed_to(Policy.parse(json.dumps({**data, "closures": [closure]})))

    @invariant()
    def nobody_was_left_as_they_were(self) -> None:
        assert self.faults.said == []

    @invariant()
    def nothing_is_to_be_mended(self) -> None:
        assert self.world.differences() == []

    @invariant()
    def nothing_is_owed_twice_and_every_end_has_a_reason(self) -> None:
        rows = self.world.store.read_now(_duties)
        live = [one for one in rows if one.status in LIVE]
        owed = [(one.supervisee_id, one.rule, one.subject_kind, one.subject_id, one.party) for one in live]
        assert len(owed) == len(set(owed))
        assert all(one.reason and one.closed_on for one in rows if one.status not in LIVE)
        kept = set(self.world.store.read_now(_versions))
        assert {one.policy_version for one in rows} <= kept, (
            "a duty runs under a policy whose text is not kept"
        )

    def _changed_to(self, policy: Policy) -> None:
        self.world.policies = {**self.world.policies, policy.key: policy}
        self._reconciled()

    def _reconciled(self) -> None:
        """As the bot does when it starts: the texts in use are kept, and everybody's duties worked out anew."""
        self.world.do(CLOCK, keep_policy_texts)
        self.world.do(CLOCK, reconcile)

    def _dated(self) -> dict[str, Dated]:
        rows = self.world.store.read_now(_duties)
        return {
            one.id: Dated(one.due_on, json.dumps(one.inputs, sort_keys=True), one.policy_version)
            for one in rows
            if one.status in LIVE
        }


def _duties(uow: UnitOfWork) -> list[Duty]:
    return list(uow.session.exec(select(Duty).order_by(col(Duty.id))))


def _versions(uow: UnitOfWork) -> list[str]:
    return list(uow.session.exec(select(PolicyText.version)))
