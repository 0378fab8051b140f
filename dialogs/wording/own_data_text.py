"""What is kept of a person, whole, as text for that person: others are left out of it (clause own-data)."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Final

from dialogs.exchange.text import full_date
from dialogs.flows.cpd import ENTRY
from dialogs.flows.stated_reading import WHY
from dialogs.wording.agreement_cards import lines as agreement_lines
from dialogs.wording.concern_words import LABELS as CONCERN_LABELS
from dialogs.wording.draft_cards import headed
from dialogs.wording.own_dates import duties, happened, sessions
from dialogs.wording.phrases import when
from dialogs.wording.record_words import CASE, LABELS, PERSONAL
from storage.damaged import UNREADABLE, readable
from storage.queries import agreements as agreements_query
from storage.queries import concerns as concerns_query
from storage.queries import cpd as cpd_query
from storage.queries import drafts as drafts_query
from storage.queries import own_data as query
from storage.queries import people as people_query
from storage.queries import readings as readings_query
from storage.queries import sessions as sessions_query
from storage.tables import Person
from supervision import own_data
from supervision.work import Work

TITLE: Final = "What is kept of you"
LEFT_OUT: Final = (
    "Names of other staff and references of cases are left out of what was typed, as far as the bot knows them. Where you "
    "or somebody else typed the name of a child or of their family, it still stands here: check before you hand this on."
)
_SAID: Final = {"change_asked": "You asked for a change", "disagreed": "You disagreed"}
_COUNTED: Final[Mapping[str, str]] = {
    "cases": "Cases you work or have worked",
    "preparations": "Preparations of cases",
    "updates": "10-minute updates on cases",
    "drafts": "Drafts of case records",
    "answers": "Changes asked for in case records, or reasons to disagree with one",
    "proposals": "Times proposed for your sessions",
    "ad_hoc": "Requests for supervision before the next session",
    "reports": "Reports that your supervisor was away",
    "covers": "Times you covered for somebody, or somebody for you",
    "looks": "Things you ticked off before sessions",
    "settings": "With whom 10-minute updates are or were on",
    "listened": "Notes you typed around 10-minute updates of those you supervise",
    "learning": "What audits of your team taught",
    "messages": "Messages that were to reach you",
    "history": "Lines in the history of the local page",
}


def own_parts(work: Work) -> Iterator[str]:
    """All of it, part by part. That it is read is audited."""
    me, others = own_data.open_own(work)
    clean = others.out_of
    yield f"{TITLE}: {me.name}, {full_date(work.today(me))}"
    yield LEFT_OUT
    yield from _staff(me, work.policy(me).name)
    yield from _listed("Away", [_away(one.from_on, one.expected_back, one.returned_on, planned=one.planned)
                                for one in people_query.absences_of(work.uow, me.id)])  # fmt: skip
    yield from _listed("Noted about your supervision", happened(work, me))
    yield from _listed("Sessions in which you were supervised", sessions(work, me))
    yield from _listed("Sessions you supervised", sessions(work, me, supervised=True))
    yield from _personal(work, me, clean)
    yield from _agreements(work, me, clean)
    for note in _written(work, me):
        label = CONCERN_LABELS[note[0]]
        yield f"You wrote about a concern, {full_date(note[1])}: {label}\n{clean(note[2])}"
    for entry in cpd_query.entries(work.uow, me.id, date.min):
        text = clean(cpd_query.text_of(work.uow, entry))
        yield f"Your CPD record, {full_date(entry.happened_on)}: {ENTRY.words[f'kind.{entry.kind}']}\n{text}"
    yield from _readings(work, me, clean)
    yield from _listed("Owed in your supervision, by you or by somebody else", duties(work, me))
    yield from _rest(work, me)


def _listed(title: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield "\n".join((title, *lines))


def _staff(me: Person, authority: str) -> Iterator[str]:
    kept = {
        "Staff id": me.id,
        "Name": me.name,
        "Email": me.email,
        "Role": me.role.replace("_", " "),
        "Authority": authority,
        "Supervisor and line manager": "recorded" if me.supervisor_id or me.line_manager_id else "",
        "Known here from": full_date(me.known_from),
        "Started on": full_date(me.started_on) if me.started_on else "",
        "ASYE from": full_date(me.asye_started_on) if me.asye_started_on else "",
        "Last day": full_date(me.left_on) if me.left_on else "",
        "Minutes worked in a week": str(me.weekly_minutes or ""),
        "Supervised every so many weeks, as agreed": str(me.supervised_every_weeks or ""),
        "Account on Teams": me.teams_user_id or "",
        "Account on Slack": me.slack_user_id or "",
    }
    yield from _listed("From the people file", [f"{name}: {value}" for name, value in kept.items() if value])


def _away(first: date, expected: date | None, back: date | None, *, planned: bool) -> str:
    """Why is not kept."""
    until = f", back {full_date(back)}" if back else f", expected {full_date(expected)}" if expected else ""
    return f"From {full_date(first)}{until}{', planned' if planned else ''}"


def _personal(work: Work, me: Person, clean: Callable[[str], str]) -> Iterator[str]:
    """The personal side of the sessions in which somebody was supervised; that of those they supervise is theirs."""
    for session in sessions_query.sessions_of(work.uow, me.id):
        for draft in drafts_query.of_session(work.uow, session.id, PERSONAL):
            said = drafts_query.texts(work.uow, draft.id)
            found = [clean(one.text) for one in headed(work, draft, session, said)]
            if found:
                yield f"Draft of your personal notes, {when(work, session.starts_at)}"
                yield from found
    for answer, kind in query.answers_by(work.uow, me.id):
        if kind == PERSONAL:
            text = readable(work.uow, "record_answer", answer.id, "sealed", answer.sealed) or UNREADABLE
            yield f"{LABELS[kind]}. {_SAID[answer.kind]}, {full_date(answer.said_on)}\n{clean(text)}"


def _agreements(work: Work, me: Person, clean: Callable[[str], str]) -> Iterator[str]:
    for one in query.agreements_of(work.uow, me.id):
        signed = f", agreed {full_date(one.agreed_on)}" if one.agreed_on else ""
        yield f"Your supervision agreement, written {full_date(one.written_on)}{signed}"
        for label, text in agreement_lines(one, agreements_query.texts(work.uow, one)):
            yield f"{label}\n{clean(text)}"


def _written(work: Work, me: Person) -> list[tuple[str, date, str]]:
    """What somebody wrote about concerns: kind, day, words."""
    found = query.concern_notes_by(work.uow, me.id)
    return [(one.kind, one.happened_on, concerns_query.text_of(work.uow, one)) for one in found]


def _readings(work: Work, me: Person, clean: Callable[[str], str]) -> Iterator[str]:
    for one in query.readings_of(work.uow, me.id):
        who = "You have read" if one.reader_id == me.id else "Somebody above has read"
        purpose = WHY.words[f"purpose.{one.purpose}"]
        side = "about cases" if one.kind == CASE else "of the personal side"
        why = clean(readings_query.why(work.uow, one))
        yield f"{who} what is kept {side}, {when(work, one.read_at)}. Purpose: {purpose}\n{why}"


def _rest(work: Work, me: Person) -> Iterator[str]:
    found = query.counts(work.uow, me.id)
    found["answers"] = sum(kind == CASE for _, kind in query.answers_by(work.uow, me.id))
    lines = [f"{label}: {found[name]}" for name, label in _COUNTED.items() if found[name]]
    yield from _listed(
        "Counted only: what is about cases is about children and families, and messages have no words here",
        lines,
    )
    yield (
        "The audit trail says by staff id who did what and when. Where a conversation of yours was left open, your answers "
        'are kept until it ends or is given up; "carry on" shows it. How to reach you on Teams or Slack, and which message '
        "there shows what, is kept as ids."
    )
