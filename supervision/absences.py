"""Absences: away and back; the report of a long one; and cover, which is not a change of supervisor."""

from datetime import date, timedelta

from storage.ids import new_id
from storage.queries import people as query
from storage.rows import Reversible
from storage.tables import Absence, AbsenceReport, Cover, Person
from supervision import access, duties, notices, people, undo
from supervision.policy.dates import written
from supervision.work import MovedOn, Refused, SaidNo, Work

FURTHEST_BACK = timedelta(weeks=6)
"""How far back somebody else may date an absence: it stops a person's reminders and may start an escalation."""


def away(work: Work, person_id: str, from_on: date, *, planned: bool, expected_back: date | None) -> Absence:
    """Somebody is away from a day (the first day away). Only unplanned absence starts clause
    absent-supervisor.

    Raises Refused, and SaidNo when an absence is open already, the dates contradict each other, or somebody else dates
    it back more than 6 weeks.
    """
    person = access.person_for(work, person_id)
    if not access.may_report_absence_of(work, person):
        raise Refused
    if person.id != work.actor and from_on < work.today(person) - FURTHEST_BACK:
        earliest = written(work.today(person) - FURTHEST_BACK)
        raise SaidNo(
            f"You can note somebody else as away from 6 weeks ago at most. Enter {earliest} or later, or ask "
            f"{person.name} to note an earlier day."
        )
    if _overlaps(work, person, from_on):
        raise SaidNo(
            f"{person.name} is already noted as away. Say when they are back, then enter a new absence."
        )
    if expected_back is not None and expected_back <= from_on:
        raise SaidNo("The day expected back must be after the first day away. Enter a later date.")
    absence = Absence(
        id=new_id(work.now),
        person_id=person.id,
        from_on=from_on,
        expected_back=expected_back,
        planned=planned,
        reported_by=work.actor,
    )
    work.uow.session.add(absence)
    work.uow.audit(work.actor, "away", "absence", absence.id)
    undo.remember(work, "absent", [(absence, None)])
    duties.settle_after(work, [absence])
    tell_noted(work, absence)
    return absence


def tell_noted(work: Work, absence: Absence) -> None:
    """Whoever is noted as away by somebody else hears so, away or not: until they say otherwise nobody reminds them."""
    if work.actor != absence.person_id:
        person = access.person_for(work, absence.person_id)
        subject = ("absence", absence.id, absence.version)
        notices.put(work, work.policy(person), person.id, "noted-away", subject)


def _overlaps(work: Work, person: Person, from_on: date) -> bool:
    """Whether an absence that has begun reaches into one from this day on. Leave that is planned for later
    does not keep somebody from falling ill before it.
    """
    begun_by = max(from_on, work.today(person))
    return any(
        one.from_on <= begun_by and (one.returned_on is None or one.returned_on > from_on)
        for one in query.absences_of(work.uow, person.id)
    )


def back(work: Work, person_id: str, on: date) -> Absence:
    """Somebody is back: `on` is their first day back, the first day away itself when they were not away at all. Cover
    for them ends. Raises Refused, SaidNo.
    """
    person = access.person_for(work, person_id)
    if not access.may_bring_back(work, person):
        raise Refused
    today = work.today(person)
    open_now = [
        one
        for one in query.absences_of(work.uow, person.id)
        if one.returned_on is None and one.from_on <= today
    ]
    if not open_now:
        raise SaidNo(f"{person.name} is not noted as away, so there is nothing to change.")
    absence = open_now[-1]
    if on < absence.from_on:
        raise SaidNo("The first day back must not be before the first day away. Enter a later date.")
    if on > today:
        raise SaidNo("The first day back must be today or in the past. Say it on the day.")
    changed: list[tuple[Reversible, undo.Before]] = [(absence, undo.before(absence))]
    absence.returned_on = on
    absence.version += 1
    for cover in query.covers_of(work.uow, person.id):
        if cover.absence_id == absence.id and cover.ended_on is None:
            changed.append((cover, undo.before(cover)))
            cover.ended_on = on
            cover.version += 1
            _tell_cover_ended(work, person, cover)
    work.uow.audit(work.actor, "back", "absence", absence.id)
    undo.remember(work, "back", changed)
    duties.settle_after(work, [absence])
    duties.catch_up(work, person, absence)
    return absence


def _tell_cover_ended(work: Work, person: Person, cover: Cover) -> None:
    supervised = query.supervised_by(work.uow, person.id, work.today(person))
    concerned = {cover.covering_id, *(one.id for one in supervised)}
    for recipient in sorted(concerned - {work.actor}):
        notices.put(work, work.policy(person), recipient, "cover-ended", ("cover", cover.id, cover.version))


