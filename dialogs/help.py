"""Help: what can be typed, for whoever says hello or says something that is no command."""

from collections.abc import Iterable

from dialogs.conversation import Said, Topic, say
from dialogs.message import Button, Fact, Message
from dialogs.reply import Press
from supervision import access
from supervision.places import places
from supervision.work import Work

UNKNOWN = 'I do not know that. Type "help" to see what I can do.'
BUTTONS = (
    Button("What is owed", Press("due"), "primary"),
    Button("Prepare", Press("start-prepare")),
    Button("Help", Press("help")),
)

# What an old button belonged to has moved on, and no question is open to be shown in its stead.
LEFT_BEHIND = Message("This has changed since that message, so nothing was done.", buttons=BUTTONS[:1])


def unknown(work: Work) -> Said:
    """Something was typed that is no command, with nothing under way."""
    return say(Message(UNKNOWN, buttons=BUTTONS))


def topic(topics: Iterable[Topic]) -> Topic:
    """Help about these topics."""
    lines = [(one.whose.get(name, ()), Fact(name, line)) for one in topics for name, line in one.help.items()]

    def show(work: Work) -> Said:
        me, mine = access.actor(work), places(work)
        text = (
            f"Hello {me.name}. I help you prepare for supervision, and remind you of what your authority's "
            "policy asks for. Choose below, or type one of these words."
        )
        facts = tuple(fact for whose, fact in lines if not whose or mine.intersection(whose))
        buttons = BUTTONS[:2] if "supervised" in mine else BUTTONS[:1]
        return say(Message(text, title="What I can do", facts=facts, buttons=buttons, summary="Help"))

    return Topic(
        commands={"help": show},
        aliases={"hi": "help", "hello": "help", "start": "help", "menu": "help"},
        verbs={"help": lambda work, press: show(work)},
    )
