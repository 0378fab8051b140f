"""What the bot keeps of whoever asks, as text for them alone (clause own-data)."""

from dataclasses import replace
from typing import Final

from dialogs.conversations.conversation import Said, Topic, say
from dialogs.exchange.message import Button, Message
from dialogs.exchange.reply import Press
from dialogs.wording.citing import policy_sentence
from dialogs.wording.own_data_text import TITLE, own_parts
from dialogs.wording.pages import pages
from supervision.work import Work

CLAUSE: Final = "own-data"


def about(work: Work) -> Said:
    """The command "my data": what there is to read, and the way to it."""
    text = (
        "What the bot keeps of you, to read and copy. Other people's names and references of cases are left out of it, and "
        "what is about cases is only counted. Only you are shown it; that you read it is noted in the audit trail."
        f"{policy_sentence(work, CLAUSE)}"
    )
    return say(Message(text, title=TITLE, buttons=(_show(1),), summary=TITLE))


def _show(part: int) -> Button:
    label = "Show it" if part == 1 else "Next part"
    return Button(label, Press("own-data", version=part), "primary")


def show(work: Work, press: Press) -> Said:
    """The buttons "Show it" and "Next part"; their version is which part of it."""
    found = pages(TITLE, own_parts(work))
    part = press.version if 1 <= press.version <= len(found) else 1
    buttons = (_show(part + 1),) if part < len(found) else ()
    return say(replace(found[part - 1], buttons=buttons))


TOPIC = Topic(
    commands={"my data": about},
    aliases={"my own data": "my data"},
    verbs={"own-data": show},
    help={"my data": "What the bot keeps of you, as text for you alone, with other people left out"},
)
