"""The ledger at work: what the facts say is owed is written down."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from operator import attrgetter

from storage.queries import ledger as rows
from storage.queries import sessions as sessions_query
from storage.queries.ledger import DutyRow
from storage.tables import Person
from supervision.duties import audits
from supervision.duties.asked_ad_hoc import tell_who_can_arrange
from supervision.duties.comparing import Change, Found, compare
from supervision.duties.facts import SuperviseeFacts
from supervision.duties.families import recording
from supervision.duties.gathering import gather
from supervision.duties.session_away import warn_of_absent_supervisor
from supervision.duties.session_over import ask_whether_held
from supervision.duties.telling import Return, nudge
from supervision.duties.update_ready import offer_update
from supervision.known import Known
from supervision.work import CLOCK, Work

AT_ONCE = 40
"""How many supervisees are looked at together."""

_parties = attrgetter("authority", "owner_id", "owed_to_id", "status")


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
    known, found = Known(work.uow), Found()
    gathering = gather(work, known, supervisees, written, taken_back=taken_back)
    gathered = [_as_of_now(work, one) for one in gathering]
    for facts in gathered:
        compare(facts, written[facts.person.id], found, anew=back is not None, taken_back=taken_back)
    opened: list[DutyRow] = []
    amended: list[DutyRow] = []
    redated: list[DutyRow] = []
    replanned: list[DutyRow] = []
    for facts, expected, was, row, turns_at in found.to_tell(_told_before(work, found)):
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


def _told_before(work: Work, found: Found) -> Mapping[tuple[str, ...], datetime | None]:
    """Of the duties that open, those that stood before: how far they had been told. That is not said again."""
    opening = [one.row for one in found.differing if one.was is None]
    return rows.nudged_to(work.uow, opening) if opening else {}


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
