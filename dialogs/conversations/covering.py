"""Arranging cover for a supervisor who is away. Cover is not a change of supervisor."""

from collections.abc import Mapping
from typing import Final

from dialogs.conversations.conversation import Args, Conversation, Said, Topic, ask, say
from dialogs.conversations.picking import Pick
from dialogs.engine.conditions import Equals
from dialogs.engine.flow import Choice, Date, Flow
from dialogs.engine.values import Answers
from dialogs.exchange.message import Option
from dialogs.exchange.reply import Press
from dialogs.exchange.text import full_date
from dialogs.flows.which import pick_flow
from dialogs.wording.hand_over import hand_over
from dialogs.wording.phrases import done, name_of
from storage.queries import people as query
from storage.tables import Absence, Person
from supervision import absences, access
from supervision.work import Work

COVER: Final = Flow(
    id="cover",
    version=1,
    args=("absence",),
    steps=(
        Choice("covering", options="candidates"),
        Choice("until", options=("back", "date")),
        Date("last_day", when=Equals("until", "date")),
    ),
    facts=("away", "since", "candidates"),
    resumable=False,
    words={
        "title": "Arrange cover for {away}",
        "summary": "Arrange cover",
        "covering": "{away} {since}. Who supervises in their place? Sessions, what is owed and "
        "access go with it; the supervisor stays the same.",
        "covering.label": "Covering",
        "until": "Until when?",
        "until.label": "Until",
        "until.back": "Until they are back",
        "until.date": "Until a date",
        "last_day": "What is the last day of cover?",
        "last_day.label": "Last day",
        "finish": "Arrange cover",
    },
)


def pressed(work: Work, press: Press) -> Said:
    """The button "Arrange cover"; its subject is an absence."""
    return _cover(work, press.subject)


def _cover(work: Work, absence_id: str) -> Said:
    absence, person = access.absence_to_cover(work, absence_id)
    if absence.returned_on is not None and absence.returned_on <= work.today(person):
        return say(f"{person.name} is back, so no cover is needed.")
    if not absences.covering_candidates(work, person, absences.cover_begins(work, absence)):
        return say(
            "Nobody who supervises in your authority is free to cover. Add a supervisor to the people file."
        )
    return ask(COVER.id, absence=absence.id)


def _facts(work: Work, args: Args) -> Mapping[str, object]:
    absence, person = access.absence_to_cover(work, args["absence"])
    begins = absences.cover_begins(work, absence)
    candidates = absences.covering_candidates(work, person, begins)
    ahead = absence.from_on > work.today(person)
    away = "will be away from" if ahead else "has been away since"
    return {
        "away": person.name,
        "since": f"{away} {full_date(absence.from_on)}",
        "candidates": tuple(Option(one.id, "Me" if one.id == work.actor else one.name) for one in candidates),
    }


def _arranged(work: Work, args: Args, answers: Answers) -> Said:
    cover = absences.arrange_cover(work, args["absence"], answers.text("covering"), answers.day("last_day"))
    today = work.today(access.person_for(work, cover.absent_id))
    away = name_of(work, cover.absent_id)
    covering = (
        "You supervise"
        if cover.covering_id == work.actor
        else f"{name_of(work, cover.covering_id)} supervises"
    )
    until = f"until {full_date(cover.until_on)}" if cover.until_on else "until they are back"
    begins = full_date(cover.from_on) if cover.from_on > today else "today"
    text = f"Arranged: {covering} in place of {away} {until}. Sessions, what is owed and access follow from {begins}."
    supervised = [one.id for one in query.supervised_by(work.uow, cover.absent_id, today)]
    told = (cover.covering_id, *supervised, cover.absent_id)
    absence = work.uow.session.get(Absence, cover.absence_id)
    handed = hand_over(work, absence) if absence is not None else ()
    return say(done(work, "Cover arranged", text, *told, facts=handed))


def _waiting(work: Work) -> list[Option]:
    return [
        Option(absence.id, person.name, f"Away {_since(work, absence, person)}")
        for absence, person in access.uncovered(work)
    ]


def _since(work: Work, absence: Absence, person: Person) -> str:
    ahead = absence.from_on > work.today(person)
    return f"{'from' if ahead else 'since'} {full_date(absence.from_on)}"


COVER_WHOM: Final = Pick(
    pick_flow("cover_whom", "Arrange cover", "Whose supervision needs cover?", "Away"),
    _waiting,
    _cover,
    "No supervisor under you is away, or about to be, without cover.",
    "manages",
)
TOPIC = Topic(
    conversations=(COVER_WHOM.conversation, Conversation(COVER, _facts, _arranged)),
    commands={"cover": COVER_WHOM.start},
    verbs={"arrange-cover": pressed},
    whose={"cover": ("manages",)},
    waits={"cover": _waiting},
    help={"cover": "Arrange who supervises in place of somebody who is away"},
)
