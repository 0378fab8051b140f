"""A person's own record of professional development: what they add to it, and the whole of it as text."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from dialogs.conversations.conversation import Args, Conversation, Said, Topic, ask, say
from dialogs.engine.values import Answers
from dialogs.exchange import sizes
from dialogs.exchange.message import Button, Message
from dialogs.exchange.reply import Press
from dialogs.exchange.text import full_date
from dialogs.flows.cpd import ENTRY, EXPORT
from dialogs.wording.citing import policy_sentence
from storage.tables import CpdEntry
from supervision import access, cpd, cpd_actions
from supervision.work import Refused, Work

CLAUSE: Final = "cpd"
SUMMARY: Final = "My CPD record"
MOST_PAGES: Final = 5


def record(work: Work) -> Said:
    """The command "cpd": how much there is, and what can be done with it."""
    count = cpd.count(work)
    kept = (
        "Nothing is in it yet."
        if not count
        else f"{count} {'entry is' if count == 1 else 'entries are'} in it."
    )
    buttons = [Button("Add an entry", Press("cpd-add"), "primary")]
    buttons += [Button("As text", Press("cpd-export"))] if count else []
    text = f"Your own record of professional development. {kept} Only you can read it here."
    if taken := len(cpd_actions.of_the_year(work)):
        actions = "1 action" if taken == 1 else f"{taken} actions"
        text += f" You took on {actions} in drafts of the last year that you may add."
        buttons.append(Button("Add an action from a draft", Press("cpd-actions")))
    return say(Message(text, title=SUMMARY, buttons=tuple(buttons), summary=SUMMARY))


def _added(work: Work, args: Args, answers: Answers) -> Said:
    on = answers.day("on") or work.today(access.actor(work))
    cpd.add(work, answers.text("kind"), on, answers.text("said"))
    text = f"Added to your CPD record, for {full_date(on)}. You can undo this for one minute."
    another = Button("Add another", Press("cpd-add"))
    return say(
        Message(text, title=SUMMARY, buttons=(another, Button("Undo", Press("undo"))), summary=SUMMARY)
    )


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
        Conversation(ENTRY, lambda work, args: {"clause": policy_sentence(work, CLAUSE)}, _added),
        Conversation(EXPORT, _export_facts, _exported),
    ),
    commands={"cpd": record},
    verbs={
        "cpd-add": lambda work, press: ask(ENTRY.id),
        "cpd-export": lambda work, press: ask(EXPORT.id),
        "cpd-more": go_on,
    },
    help={
        "cpd": "Your own record of professional development, which only you read: add to it, or get it as text",
    },
)
