"""What somebody took on in the draft of a record, offered for their own CPD record: they add it, or leave it.

An action about a child comes without its words, as a reflection about one does: what was learned is typed anew.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from dialogs.conversations.conversation import Args, Conversation, Said, Topic, ask, say
from dialogs.engine.values import Answers
from dialogs.exchange import sizes
from dialogs.exchange.message import Button, Message, Option
from dialogs.exchange.reply import Press
from dialogs.exchange.text import cut, full_date
from dialogs.flows.cpd import ACTION_ENTRY, WHICH_ACTION
from dialogs.wording.citing import policy_sentence
from dialogs.wording.phrases import session_name
from supervision import access, cpd_actions, drafts
from supervision.cpd_actions import TakenOn
from supervision.policy import local_day
from supervision.work import Work

CLAUSE: Final = "cpd"
SUMMARY: Final = "My CPD record"


def pressed(work: Work, press: Press) -> Said:
    """The button "Add to my CPD record"; its subject is a draft, or nothing for those of the last year."""
    found = _found(work, press.subject)
    if not found:
        return say(
            "There is no action of yours to add: each one is in your CPD record, or was taken out of its draft."
        )
    if len(found) == 1:
        return ask(ACTION_ENTRY.id, action_id=found[0].action.id)
    return ask(WHICH_ACTION.id, draft=press.subject)


def _found(work: Work, draft_id: str) -> Sequence[TakenOn]:
    return cpd_actions.of_draft(work, draft_id) if draft_id else cpd_actions.of_the_year(work)


def _which_facts(work: Work, args: Args) -> Mapping[str, object]:
    found = _found(work, args["draft"])[: sizes.OPTIONS]
    return {"actions": tuple(_option(work, one) for one in found)}


def _option(work: Work, taken: TakenOn) -> Option:
    hint = cut(session_name(work, taken.session), sizes.OPTION_LABEL)
    return Option(taken.action.id, cut(taken.what, sizes.OPTION_LABEL), hint)


def _facts(work: Work, args: Args) -> Mapping[str, object]:
    taken = cpd_actions.one(work, args["action_id"])
    day = full_date(local_day(taken.session.starts_at, work.policy(access.actor(work)).timezone))
    mine = taken.draft.kind == drafts.PERSONAL
    of = (
        f"An action from the personal notes of {day}."
        if mine
        else (
            f"An action from a case record of {day}. It is about a child, so its words are not carried over."
        )
    )
    return {"clause": policy_sentence(work, CLAUSE), "action": taken.what if mine else "", "of": of}


def _added(work: Work, args: Args, answers: Answers) -> Said:
    on = answers.day("on") or work.today(access.actor(work))
    cpd_actions.add(work, args["action_id"], on, answers.text("said"))
    text = f"Added to your CPD record, for {full_date(on)}. You can undo this for one minute."
    return say(Message(text, title=SUMMARY, buttons=(Button("Undo", Press("undo")),), summary=SUMMARY))


TOPIC = Topic(
    conversations=(
        Conversation(
            WHICH_ACTION,
            _which_facts,
            lambda work, args, answers: ask(ACTION_ENTRY.id, action_id=answers.text("action")),
        ),
        Conversation(ACTION_ENTRY, _facts, _added),
    ),
    verbs={"cpd-actions": pressed},
)
