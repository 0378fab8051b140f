"""The list of what is owed, as messages: a short one whole, a long one as its headings with a count each."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from dialogs.exchange import sizes
from dialogs.exchange.message import Button, Fact, Message
from dialogs.exchange.reply import Press
from dialogs.exchange.text import cut
from dialogs.wording.known_beside import beside_late
from dialogs.wording.matters import COVER, HEADINGS, LATE, OVERSEEN, REPORTS, Matter
from dialogs.wording.overseen import to_note
from dialogs.wording.owed import about, absence_of, line, of_one_absence, task
from dialogs.wording.phrases import capital, name_of
from supervision.duties.answering import is_delegated, said_to_be_done
from supervision.duties.reading import Entry
from supervision.duties.versions import rule_of
from supervision.work import Work

PAGE: Final = 8
"""Matters in one message: what fits a phone. A list that is no longer is shown whole."""
SIDES: Final = {"owes": "You owe", "owed": "Owed to you"}
CASES: Final = {
    "discussed": "discuss {count} cases with {who}",
    "decided": "decide with {who} how often {count} cases are discussed",
    "reviewed": "review the plans in {count} cases with {who}",
}
OF_AN_ABSENCE: Final = (COVER, REPORTS)
_LATER: Final = Press("which-later")
_DONE: Final = Press("which-done")
_DELEGATE: Final = "Delegate a record"
_BACK: Final = "Take a record back"
_OVERSIGHT: Final = "Note oversight"
_REPORT: Final = "Send the report"
_ARRANGE: Final = "Arrange cover"


def overview(work: Work, side: str, found: Sequence[Matter]) -> Message:
    """All of one side, soonest first; of a long list the first of the first heading, and a button for each other."""
    counted = Counter(one.heading for one in found)
    first = found[0].heading
    shown = [one for one in found if len(found) <= PAGE or one.heading == first][:PAGE]
    buttons = _always(work, side, found)
    for heading in counted if len(found) > PAGE else ():
        start = len(shown) if heading == first else 0
        if count := counted[heading] - start:
            label = f"Show {HEADINGS[heading].lower()} ({count}{' more' if start else ''})"
            buttons.append(Button(label, Press("due-more", f"{side}:{heading}:{start}")))
    if len(buttons) > sizes.BUTTONS:
        # Being reminded later, and saying that it was done, are offered again under each heading.
        buttons = [one for one in buttons if one.reply not in (_LATER, _DONE)]
    if len(buttons) > sizes.BUTTONS:
        buttons = [one for one in buttons if one.label not in (_REPORT, _ARRANGE, _DELEGATE, _OVERSIGHT)]
    text = ". ".join(f"{HEADINGS[one]}: {count}" for one, count in counted.items()) + "."
    return _message(work, SIDES[side], text, shown, buttons)


def page(work: Work, side: str, heading: str, start: int, found: Sequence[Matter]) -> Message:
    """What stands under one heading, from a place in it."""
    under = [one for one in found if one.heading == heading]
    shown = under[start : start + PAGE]
    title = f"{SIDES[side]}: {HEADINGS[heading].lower()}"
    if not shown:
        back = Button("What is owed", Press("due"), "primary")
        return Message("Nothing stands here any more.", title=title, buttons=(back,), summary=title)
    left = len(under) - start - len(shown)
    buttons = _always(work, side, shown)
    if left:
        next_page = Press("due-more", f"{side}:{heading}:{start + PAGE}")
        buttons.append(Button(f"Show the next {min(left, PAGE)}", next_page))
    text = f"{start + 1} to {start + len(shown)} of {len(under)}, soonest first."
    return _message(work, title, text, shown, buttons)


def _always(work: Work, side: str, found: Sequence[Matter]) -> list[Button]:
    why = Button("Why?", Press("which-why", side), "primary")
    if side != "owes":
        back = any(is_delegated(entry.duty) and entry.duty.owed_to_id == work.actor for entry in _each(found))
        return [why, *([Button(_BACK, Press("typed", "take back"))] if back else [])]
    done = any(is_said_to_be_done(work, entry) for entry in _each(found))
    ways = _about_absences(work, found)
    if any(_may_be_delegated(work, entry) for entry in _each(found)):
        ways.append(Button(_DELEGATE, Press("typed", "delegate")))
    if any(one.kind == OVERSEEN for one in found):
        ways.append(Button(_OVERSIGHT, Press("oversight-owed")))
    return [why, *ways, Button("Remind me later", _LATER), *([Button("It was done", _DONE)] if done else [])]


def _each(found: Sequence[Matter]) -> Iterator[Entry]:
    return (entry for one in found for entry in one.entries)


def _may_be_delegated(work: Work, entry: Entry) -> bool:
    return bool(rule_of(work, entry.duty).delegates_to) and not is_delegated(entry.duty)


def _about_absences(work: Work, found: Sequence[Matter]) -> list[Button]:
    """The way to report, and to arrange cover: what has no word of its own, or a word that a manager types seldom."""
    begun = [one for one in found if one.heading == LATE]
    ways = []
    for one in begun:
        absence = absence_of(work, one.first.duty)
        if absence is not None and one.first.duty.party == "supervisee":
            ways.append(Button(_REPORT, Press("report-absence", absence.id, absence.version)))
    if any(one.kind == COVER for one in begun):
        ways.append(Button(_ARRANGE, Press("typed", "cover")))
    return ways


def is_said_to_be_done(work: Work, entry: Entry) -> bool:
    """Whether a duty is answered by saying that what it asks for was done."""
    return said_to_be_done(rule_of(work, entry.duty))


def _message(work: Work, title: str, text: str, shown: Sequence[Matter], buttons: list[Button]) -> Message:
    if any(one.kind in CASES and one.also for one in shown):
        text += ' To see which cases, type "cases".'
    facts = tuple(
        Fact(cut(capital(what(work, one)), sizes.FIELD_LABEL), cut(_by_when(work, one), sizes.TEXT))
        for one in shown
    )
    return Message(text, title=title, facts=facts, buttons=tuple(buttons), summary=title)


def what(work: Work, matter: Matter) -> str:
    """What is to be done; of several cases only how many."""
    if matter.kind in OF_AN_ABSENCE and matter.also:
        return of_one_absence(work, matter.entries)
    if matter.kind == OVERSEEN:
        text = to_note(work, [one.duty for one in matter.entries])
        return (
            text if matter.first.side != "owed" else f"{text} ({name_of(work, matter.first.duty.owner_id)})"
        )
    if matter.kind not in CASES or not matter.also:
        return about(work, matter.first)
    duty = matter.first.duty
    who = "you" if duty.supervisee_id == work.actor else name_of(work, duty.supervisee_id)
    count = len({one.duty.subject_id for one in matter.entries})
    text = CASES[matter.kind].format(count=count, who=who)
    return text if matter.first.side != "owed" else f"{text} ({name_of(work, duty.owner_id)})"


def _by_when(work: Work, matter: Matter) -> str:
    if not matter.also or matter.kind in OF_AN_ABSENCE:
        return _line(work, matter.first)
    if matter.kind not in (*CASES, OVERSEEN):
        others = "; ".join(_besides(work, matter.first, one) for one in matter.also)
        return f"{_line(work, matter.first)}. This also meets: {others}"
    alike = len({(one.duty.due_on, one.duty.opened_on) for one in matter.entries}) == 1
    if matter.kind == OVERSEEN and alike:
        return _line(work, matter.first)
    late = sum(1 for one in matter.entries if one.late_working_days)
    return f"First: {_line(work, matter.first)}" + (f". {late} of them late" if late > 1 else "")


def _besides(work: Work, first: Entry, entry: Entry) -> str:
    """What else the same meets, without what the first has said: with whom, whose it is, and by when if that is the same."""
    who = "you" if entry.duty.supervisee_id == work.actor else name_of(work, entry.duty.supervisee_id)
    text, by = task(work, entry.duty).removesuffix(f" with {who}"), line(entry).split(", ")
    if entry.duty.due_on == first.duty.due_on:
        by = [one for one in by if one not in line(first).split(", ")]
    return ", ".join([text, *by])


def _line(work: Work, entry: Entry) -> str:
    """Of what is late also what explains it."""
    known = beside_late(work, entry.duty) if entry.late_working_days else ""
    return ", ".join(one for one in (line(entry), known) if one)
