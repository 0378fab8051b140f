"""The cards of a 10-minute update: one with its clock for each of the two, and the box of whoever only listens.

What leaves by itself names the case by its place on the agenda, never by its reference.
"""

from datetime import datetime
from typing import Final

from dialogs.exchange.message import Button, Fact, Field, Message
from dialogs.exchange.reply import Press
from dialogs.wording.phrases import capital, session_name
from storage.tables import Case, CaseUpdate, SupervisionSession
from supervision import access
from supervision.updates import clock, texts
from supervision.work import Work

CLAUSE: Final = "ten-minutes"
TITLE: Final = "10-minute update"
SAY: Final = (
    "You have the floor: the most relevant information, new concerns, and anything else that worries you. "
    "Nothing has to be typed."
)
LISTEN: Final = "Just listen: no typing up and no questions until time is up."
HELD_BACK: Final = (
    "Just listen. A question you do not want to lose can wait here: it is kept, and shown to you when time is up. "
    "Only you can read it."
)
ASK: Final = (
    "What concerns you most, or what help do you need most from me? Then the child: what do they think about what is "
    "happening to them at the moment, and what do they want to happen?"
)
STATES: Final = {
    "waiting": "Not started",
    "running": "Under way",
    "time_up": "Time is up",
    "clarifying": "Clarifying questions",
    "closing": "What help is needed",
    "done": "Finished",
}
QUESTIONS: Final = "questions"


def overview(work: Work, session: SupervisionSession) -> Message:
    """A session's cases, how each stands, and where to start."""
    cases = clock.cases(work, session)
    buttons = [_start(session, case) for case, update in cases if update is None or update.state == "waiting"]
    if buttons:
        buttons[0] = Button(buttons[0].label, buttons[0].reply, "primary")
    facts = tuple(
        Fact(case.reference, STATES[update.state if update else "waiting"]) for case, update in cases
    )
    text = f"{capital(session_name(work, session))}."
    text += (
        " Start the update of a case when you are both ready."
        if buttons
        else " Every case has had its update."
    )
    if not cases:
        text = f"{capital(session_name(work, session))}. There is no case on its agenda."
    more = (
        (Button("Notes for an update", Press("update-notes", session.id)),)
        if not _supervises(work, session)
        else ()
    )
    return Message(
        text,
        title="10-minute updates",
        facts=(*facts, *_clause(work)),
        buttons=(*buttons[:5], *more),
        summary="10-minute updates",
        card=f"updates:{session.id}:{work.actor}",
    )


def timer(
    work: Work,
    update: CaseUpdate,
    session: SupervisionSession,
    *,
    named: bool = True,
    word: str = "",
    in_place: bool = False,
) -> Message:
    """The clock as the actor sees it, and what can be done about it. `word` is the title where time brought it."""
    supervises = _supervises(work, session)
    title = word or (TITLE if update.seconds_left is None else "Update paused")
    match update.state:
        case "running":
            text, buttons = LISTEN if supervises else SAY, _running(update)
        case "time_up":
            text, buttons = _time_is_up(update), _after(update)
        case "clarifying":
            text, buttons = "Clarifying questions now, and short answers.", _running(update)
        case "closing" if supervises:
            text, buttons = f"Ask: {ASK}", ()
        case "closing":
            text = (
                "Say what concerns you most, or what help you need most, and what the child thinks and wants."
            )
            buttons = (_press("Answer", "update-closing", update, "primary"),)
        case _:
            text, buttons = "This update is finished.", ()
            buttons = () if supervises else (_press("Change my answers", "update-closing", update),)
    return Message(
        text,
        title=title,
        facts=(_case(work, update, session, named=named), *_times(work, update), *_clause(work)),
        buttons=(*buttons, *_readings(work, update, session), *_next(work, update, session, named=named)),
        summary=f"{TITLE}: {title.casefold()}" if title != TITLE else TITLE,
        card=f"update:{update.id}:{work.actor}",
        in_place=in_place,
    )


