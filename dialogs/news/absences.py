"""News of absences: reported, cover arranged, cover ended."""

from dialogs.exchange.message import Button, Fact, Message
from dialogs.exchange.reply import Press
from dialogs.exchange.text import full_date
from dialogs.wording.hand_over import hand_over
from dialogs.wording.phrases import name_of
from storage.queries import people as people_query
from storage.tables import Absence, Cover, OutboxRow
from supervision import access, people
from supervision.work import Work


def reported(work: Work, row: OutboxRow) -> Message | None:
    """A supervisee reports that their supervisor is away; nothing once somebody covers, for that is what it asks for."""
    absence = work.uow.session.get(Absence, row.subject_id)
    if absence is None or absence.state != "entered" or absence.returned_on is not None:
        return None
    today = work.today(access.person_for(work, absence.person_id))
    if people.cover_on(work.uow, absence.person_id, today) is not None:
        return None
    away = name_of(work, absence.person_id)
    return Message(
        f"{name_of(work, row.stage)} reports that {away} has been away since {full_date(absence.from_on)}, and asks "
        "for supervision to be arranged.",
        title=f"{away} is away: a report",
        buttons=(Button("Arrange cover", Press("arrange-cover", absence.id, absence.version), "primary"),),
        summary="A report that a supervisor is away",
        card=f"absence-report:{absence.id}:{row.stage}",
    )


def _cover(work: Work, row: OutboxRow) -> Cover | None:
    cover = work.uow.session.get(Cover, row.subject_id)
    stands = cover is not None and cover.version == row.subject_version and cover.state == "arranged"
    return cover if stands else None


def cover_arranged(work: Work, row: OutboxRow) -> Message | None:
    """Cover is arranged, as each of those concerned needs to know it."""
    cover = _cover(work, row)
    if cover is None or cover.ended_on is not None:
        return None
    away, covering = name_of(work, cover.absent_id), name_of(work, cover.covering_id)
    they = "you" if work.actor == cover.absent_id else "they"
    until = f"until {full_date(cover.until_on)}" if cover.until_on else f"until {they} are back"
    today = work.today(access.person_for(work, cover.absent_id))
    facts: tuple[Fact, ...] = ()
    if cover.from_on > today:
        until = f"from {full_date(cover.from_on)} {until}"
    if work.actor == cover.covering_id:
        supervised = people_query.supervised_by(work.uow, cover.absent_id, today)
        names = [one.name for one in supervised if one.id != work.actor]
        text = (
            f"You supervise in place of {away} {until}: {', '.join(names)}. Their sessions, and what is owed to them, "
            "are with you, and you can read what they prepare. They are told when you do."
        )
        absence = work.uow.session.get(Absence, cover.absence_id)
        facts = hand_over(work, absence) if absence is not None else ()
    elif work.actor == cover.absent_id:
        text = f"{covering} supervises in your place {until}."
    else:
        text = (
            f"{covering} supervises you in place of {away} {until}. {covering} can read what you prepare; "
            "you are told each time. Your supervisor stays the same."
        )
    return Message(
        text,
        title="Cover is arranged",
        facts=facts,
        buttons=(Button("What is owed", Press("due"), "primary"),),
        summary="Cover is arranged",
        card=f"cover:{cover.id}:{work.actor}",
    )


def cover_ended(work: Work, row: OutboxRow) -> Message | None:
    """The supervisor is back."""
    cover = _cover(work, row)
    if cover is None:
        return None
    away, covering = name_of(work, cover.absent_id), name_of(work, cover.covering_id)
    mine = work.actor == cover.covering_id
    text = f"{away} is back and supervises again. Your cover has ended: sessions, and what is owed, are with them."
    return Message(
        text if mine else f"{away} is back and supervises you again, in place of {covering}.",
        title="Cover has ended",
        summary="Cover has ended",
        card=f"cover:{cover.id}:{work.actor}",
    )


def noted_away(work: Work, row: OutboxRow) -> Message | None:
    """Somebody else has noted the recipient as away."""
    absence = work.uow.session.get(Absence, row.subject_id)
    if absence is None or absence.state != "entered" or absence.returned_on is not None:
        return None
    ahead = absence.from_on > work.today(access.actor(work))
    who, day = name_of(work, absence.reported_by), full_date(absence.from_on)
    when = f"you will be away from {day}" if ahead else f"you have been away since {day}"
    undone = "say so on that day" if ahead else "say so"
    return Message(
        f"{who} has noted that {when}. Reminders to you wait until you are back. If you are not away, {undone}: "
        f'"back", with {day} as the first day back.',
        title="You are noted as away",
        buttons=(Button("I am back", Press("back-person"), "primary"),),
        summary="You are noted as away",
        card=f"absence:{absence.id}:noted",
    )
