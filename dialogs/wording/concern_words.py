"""A concern in words: who reads what and when, how it stands, and what was written, for those it is for."""

from collections.abc import Iterator
from dataclasses import replace

from dialogs.exchange.message import Button, Fact, Message
from dialogs.exchange.reply import Press
from dialogs.exchange.text import full_date
from dialogs.flows.concern import CLOSE, CONCERN, MET
from dialogs.wording.phrases import listed, name_of
from storage.tables import Concern
from supervision import access, concerns
from supervision.concern_notes import Written, read
from supervision.work import Work

SUMMARY = "About supervision"
CLAUSE = "concern"
LABELS = {
    "about": "It is about",
    "worry": "What is not working",
    "hope": "What would help",
    "first_steps": "To try first",
    "talked": "What was agreed to try",
    "why_on": "For the second stage",
    "met": "What came of the meeting",
    "next_step": "Next",
    "closing": "At the end",
}
READ = "Read what was written"
_ROOM = 9_000


def other_of(work: Work, concern: Concern) -> str:
    """The other of the two, by name; for the manager both."""
    if work.actor == concern.supervisee_id:
        return name_of(work, concern.supervisor_id)
    if work.actor == concern.supervisor_id:
        return name_of(work, concern.supervisee_id)
    return two_of(work, concern)


def the_other(work: Work, concern: Concern) -> str:
    """The id of the other of the two."""
    return concern.supervisor_id if work.actor == concern.supervisee_id else concern.supervisee_id


def two_of(work: Work, concern: Concern) -> str:
    """The two it is between, by name."""
    return f"{name_of(work, concern.supervisee_id)} and {name_of(work, concern.supervisor_id)}"


def clause_words(work: Work, clause: str = CLAUSE) -> str:
    """A sentence, with its space before, that cites the actor's own policy where it has the clause; nothing otherwise."""
    found = work.policy(access.actor(work)).cited_clauses.get(clause)
    return f" Your policy describes this: {found.cited()}." if found else ""


def first_readers(other: str) -> str:
    """Who reads what is typed when something is raised, and when."""
    return (
        f"Nothing is sent until you have checked it and chosen to tell {other}. From then on {other} can read it here, "
        "and nobody else: no manager, nobody who covers, no later supervisor. Only you decide whether it ever goes further, "
        "and before it does you are told who would read what."
    )


def second_readers(other: str, manager: str) -> str:
    """Who reads what is typed when it is taken on, and when."""
    return (
        f"Nothing is sent until you have checked it and chosen to take it to {manager}. Then {manager} and {other} are "
        f"both told, and both can read what you write here. The three of you usually meet next. {manager} may offer to "
        "observe a session, and a change of supervisor may be the answer."
    )


def later_readers(work: Work, concern: Concern) -> str:
    """Who reads what is noted while it goes on."""
    if concern.stage == 2:
        three = [
            name_of(work, one) for one in (concern.supervisee_id, concern.supervisor_id, concern.manager_id)
        ]
        return f"{listed(three)} can read this here, and nobody else."
    raiser = "you" if work.actor == concern.raised_by else name_of(work, concern.raised_by)
    takes, choose = ("take", "choose") if raiser == "you" else ("takes", "chooses")
    try:
        above = concerns.manager_for(work, *concerns.two_of(work, concern)).name
    except concerns.NobodyAbove:
        above = "the supervisor's line manager"
    return (
        f"You and {other_of(work, concern)} can read this here, and nobody else. Only if {raiser} {takes} it to the second "
        f"stage, and {choose} then to share what was written before, {above} reads it too."
    )


def card(work: Work, concern: Concern) -> Message:
    """How a concern stands, and what the actor can do about it. None of what was written."""
    today = work.today(access.person_for(work, concern.supervisee_id))
    return Message(
        later_readers(work, concern),
        title=f"Something about supervision, with {other_of(work, concern)}",
        facts=tuple(_facts(work, concern, (today - concern.raised_on).days)),
        buttons=tuple(_buttons(work, concern)),
        summary=SUMMARY,
        card=f"concern:{concern.id}:{work.actor}",
    )


def written(work: Work, concern_id: str) -> list[Message]:
    """What was written, for one who may read it, on request: whole, in as many messages as it needs."""
    concern, notes = read(work, concern_id)
    pages: list[list[Fact]] = [[]]
    room = _ROOM
    for one in notes:
        fact = _fact(work, one)
        size = len(fact.label) + len(fact.value)
        if size > room and pages[-1]:
            pages.append([])
            room = _ROOM
        pages[-1].append(fact)
        room -= size
    title = f"Something about supervision, with {other_of(work, concern)}"
    text = later_readers(work, concern) if notes else "Nothing was written that you can read."
    read_it = [Message(text, title=title, facts=tuple(page), summary=SUMMARY, private=True) for page in pages]
    buttons = tuple(one for one in _buttons(work, concern) if one.label != READ)
    return [*read_it[:-1], replace(read_it[-1], buttons=buttons)]


def _fact(work: Work, one: Written) -> Fact:
    said = "you" if one.said_by == work.actor else name_of(work, one.said_by)
    return Fact(f"{LABELS[one.kind]} ({said}, {full_date(one.happened_on)})", _in_words(one))


def _in_words(one: Written) -> str:
    """Options as they were read; anything else as it was typed."""
    step = {"about": CONCERN, "first_steps": CONCERN, "next_step": MET}.get(one.kind)
    if step is None:
        return one.text or "Nothing was written down"
    chosen = [step.words.get(f"{one.kind}.{each}", each) for each in one.text.split(",")]
    return ". ".join(chosen)


def _facts(work: Work, concern: Concern, days: int) -> Iterator[Fact]:
    ago = "today" if days == 0 else "1 day ago" if days == 1 else f"{days} days ago"
    yield Fact(
        "Raised", f"by {_me_or_name(work, concern.raised_by)} on {full_date(concern.raised_on)}, {ago}"
    )
    if concern.stage == 1:
        yield Fact("Stage", "First, between the two of you")
    else:
        since = f" since {full_date(concern.taken_on)}" if concern.taken_on else ""
        yield Fact("Stage", f"Second, with {_me_or_name(work, concern.manager_id)}{since}")
    for note in concerns.talks(work, concern):
        label = "You talked" if note.kind == "talked" else "Met"
        yield Fact(label, full_date(note.happened_on))
    if concern.closed_on is not None:
        yield Fact("Ended", f"{full_date(concern.closed_on)}: {CLOSE.words[f'outcome.{concern.outcome}']}")


def _me_or_name(work: Work, person_id: str | None) -> str:
    return "you" if person_id == work.actor else name_of(work, person_id)


def _buttons(work: Work, concern: Concern) -> Iterator[Button]:
    def press(label: str, verb: str) -> Button:
        return Button(label, Press(verb, concern.id, concern.version))

    yield Button(READ, Press("concern-read", concern.id, concern.version), "primary")
    if concern.state != "open":
        return
    of_two = work.actor in (concern.supervisee_id, concern.supervisor_id)
    if concern.stage == 1 and of_two:
        yield press("We have talked", "concern-talked")
        if work.actor == concern.supervisor_id:
            yield Button("Book a session", Press("book-for", concern.supervisee_id))
        else:
            yield Button("Propose a time to talk", Press("propose-time"))
    if concern.stage == 2 and work.actor == concern.manager_id:
        yield press("We have met", "concern-met")
    if work.actor == concern.raised_by:
        if concern.stage == 1:
            yield press("Take it to the second stage", "concern-on")
        yield press("End it here", "concern-close")
