"""What is owed, as people take it in: several duties that one thing meets are one matter, and matters stand under headings.

A session cancelled and not rebooked is owed as a new session, as a booking and as the frequency it serves: that is one
matter, the strictest first. So are the cases to be discussed with one person, and those who wait for cover in
one absence.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from supervision.duties.reading import Entry
from supervision.duties.versions import rule_of
from supervision.policy.vocabulary import OpenedBy
from supervision.work import Work

LATE, SOON, LATER, PAUSED, NO_DATE = "late", "soon", "later", "paused", "no-date"
HEADINGS: Final[Mapping[str, str]] = {
    LATE: "Today and late",
    SOON: "The next 7 days",
    LATER: "Later",
    PAUSED: "Paused",
    NO_DATE: "No date",
}
"""In the order in which they are shown."""
COVER: Final = "cover"
REPORTS: Final = "reports"
OVERSEEN: Final = "overseen"
WEEK = timedelta(days=7)

_MET_BY_A_SESSION: Final[frozenset[OpenedBy]] = frozenset(
    {"last_session", "frequency", "session_cancelled", "session_cancelled_sick"}
)
_OF_CASES: Final[Mapping[OpenedBy, str]] = {
    "case_allocated": "discussed",
    "case_supervised": "discussed",
    "plan_reviewed": "reviewed",
    "case_begun": OVERSEEN,
    "case_ended": OVERSEEN,
}


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing to do. `first` is the strictest of what it meets, `also` the rest of it."""

    kind: str
    heading: str
    first: Entry
    also: tuple[Entry, ...] = ()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All that it meets."""
        return (self.first, *self.also)


def matters(work: Work, entries: Iterable[Entry], today: date) -> list[Matter]:
    """The matters among what is owed, by heading, soonest first. Cases under different headings are not one matter."""
    found: dict[tuple[str, ...], list[Entry]] = {}
    for entry in entries:
        found.setdefault(_key(work, entry, today), []).append(entry)
    made = [_matter(work, key[0], together, today) for key, together in found.items()]
    places = list(HEADINGS)
    return sorted(made, key=lambda one: (places.index(one.heading), _urgency(one.first)))


def same_matter(work: Work, entry: Entry, entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Whatever among these belongs to the matter of one of them, whenever it is due; that one among them."""
    key = _kind(work, entry)
    return tuple(one for one in entries if _kind(work, one) == key)


def _matter(work: Work, kind: str, together: list[Entry], today: date) -> Matter:
    first, *also = sorted(together, key=_urgency)
    return Matter(kind, heading(first, today), first, tuple(also))


def heading(entry: Entry, today: date) -> str:
    """Under which heading a duty stands. One that begins only if something lasts stands by the day on which it would."""
    due_on = entry.duty.due_on
    if entry.status == "paused":
        return PAUSED
    if due_on is None:
        return NO_DATE
    return LATE if due_on <= today else SOON if due_on <= today + WEEK else LATER


def _key(work: Work, entry: Entry, today: date) -> tuple[str, ...]:
    kind, *rest = _kind(work, entry)
    return (kind, *rest, heading(entry, today)) if kind not in ("one", "session") else (kind, *rest)


def _kind(work: Work, entry: Entry) -> tuple[str, ...]:
    duty, opened_by = entry.duty, _opened_by(work, entry)
    if opened_by == "supervisor_absent" and duty.party != "supervisee":
        return (COVER, entry.side, duty.opened_by, duty.owner_id or "")
    if opened_by == "supervisor_absent" and entry.side == "owed":
        return (REPORTS, entry.side, duty.opened_by)
    between = (entry.side, duty.supervisee_id, duty.owner_id or "", duty.party)
    if opened_by in _MET_BY_A_SESSION and entry.status != "no_number":
        return ("session", *between)
    if opened_by not in _OF_CASES:
        return ("one", duty.id)
    undecided = opened_by == "case_supervised" and entry.status == "no_number"
    return ("decided" if undecided else _OF_CASES[opened_by], *between)


def _opened_by(work: Work, entry: Entry) -> OpenedBy:
    return rule_of(work, entry.duty).opened_by


def _urgency(entry: Entry) -> tuple[bool, date, str]:
    """What stands first: the earliest date that counts; what is paused or has none comes last."""
    counts = entry.status == "due" and entry.duty.due_on is not None
    return (not counts, entry.duty.due_on or date.max, entry.duty.id)
