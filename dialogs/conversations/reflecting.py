"""A reflection, asked once whose record it belongs to.

A reflection about a child goes to the child's file and is not kept here, nor ever offered for the CPD record.
"""

from collections.abc import Mapping
from typing import Final

from dialogs.conversations.conversation import Args, Conversation, Said, Topic, ask, say
from dialogs.engine.values import Answers
from dialogs.exchange.message import Button, Message, Option
from dialogs.exchange.reply import Press
from dialogs.exchange.text import full_date
from dialogs.flows.cpd import REFLECT
from dialogs.wording.citing import policy_sentence
from dialogs.wording.phrases import name_of
from dialogs.wording.statements import as_text, facts_of, statement_for
from storage.queries import sessions as sessions_query
from supervision import access, cpd
from supervision.work import Work

CLAUSE: Final = "reflection-split"
SUMMARY: Final = "A reflection"


def _reflect_facts(work: Work, args: Args) -> Mapping[str, object]:
    cases = sessions_query.open_cases_of(work.uow, work.actor)
    return {
        "cases": tuple(Option(one.id, one.reference) for one in cases),
        "clause": policy_sentence(work, CLAUSE),
        **facts_of(statement_for(work, access.actor(work))),
    }


def _reflected(work: Work, args: Args, answers: Answers) -> Said:
    today, typed = work.today(access.actor(work)), answers.text("said")
    if answers.text("whose") == "childs":
        cases = sessions_query.open_cases_of(work.uow, work.actor)
        label = next((one.reference for one in cases if one.id == answers.text("case")), "")
        heading = f"Reflection about the work{f' with {label}' if label else ''}, {full_date(today)}"
        text = "It belongs on the child's file. Copy the text below onto it; it is not kept here."
        return say(Message(text, title="A reflection", summary=SUMMARY), _page(f"{heading}\n\n{typed}"))
    heading = f"Reflection, {name_of(work, work.actor)}, {full_date(today)}"
    text = "It belongs in your personal supervision record. Copy the text below and bring it to supervision, if you like."
    statement = statement_for(work, access.actor(work))
    typed = "\n\n".join(one for one in (typed, as_text(statement, answers.chosen("against"))) if one)
    buttons: tuple[Button, ...] = ()
    if answers.yes("cpd"):
        cpd.add(work, "reflection", today, typed)
        text += " It is in your CPD record too; you can undo that for one minute."
        buttons = (Button("Undo", Press("undo")),)
    said = Message(text, title="A reflection", buttons=buttons, summary=SUMMARY)
    return say(said, _page(f"{heading}\n\n{typed}"))


def _page(text: str) -> Message:
    return Message(text, title="Text to copy", private=True)


TOPIC = Topic(
    conversations=(Conversation(REFLECT, _reflect_facts, _reflected),),
    commands={"reflect": lambda work: ask(REFLECT.id)},
    aliases={"reflection": "reflect"},
    help={"reflect": "Write down a reflection: whose record it belongs to is asked once"},
)