def listening(work: Work, update: CaseUpdate) -> Message:
    """The box of whoever listens. Once time is up what was kept there is shown on request."""
    kept = texts.listened(work, update)
    card = f"listen:{update.id}:{work.actor}"
    if update.state != "running":
        text = (
            "Time is up. What you kept while listening is here."
            if kept
            else "Time is up. You kept nothing for afterwards."
        )
        show = (_press("Show what I kept", "update-listened", update, "primary"),) if kept else ()
        return Message(text, title="Just listen", buttons=show, summary=TITLE, card=card)
    box = Field(
        QUESTIONS,
        "For afterwards",
        "long_text",
        hint=f"Up to {texts.MOST_LETTERS:,} characters",
        max_length=texts.MOST_LETTERS,
    )
    keep = Button(
        "Keep for afterwards", Press("update-listen", update.id, update.version), "primary", collects=True
    )
    text = f"{HELD_BACK}\n\nKept so far: {len(kept.splitlines())}." if kept else HELD_BACK
    return Message(text, title="Just listen", fields=(box,), buttons=(keep,), summary=TITLE, card=card)


def lasting(seconds: float) -> str:
    """A length of time as it is said, to five seconds: 8 minutes 30 seconds."""
    whole = max(0, round(seconds / 5) * 5)
    minutes, rest = divmod(whole, 60)
    parts = [_counted(minutes, "minute")] if minutes else []
    parts += [_counted(rest, "second")] if rest or not minutes else []
    return " ".join(parts)


def _supervises(work: Work, session: SupervisionSession) -> bool:
    return work.actor != session.supervisee_id


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit}{'' if number == 1 else 's'}"


def _press(label: str, verb: str, update: CaseUpdate, style: str = "plain") -> Button:
    return Button(label, Press(verb, update.id, update.version), "primary" if style == "primary" else "plain")


def _start(session: SupervisionSession, case: Case, label: str = "Start") -> Button:
    return Button(f"{label}: {case.reference}", Press("update-start", session.id, 0, {"case": case.id}))


def _running(update: CaseUpdate) -> tuple[Button, ...]:
    go = ("Pause", "update-pause") if update.seconds_left is None else ("Resume", "update-resume")
    return (_press(*go, update, "primary"), _press("Stop", "update-stop", update))


def _after(update: CaseUpdate) -> tuple[Button, ...]:
    return (
        _press("Start clarifying questions", "update-clarify", update, "primary"),
        _press("Go on without", "update-close", update),
        _press("Start again", "update-again", update),
    )


def _time_is_up(update: CaseUpdate) -> str:
    return f"Clarifying questions come next: {_counted(update.clarify_minutes, 'minute')}."


def _case(work: Work, update: CaseUpdate, session: SupervisionSession, *, named: bool) -> Fact:
    on_agenda = [case for case, _ in clock.cases(work, session)]
    place = next((number for number, case in enumerate(on_agenda, 1) if case.id == update.case_id), 0)
    where = f"{place} of {len(on_agenda)} on the agenda" if place else "no longer on the agenda"
    reference = next((case.reference for case in on_agenda if case.id == update.case_id), "")
    return Fact("Case", f"{reference}, {where}" if named and reference else where)


def _times(work: Work, update: CaseUpdate) -> tuple[Fact, ...]:
    facts = [Fact("Started", _clock_time(work, update.started_at))] if update.started_at else []
    if update.ends_at is not None:
        facts.append(Fact("Ends", _clock_time(work, update.ends_at)))
        facts.append(Fact("Left", lasting((update.ends_at - work.now).total_seconds())))
    if update.seconds_left is not None:
        facts.append(Fact("Left", lasting(update.seconds_left)))
    return tuple(facts)


def _clock_time(work: Work, at: datetime) -> str:
    return f"{at.astimezone(work.policy(access.actor(work)).timezone):%H:%M:%S}"


def _clause(work: Work) -> tuple[Fact, ...]:
    """The clause, where the authority's policy has it; elsewhere the update is a help, and none is quoted."""
    found = work.policy(access.actor(work)).cited_clauses.get(CLAUSE)
    return (Fact("Clause", found.cited()),) if found else ()


def _readings(work: Work, update: CaseUpdate, session: SupervisionSession) -> tuple[Button, ...]:
    if not _supervises(work, session):
        return (_press("What I prepared", "update-prompts", update),) if update.state != "done" else ()
    if update.state in ("time_up", "clarifying") and texts.listened(work, update):
        return (_press("Show what I kept", "update-listened", update),)
    return ()


def _next(work: Work, update: CaseUpdate, session: SupervisionSession, *, named: bool) -> tuple[Button, ...]:
    """The next case of the agenda that has not had its update, once this one has had its time."""
    if update.state not in clock.CLOSED or session.status != "planned":
        return ()
    waiting = [case for case, made in clock.cases(work, session) if made is None or made.state == "waiting"]
    if not waiting:
        return ()
    next_one = _start(session, waiting[0], "Next case")
    return (next_one if named else Button("Next case", next_one.reply),)
