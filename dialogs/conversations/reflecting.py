"""A reflection, asked once whose record it belongs to; and a person's own record of professional development.

A reflection about a child goes to the child's file and is not kept here, nor ever offered for the CPD record.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from dialogs import sizes
from dialogs.conversation import Args, Conversation, Said, Topic, ask, say
from dialogs.cpd_flows import ENTRY, EXPORT, REFLECT
from dialogs.message import Button, Message, Option
from dialogs.phrases import name_of
from dialogs.reply import Press
from dialogs.statements import as_text, facts_of, statement_for
from dialogs.text import full_date
from dialogs.values import Answers
from storage.queries import sessions as sessions_query
from storage.tables import CpdEntry
from supervision import access, cpd
from supervision.work import Refused, Work

SPLIT, CPD = "reflection-split", "cpd"
SUMMARY: Final = "My CPD record"
MOST_PAGES: Final = 5
UNDO: Final = Button("Undo", Press("undo"))


def _clause(work: Work, clause: str) -> str:
    found = work.policy(access.actor(work)).cited_clauses.get(clause)
    return f" Your policy: {found.cited()}." if found else ""


def _reflect_facts(work: Work, args: Args) -> Mapping[str, object]:
    cases = sessions_query.open_cases_of(work.uow, work.actor)
    return {
        "cases": tuple(Option(one.id, one.reference) for one in cases),
        "clause": _clause(work, SPLIT),
        **facts_of(statement_for(work, access.actor(work))),
    }


def _reflected(work: Work, args: Args, answers: Answers) -> Said:
    today, typed = work.today(access.actor(work)), answers.text("said")
    if answers.text("whose") == "childs":
        cases = sessions_query.open_cases_of(work.uow, work.actor)
        label = next((one.reference for one in cases if one.id == answers.text("case")), "")
        heading = f"Reflection about the work{f' with {label}' if label else ''}, {full_date(today)}"
        text = "It belongs on the child's file. Copy the text below onto it; it is not kept here."
        return say(
            Message(text, title="A reflection", summary="A reflection"), _page(f"{heading}\n\n{typed}")
        )
    heading = f"Reflection, {name_of(work, work.actor)}, {full_date(today)}"
    text = "It belongs in your personal supervision record. Copy the text below and bring it to supervision, if you like."
    statement = statement_for(work, access.actor(work))
    typed = "\n\n".join(one for one in (typed, as_text(statement, answers.chosen("against"))) if one)
    buttons: tuple[Button, ...] = ()
    if answers.yes("cpd"):
        cpd.add(work, "reflection", today, typed)
        text += " It is in your CPD record too; you can undo that for one minute."
        buttons = (UNDO,)
    said = Message(text, title="A reflection", buttons=buttons, summary="A reflection")
    return say(said, _page(f"{heading}\n\n{typed}"))


def record(work: Work) -> Said:
    """The command "cpd": how much there is, and what can be done with it."""
    count = cpd.count(work)
    kept = (
        "Nothing is in it yet."
        if not count
        else f"{count} {'entry is' if count == 1 else 'entries are'} in it."
    )
    add = Button("Add an entry", Press("cpd-add"), "primary")
    buttons = (add, Button("As text", Press("cpd-export"))) if count else (add,)
    text = f"Your own record of professional development. {kept} Only you can read it here."
    return say(Message(text, title=SUMMARY, buttons=buttons, summary=SUMMARY))


def _added(work: Work, args: Args, answers: Answers) -> Said:
    on = answers.day("on") or work.today(access.actor(work))
    cpd.add(work, answers.text("kind"), on, answers.text("said"))
    text = f"Added to your CPD record, for {full_date(on)}. You can undo this for one minute."
    another = Button("Add another", Press("cpd-add"))
    return say(Message(text, title=SUMMARY, buttons=(another, UNDO), summary=SUMMARY))


def _export_facts(work: Work, args: Args) -> Mapping[str, object]:
    return {"a_year_ago": work.today(access.actor(work)) - timedelta(days=365)}


def _exported(work: Work, args: Args, answers: Answers) -> Said:
    since = answers.day("since") or work.today(access.actor(work))
    return _from(work, since, 0)


def go_on(work: Work, press: Press) -> Said:
    """The button "Go on"; its subject is the day it began with, its version how many entries were shown."""
    try:
        since = date.fromisoformat(press.subject)
    except ValueError as fault:
        raise Refused from fault
    return _from(work, since, max(0, press.version))


def _from(work: Work, since: date, start: int) -> Said:
    found = cpd.since(work, since)[start:]
    if not found:
        return say(f"There is nothing in your CPD record from {full_date(since)} on.")
    pages = list(_pages(found))
    shown = sum(count for _, count in pages[:MOST_PAGES])
    messages = [_page(text) for text, _ in pages[:MOST_PAGES]]
    if len(found) > shown:
        more = Button("Go on", Press("cpd-more", since.isoformat(), start + shown))
        messages.append(Message(f"{len(found) - shown} more entries.", buttons=(more,), summary=SUMMARY))
    return say(*messages)


def _pages(found: Sequence[tuple[CpdEntry, str]]) -> Iterator[tuple[str, int]]:
    """Text that fits a message, and how many entries are in it."""
    page, count = "", 0
    for entry, text in found:
        part = f"{full_date(entry.happened_on)}: {ENTRY.words[f'kind.{entry.kind}']}\n{text}"
        if page and len(page) + len(part) + 2 > sizes.BLOCK:
            yield page, count
            page, count = "", 0
        page, count = f"{page}\n\n{part}".strip(), count + 1
    yield page, count


def _page(text: str) -> Message:
    return Message(text, title="Text to copy", private=True)


TOPIC = Topic(
    conversations=(
        Conversation(REFLECT, _reflect_facts, _reflected),
        Conversation(ENTRY, lambda work, args: {"clause": _clause(work, CPD)}, _added),
        Conversation(EXPORT, _export_facts, _exported),
    ),
    commands={"reflect": lambda work: ask(REFLECT.id), "cpd": record},
    aliases={"reflection": "reflect"},
    verbs={
        "cpd-add": lambda work, press: ask(ENTRY.id),
        "cpd-export": lambda work, press: ask(EXPORT.id),
        "cpd-more": go_on,
    },
    help={
        "reflect": "Write down a reflection: whose record it belongs to is asked once",
        "cpd": "Your own record of professional development, which only you read: add to it, or get it as text",
    },
)
