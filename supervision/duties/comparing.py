"""What the facts say is owed beside what stands in the ledger: what is over, what opens, and what is no longer as it was."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from operator import attrgetter
from typing import NamedTuple

from storage.ids import new_id
from storage.queries.ledger import DutyRow
from supervision.duties.expected import Expected, Key, Owed
from supervision.duties.facts import SuperviseeFacts
from supervision.duties.families import FAMILIES
from supervision.duties.families.endings import ended
from supervision.duties.telling import stays_planned

# As its `key` has it, in half the time.
_key = attrgetter("rule", "subject_kind", "subject_id", "party", "opened_by")
_owed = attrgetter(*Owed._fields)
_TOLD = 4
"""The first so many of them are what people are told of."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between the ledger and the facts, as it was mended."""

    what: str
    rule: str
    subject_id: str


class Differing(NamedTuple):
    """A duty of which something is to be written or told: what stands for it, if anything does, and the row as it is to
    be. At `turns_at` it is looked at again, where it is the one of a supervisee's duties that wakes them all.
    """

    facts: SuperviseeFacts
    expected: Expected
    was: DutyRow | None
    row: DutyRow
    turns_at: datetime | None


@dataclass(slots=True)
class Found:
    """What some supervisees' ledger is to become: rows to close, duties that differ, and what has changed."""

    closed: list[DutyRow] = field(default_factory=list)
    differing: list[Differing] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)

    def to_tell(self, told: Mapping[tuple[str, ...], datetime | None]) -> Iterator[Differing]:
        """The duties that differ; of those that open again, as after an undo, how far they had been `told` before."""
        for one in self.differing:
            earlier = told.get((one.row.supervisee_id, *one.row.key)) if one.was is None else None
            yield one if earlier is None else one._replace(row=one.row._replace(nudged_to=earlier))


def compare(
    facts: SuperviseeFacts, written: Sequence[DutyRow], found: Found, *, anew: bool, taken_back: bool
) -> None:
    """Note what is over, and what is owed and differs from the row that stands for it or has none.

    What agrees, and of which nothing is to be told yet, is left alone, unless all is to be looked at `anew`. `taken_back`
    says that what changed was undone.
    """
    wanted: dict[Key, Expected] = {one.key: one for family in FAMILIES for one in family.expected(facts)}
    stand: dict[Key, DutyRow] = {_key(row): row for row in written}
    for key, row in stand.items():
        expected = wanted.get(key)
        if expected is None or expected.status != "open":
            found.closed.append(_closed(facts, row, expected))
            found.changes.append(Change("closed", row.rule, row.subject_id))
    # One of a supervisee's duties wakes them all, so that a date that moves is written once.
    turns_at = facts.turns_at
    for key, expected in wanted.items():
        if expected.status != "open":
            continue
        was = stand.get(key)
        now = _drafted(facts, expected, was, taken_back=taken_back)
        if now is not was:
            found.changes.append(Change("opened" if was is None else "amended", now.rule, now.subject_id))
        if now is not was or anew or not stays_planned(facts, expected, now, turns_at):
            found.differing.append(Differing(facts, expected, was, now, turns_at))
        turns_at = None


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


def _drafted(facts: SuperviseeFacts, expected: Expected, was: DutyRow | None, *, taken_back: bool) -> DutyRow:
    """A duty as the facts have it: the very row that stands, where it agrees."""
    if was is not None and was is expected.agrees_with:
        return was
    owed = expected.owed(facts.policy)
    if was is None:
        return DutyRow(
            id=new_id(facts.now),
            rule=expected.rule,
            authority=facts.policy.key,
            supervisee_id=facts.person.id,
            subject_kind=expected.subject_kind,
            subject_id=expected.subject_id,
            party=expected.party,
            opened_by=expected.opened_by,
            opened_on=expected.opened_on,
            closed_on=None,
            next_nudge_at=None,
            look_at=None,
            nudged_to=None,
            snoozed_until=None,
            version=1,
            **owed._asdict(),
        )
    # The version of a policy is that of one authority's.
    if _owed(was) == owed:
        expected.agrees_with = was
        return was
    # A date has become known: whoever owes it hears so at once.
    afresh = was.status != owed.status == "open" and not taken_back
    return was._replace(
        authority=facts.policy.key,
        nudged_to=None if afresh else was.nudged_to,
        # What one owner has put off is not put off for the next.
        snoozed_until=was.snoozed_until if was.owner_id == owed.owner_id else None,
        # A stage that was sent for the old date or owner may be sent again for the new one.
        version=was.version + (_owed(was)[:_TOLD] != owed[:_TOLD]),
        **owed._asdict(),
    )
