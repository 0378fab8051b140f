"""The ledger at work: what the facts say is owed is written down."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter

from storage.ids import new_id
from storage.queries import ledger as rows
from storage.queries import sessions as sessions_query
from storage.queries.ledger import DutyRow
from storage.tables import Person
from supervision.duties import audits
from supervision.duties.asked_ad_hoc import tell_who_can_arrange
from supervision.duties.expected import Expected, Key
from supervision.duties.facts import SuperviseeFacts
from supervision.duties.families import FAMILIES, recording
from supervision.duties.families.endings import ended
from supervision.duties.gathering import gather
from supervision.duties.reckoning import reckon
from supervision.duties.session_away import warn_of_absent_supervisor
from supervision.duties.session_over import ask_whether_held
from supervision.duties.telling import Return, nudge, stays_planned
from supervision.duties.update_ready import offer_update
from supervision.known import Known
from supervision.work import CLOCK, Work

AT_ONCE = 60
"""How many supervisees are looked at together."""

# As `key` of either has it, in half the time.
_key = attrgetter("rule", "subject_kind", "subject_id", "party", "opened_by")
_owed = attrgetter("owner_id", "due_on", "due_at", "status")
_besides = attrgetter("owed_to_id", "reason", "policy_version", "inputs")
_parties = attrgetter("authority", "owner_id", "owed_to_id", "status")


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between the ledger and the facts, as it was mended."""

    what: str
    rule: str
    subject_id: str


@dataclass(slots=True)
class _Found:
    """What some supervisees' ledger is to become: rows to close, each open duty with the row that stands for it, if one
    does, and what has changed.
    """

    closed: list[DutyRow] = field(default_factory=list)
    owed: list[tuple[SuperviseeFacts, Expected, DutyRow | None]] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)


def settle(
    work: Work, supervisee: Person, back: Return | None = None, *, taken_back: bool = False
) -> list[Change]:
    """Bring every duty about one supervisee into line with the facts at this instant, and plan its nudges.

    Opens what is owed and not written, closes what is no longer owed, re-dates and pauses; touches nothing
    that agrees. Running it twice changes nothing the second time. `taken_back` says that what changed was undone:
    then what was said of a duty before is not said again. Returns what it changed.
    """
    return settle_all(work, [supervisee], back, taken_back=taken_back)


def settle_all(
    work: Work,
    supervisees: Iterable[Person],
    back: Return | None = None,
    *,
    taken_back: bool = False,
) -> list[Change]:
    """The same for several supervisees, as when their supervisor goes away or at night: each table is read once for
    many of them.
    """
    everyone = list({one.id: one for one in supervisees}.values())
    parts = (everyone[first : first + AT_ONCE] for first in range(0, len(everyone), AT_ONCE))
    return [change for some in parts for change in _settled(work, some, back, taken_back=taken_back)]


def _settled(
    work: Work, supervisees: Sequence[Person], back: Return | None, *, taken_back: bool
) -> list[Change]:
    written = rows.live_of(work.uow, [one.id for one in supervisees])
    known, found = Known(work.uow), _Found()
    gathering = gather(work, known, supervisees, written, taken_back=taken_back)
    gathered = [_as_of_now(work, one) for one in gathering]
    for facts in gathered:
        _compare(facts, written[facts.person.id], found)
    stand = list(_standing(work, found, taken_back=taken_back))
    opened: list[DutyRow] = []
    amended: list[DutyRow] = []
    redated: list[DutyRow] = []
    replanned: list[DutyRow] = []
    awake = ""
    for (facts, expected, was), row in zip(found.owed, stand, strict=True):
        # One of a supervisee's duties wakes them all, so that a date that moves is written once.
        turns_at = None if facts.person.id == awake else facts.turns_at
        awake = facts.person.id
        if row is was and back is None and stays_planned(facts, expected, row, turns_at):
            continue
        passed = expected.delegated and was is not None and was.owner_id != row.owner_id
        now = nudge(work, known, facts, expected, row, back, turns_at, passed=passed and not taken_back)
        if was is None:
            opened.append(now)
        elif row is not was:
            (redated if _parties(row) == _parties(was) else amended).append(now)
        elif now is not was:
            replanned.append(now)
    # What is closed leaves the table of open duties before anything opens there in its place.
    if found.closed or amended:
        rows.amend(work.uow, [*found.closed, *amended])
    if redated:
        rows.redate(work.uow, redated)
    if replanned:
        rows.replan(work.uow, replanned)
    rows.keep(work.uow, opened)
    for facts in gathered:
        ask_whether_held(work, facts)
        warn_of_absent_supervisor(work, facts)
        tell_who_can_arrange(work, known, facts)
        offer_update(work, facts)
    return found.changes


