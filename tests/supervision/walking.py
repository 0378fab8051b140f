"""Random courses of events: what people do in whatever order, and time that passes."""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from random import Random

from sqlmodel import select

from storage.queries import people as people_query
from storage.tables import OutboxRow
from storage.unit import UnitOfWork
from supervision import (
    absences,
    access,
    cases,
    duties,
    events,
    mine,
    oversight,
    preparations,
    proposals,
    records,
    sessions,
    undo,
)
from supervision.duties import settle_due
from supervision.work import CLOCK, SaidNo, Work
from tests.supervision.world import PEOPLE, World

Act = Callable[[Work, Random], object]


def _book(work: Work, chance: Random) -> object:
    starts = work.now + timedelta(days=chance.randint(1, 40), hours=chance.randint(0, 9))
    whom = chance.choice(mine.supervisees(work)).id
    return sessions.book(work, whom, starts, 60, chance.choice(["case", "personal", "both"]))


def _move(work: Work, chance: Random) -> object:
    session = chance.choice(mine.supervised_sessions(work, "planned"))
    return sessions.move(work, session.id, work.now + timedelta(days=chance.randint(1, 30)))


def _cancel(work: Work, chance: Random) -> object:
    session = chance.choice([*mine.supervised_sessions(work, "planned"), *mine.own_sessions(work, "planned")])
    by = chance.choice([session.supervisee_id, session.supervisor_id])
    return sessions.cancel(work, session.id, by, chance.choice(["sickness", "other"]))


def _held(work: Work, chance: Random) -> object:
    session = chance.choice(mine.supervised_sessions(work, "planned"))
    today = work.today(access.actor(work))
    return sessions.held(work, session.id, today - timedelta(days=chance.randint(0, 3)))


def _recorded(work: Work, chance: Random) -> object:
    record, _ = chance.choice(mine.supervised_records(work, *records.TASKABLE))
    return records.recorded(work, record.id)


def _close(work: Work, chance: Random) -> object:
    record, _ = chance.choice(mine.supervised_records(work, *records.ANSWERABLE))
    return records.close(work, record.id)


def _answer(work: Work, chance: Random) -> object:
    record, _ = chance.choice(mine.own_records(work, *records.ANSWERABLE))
    if chance.random() < 0.5:
        return records.sign_off(work, record.id)
    return chance.choice([records.ask_for_change, records.disagree])(work, record.id, "words")


def _propose(work: Work, chance: Random) -> object:
    planned = [one.id for one in mine.own_sessions(work, "planned")]
    starts = work.now + timedelta(days=chance.randint(1, 20))
    return proposals.propose(work, work.actor, chance.choice([None, *planned]), starts)


def _reply(work: Work, chance: Random) -> object:
    proposal = chance.choice(mine.proposals_to_answer(work))
    return proposals.answer(work, proposal.id, chance.random() < 0.7)


def _away(work: Work, chance: Random) -> object:
    whom = chance.choice(access.reportable(work))
    first = work.today(whom) + timedelta(days=chance.randint(-10, 5))
    return absences.away(work, whom.id, first, planned=chance.random() < 0.3, expected_back=None)


def _back(work: Work, chance: Random) -> object:
    whom = chance.choice(access.returnable(work))
    return absences.back(work, whom.id, work.today(whom))


def _report(work: Work, chance: Random) -> object:
    me = access.actor(work)
    absence = people_query.absence_on(work.uow, me.supervisor_id, work.today(me))
    return absences.report(work, absence.id) if absence else None


def _cover(work: Work, chance: Random) -> object:
    absence, away = chance.choice(access.uncovered(work))
    begins = absences.cover_begins(work, absence)
    covering = chance.choice(absences.covering_candidates(work, away, begins))
    until = None if chance.random() < 0.5 else begins + timedelta(days=chance.randint(0, 10))
    return absences.arrange_cover(work, absence.id, covering.id, until)


def _snooze(work: Work, chance: Random) -> object:
    entry = chance.choice([one for one in duties.entries(work, work.actor) if one.side == "owes"])
    return duties.snooze(
        work, entry.duty.id, work.today(access.actor(work)) + timedelta(days=chance.randint(1, 9))
    )


def _prepared(work: Work, chance: Random) -> object:
    session = chance.choice([*mine.supervised_sessions(work, "planned"), *mine.own_sessions(work, "planned")])
    return preparations.mark_prepared(work, session.id)


def _decide(work: Work, chance: Random) -> object:
    person = chance.choice(mine.supervisees(work))
    case = chance.choice(cases.of(work, person.id)).case
    options = sorted(cases.decidable(work, person.id, case.id))
    if chance.random() < 0.3:
        return cases.undecide(work, person.id, case.id)
    day = work.today(person) + timedelta(days=chance.randint(0, 20))
    return cases.decide(work, person.id, case.id, chance.choice(options), chance.randint(1, 6), day)


def _agenda(work: Work, chance: Random) -> object:
    session = chance.choice(mine.supervised_sessions(work, "planned"))
    return cases.put_on_agenda(work, session.id)


def _oversee(work: Work, chance: Random) -> object:
    one = chance.choice(oversight.owed(work))
    at, on = chance.choice(["", "allocation", "sign_off"]), work.today(access.actor(work))
    return events.record(work, "oversight", on, case_id=one.case.id, party=at)


def _undo(work: Work, chance: Random) -> object:
    return undo.undo(work)


ACTS: tuple[Act, ...] = (
    _book, _book, _book, _move, _cancel, _cancel, _held, _held, _recorded, _recorded, _close, _answer, _answer,
    _propose, _reply, _away, _away, _back, _back, _report, _cover, _cover, _snooze, _prepared, _undo, _undo,
)  # fmt: skip
ACTS_ON_CASES: tuple[Act, ...] = (_decide, _decide, _agenda, _oversee)


def _said(uow: UnitOfWork) -> Counter[tuple[str, str, str, str, str, int]]:
    rows = uow.session.exec(select(OutboxRow))
    return Counter(
        (one.recipient_id, one.kind, one.subject_id, one.stage, one.duty_id or "", one.subject_version)
        for one in rows
    )


def walk(world: World, seed: int, steps: int) -> int:
    """So many steps of this course; gives how many came to something. Asserts at each that there is nothing to mend."""
    chance, acted = Random(seed), 0
    for _ in range(steps):
        actor = chance.choice([one[0] for one in PEOPLE])
        # Nothing to choose from, or said no: another step.
        with suppress(SaidNo, IndexError):
            world.do(actor, chance.choice(ACTS), chance)
            acted += 1
        assert world.differences() == []
        if chance.random() < 0.6:
            world.clock.now += timedelta(seconds=chance.randint(1, 70))
        else:
            world.to(
                f"{world.clock.now + timedelta(days=chance.randint(0, 12), hours=chance.randint(0, 20)):%Y-%m-%d %H:%M}"
            )
        assert world.differences() == []
        before = world.store.read_now(_said)
        world.do(CLOCK, settle_due)
        assert world.store.read_now(_said) == before, "the same instant said more the second time"
    return acted