def report(work: Work, absence_id: str) -> Absence:
    """A supervisee tells the line manager that their supervisor has been away for over two weeks
    (absent-supervisor). From then on the absence cannot be undone, only ended.

    Raises Refused, MovedOn once the supervisor is back, somebody covers, or the report was made.
    """
    absence = work.uow.session.get(Absence, absence_id)
    me = access.actor(work)
    if absence is None or absence.state != "entered" or me.supervisor_id != absence.person_id:
        raise Refused
    if (
        absence.returned_on is not None
        or people.cover_on(work.uow, absence.person_id, work.today(me)) is not None
        or work.uow.session.get(AbsenceReport, (absence.id, me.id)) is not None
    ):
        raise MovedOn
    _report_begun(work, absence, me)
    absence.version += 1
    work.uow.session.add(AbsenceReport(absence_id=absence.id, person_id=me.id, reported_on=work.today(me)))
    work.uow.audit(me.id, "report-absence", "absence", absence.id)
    undo.final(work, "the report that your supervisor is away")
    work.uow.session.flush()
    notices.put(
        work,
        work.policy(me),
        people.standing_in(work.uow, people.line_manager_id(work.uow, me), work.today(me)),
        "absence-reported",
        ("absence", absence.id, absence.version),
        stage=me.id,
        escalation=True,
    )
    duties.settle(work, me)
    return absence


def _report_begun(work: Work, absence: Absence, supervisee: Person) -> None:
    """Raises SaidNo before the day on which the policy has a long absence reported."""
    policy = work.policy(supervisee)
    rule = policy.rules.get("absent-supervisor")
    if rule is None:
        return
    if absence.planned:
        raise SaidNo(
            "Planned leave is not reported: cover for it is arranged beforehand. Ask your line manager."
        )
    begins = rule.due({"start": absence.from_on}, policy.calendar).on
    if begins is not None and work.today(supervisee) < begins:
        raise SaidNo(
            f"This can be reported from {written(begins)}. You are told on that day if it is still needed."
        )


def cover_begins(work: Work, absence: Absence) -> date:
    """The day on which cover arranged now takes effect: today, or the first day away where that lies ahead."""
    return max(absence.from_on, work.today(access.person_for(work, absence.person_id)))


def covering_candidates(work: Work, absent: Person, on: date) -> list[Person]:
    """Who can supervise in somebody's place from a day on: supervisors of the same authority who are not away then
    and are not supervised by the person away, for nobody supervises themselves.
    """
    return [
        one
        for one in query.supervisors_in(work.uow, absent.authority, on)
        if one.id != absent.id
        and one.supervisor_id != absent.id
        and people.away(work.uow, one.id, on) is None
    ]


def arrange_cover(work: Work, absence_id: str, covering_id: str, until: date | None) -> Cover:
    """A manager has somebody supervise in an absent supervisor's place, until a date or until they are back
    (None); for an absence that lies ahead from its first day.

    Sessions, duties and access follow; everyone concerned is told. Raises Refused, MovedOn, SaidNo.
    """
    absence, person = access.absence_to_cover(work, absence_id)
    covering = access.person_for(work, covering_id)
    today, begins = work.today(person), cover_begins(work, absence)
    if absence.returned_on is not None and absence.returned_on <= today:
        raise MovedOn
    if covering not in covering_candidates(work, person, begins):
        raise SaidNo(f"{covering.name} cannot cover for {person.name} now. Choose somebody else.")
    if until is not None and until < begins:
        first = "today" if begins == today else written(begins)
        raise SaidNo(f"The last day of cover must be {first} or later. Enter a later date.")
    # Somebody has acted on it: that it was noted can no longer be undone.
    absence.version += 1
    changed: list[tuple[Reversible, undo.Before]] = []
    for earlier in query.covers_of(work.uow, person.id):
        if earlier.ended_on is None and earlier.absence_id == absence.id:
            changed.append((earlier, undo.before(earlier)))
            earlier.ended_on = begins
            earlier.version += 1
    cover = Cover(
        id=new_id(work.now),
        absence_id=absence.id,
        absent_id=person.id,
        covering_id=covering.id,
        from_on=begins,
        until_on=until,
        arranged_by=work.actor,
    )
    work.uow.session.add(cover)
    changed.append((cover, None))
    work.uow.audit(work.actor, "arrange-cover", "cover", cover.id)
    undo.remember(work, "arrange cover", changed)
    duties.settle_after(work, [cover])
    supervised = query.supervised_by(work.uow, person.id, today)
    concerned = {covering.id, person.id, *(one.id for one in supervised)}
    for recipient in sorted(concerned - {work.actor}):
        notices.put(
            work, work.policy(person), recipient, "cover-arranged", ("cover", cover.id, cover.version)
        )
    return cover