def _as_of_now(work: Work, facts: SuperviseeFacts) -> SuperviseeFacts:
    """The facts with those that time alone brings about: a record nobody signed off is assumed agreed, never closed, and
    the case of an audit is drawn.
    """
    audits.draw(work, facts)
    agreed = {one.id for one in recording.run_out(facts)}
    if not agreed:
        return facts
    for record_id in agreed:
        kept = sessions_query.record(work.uow, record_id)
        if kept is not None:
            kept.state = "assumed_agreed"
            kept.version += 1
            work.uow.audit(CLOCK, "assumed-agreed", "record", record_id)
    records = {
        session: tuple(one._replace(state="assumed_agreed") if one.id in agreed else one for one in theirs)
        for session, theirs in facts.records.items()
    }
    return replace(facts, records=records)


def _compare(facts: SuperviseeFacts, written: Sequence[DutyRow], found: _Found) -> None:
    """Note what is over, and what is owed beside the row that stands for it."""
    wanted: dict[Key, Expected] = {_key(one): one for family in FAMILIES for one in family.expected(facts)}
    by_key: dict[Key, DutyRow] = {_key(row): row for row in written}
    for key, row in by_key.items():
        expected = wanted.get(key)
        if expected is None or expected.status != "open":
            found.closed.append(_closed(facts, row, expected))
            found.changes.append(Change("closed", row.rule, row.subject_id))
    found.owed += [(facts, one, by_key.get(key)) for key, one in wanted.items() if one.status == "open"]


def _closed(facts: SuperviseeFacts, row: DutyRow, expected: Expected | None) -> DutyRow:
    status, reason = (expected.status, expected.reason) if expected else ended(facts, row)
    return row._replace(
        status=status,
        reason=reason,
        closed_on=facts.today,
        next_nudge_at=None,
        look_at=None,
        version=row.version + 1,
    )


def _standing(work: Work, found: _Found, *, taken_back: bool) -> Iterator[DutyRow]:
    """The row of each duty that is owed as it is to stand, before anybody is told."""
    drafts = []
    for facts, expected, was in found.owed:
        row = _drafted(work, facts, expected, was, taken_back=taken_back)
        if row is not was:
            found.changes.append(Change("opened" if was is None else "amended", row.rule, row.subject_id))
        drafts.append(row)
    opened = [row for row, (_, _, was) in zip(drafts, found.owed, strict=True) if was is None]
    # One that opens again, as after an undo, does not say again what it has said.
    earlier = rows.nudged_to(work.uow, opened) if opened else {}
    for row, (_, _, was) in zip(drafts, found.owed, strict=True):
        told = earlier.get((row.supervisee_id, *row.key)) if was is None else None
        yield row if told is None else row._replace(nudged_to=told)


def _drafted(
    work: Work, facts: SuperviseeFacts, expected: Expected, was: DutyRow | None, *, taken_back: bool
) -> DutyRow:
    """A duty as the facts have it: the very row that stands, where it agrees."""
    policy = facts.policy
    found = expected.reckoned or reckon(policy, expected.rule, expected.inputs, undated=expected.undated)
    due_at = found.due_at if expected.due_at is None or found.due_on is None else expected.due_at
    paused = expected.paused or found.waiting
    status = "paused" if paused else "open"
    if was is None:
        return DutyRow(
            id=new_id(work.now),
            rule=expected.rule,
            authority=policy.key,
            policy_version=policy.version,
            supervisee_id=facts.person.id,
            subject_kind=expected.subject_kind,
            subject_id=expected.subject_id,
            party=expected.party,
            owner_id=expected.owner_id,
            owed_to_id=expected.owed_to_id,
            opened_by=expected.opened_by,
            opened_on=expected.opened_on,
            inputs=found.inputs,
            due_on=found.due_on,
            due_at=due_at,
            status=status,
            reason=paused,
            closed_on=None,
            next_nudge_at=None,
            look_at=None,
            nudged_to=None,
            snoozed_until=None,
            version=1,
        )
    owed = (expected.owner_id, found.due_on, due_at, status)
    besides = (expected.owed_to_id, paused, policy.version, found.inputs)
    same = _owed(was) == owed
    # The version of a policy is that of one authority's.
    if same and _besides(was) == besides:
        return was
    # A date has become known: whoever owes it hears so at once.
    afresh = was.status != status == "open" and not taken_back
    return was._replace(
        owner_id=expected.owner_id,
        owed_to_id=expected.owed_to_id,
        authority=policy.key,
        policy_version=policy.version,
        inputs=found.inputs,
        due_on=found.due_on,
        due_at=due_at,
        status=status,
        reason=paused,
        nudged_to=None if afresh else was.nudged_to,
        # What one owner has put off is not put off for the next.
        snoozed_until=was.snoozed_until if was.owner_id == expected.owner_id else None,
        # A stage that was sent for the old date or owner may be sent again for the new one.
        version=was.version + (not same),
    )
