"""Management oversight to note: one message to one person about all cases of which they hear that morning, with a count and
no reference.

Each row of the outbox is about one duty; whichever leaves first says all of them, and the others, which say the same, leave
with it.
"""

from dataclasses import dataclass
from datetime import date

from dialogs.exchange.message import Button, Fact, Message
from dialogs.exchange.reply import Press
from dialogs.exchange.text import full_date
from dialogs.nudges.ways_in import always
from dialogs.nudges.weekly import line
from dialogs.wording.known_beside import beside_late
from dialogs.wording.overseen import to_note
from dialogs.wording.phrases import capital, days_late, due_words, name_of
from storage.tables import Duty, OutboxRow
from supervision import oversight
from supervision.duties.versions import policy_of, rule_of
from supervision.work import Work

TITLE = "Management oversight to note"


def oversight_nudge(
    work: Work, duty: Duty, row: OutboxRow, *, in_summary: bool, mine: bool
) -> Message | None:
    """The message about such duties. `in_summary` where it is a line of a manager's weekly summary; `mine` says that it is
    to their owner. None once it has left with others.
    """
    # An import may bring hundreds for one person, which all say the same.
    key = (TITLE, row.send_after, row.created_at, duty.owner_id, mine, in_summary)
    said = work.found.get(key)
    if not isinstance(said, _Said):
        said = work.found[key] = _Said(_about_all(work, duty, row, in_summary=in_summary, mine=mine))
    return said.message


@dataclass(frozen=True, slots=True)
class _Said:
    """What such a row says, or that it says nothing."""

    message: Message | None


def _about_all(work: Work, duty: Duty, row: OutboxRow, *, in_summary: bool, mine: bool) -> Message | None:
    found = oversight.leaving_with(work, duty, row)
    if not found:
        return None
    today = work.now.astimezone(policy_of(work, duty).timezone).date()
    late = [one for one in found if one.due_on is not None and one.due_on < today]
    owner = "" if mine else f" ({name_of(work, duty.owner_id)})"
    if in_summary:
        return _line(work, late, today, name_of(work, duty.owner_id)) if late else None
    first = min(found, key=lambda one: (one.due_on or date.max, one.id))
    facts = [Fact("Due", _by(work, found, late, today))]
    facts += [Fact("Clause", cited) for cited in dict.fromkeys(rule_of(work, one).cited() for one in found)]
    uncertain = dict.fromkeys(rule_of(work, one).uncertain for one in found)
    facts += [Fact("Uncertain", one) for one in uncertain if one]
    return Message(
        f"{capital(to_note(work, found))}{owner}.",
        title=TITLE,
        facts=tuple(facts),
        buttons=(*(_way_in(found) if mine else ()), *always(first, mine=mine)),
        summary=f"{TITLE}: {due_words(first.due_on, 'due', '')}",
        card=f"oversight:{min(one.id for one in found)}:{work.actor}",
    )


def _way_in(found: list[Duty]) -> tuple[Button, ...]:
    cases = {one.subject_id for one in found}
    press = Press("oversight-owed") if len(cases) > 1 else Press("oversight", found[0].subject_id)
    return (Button("Note oversight", press, "primary"),)


def _by(work: Work, found: list[Duty], late: list[Duty], today: date) -> str:
    dues = [one.due_on for one in found if one.due_on is not None]
    if not dues:
        return due_words(None, "due", "")
    known = _known(work, late)
    how = f"{len(late)} late" if len(late) > 1 else days_late(_days(work, late, today))
    return ", ".join(one for one in (full_date(min(dues)), how, known) if one)


def _line(work: Work, late: list[Duty], today: date, owner: str) -> Message:
    lateness = ", ".join(one for one in (days_late(_days(work, late, today)), _known(work, late)) if one)
    return line(capital(to_note(work, late)), owner, lateness)


def _known(work: Work, late: list[Duty]) -> str:
    """What is known beside those that are late, where they are all about one person."""
    about = {one.supervisee_id for one in late}
    return beside_late(work, late[0], [one.due_on for one in late if one.due_on]) if len(about) == 1 else ""


def _days(work: Work, late: list[Duty], today: date) -> int:
    calendars = [(policy_of(work, one).calendar, one.due_on) for one in late]
    return max((calendar.working_days_between(on, today) for calendar, on in calendars if on), default=0)
