"""Help: what can be typed, for whoever says hello or says something that is no command. At first what somebody can do now
and does most; on request all their words, group by group, and what each of a group does.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from dialogs.conversations.conversation import Said, Topic, say
from dialogs.engine.commands import COMMANDS as STEERING
from dialogs.exchange.message import Button, Fact, Message
from dialogs.exchange.reply import Press
from dialogs.exchange.text import word
from dialogs.meant import is_thanks, meant
from dialogs.wording.phrases import capital
from supervision import access
from supervision.places import Place, places
from supervision.work import Work

UNKNOWN = 'I do not know that. Type "help" to see what I can do.'
MEANT = "A word counts only when it is all you type. Did you mean this?"
THANKS = 'All right. Type "due" to see what is open for you.'
NOT_OPEN = 'No question is open, so there is nothing to do. Type "help" to see what I can do.'
BUTTONS = (
    Button("What is owed", Press("due"), "primary"),
    Button("Prepare", Press("start-prepare")),
    Button("Help", Press("help")),
)
MORE: Final = Button("All the words", Press("help-more"))
FIRST: Final = 8
"""How many words the first answer names, so that it fits a phone without turning."""
_ALWAYS: Final = "due"
_USUAL: Final[Mapping[Place, tuple[str, ...]]] = {
    "supervised": ("prepare", "ask for supervision", "cases", "concern"),
    "supervises": ("book", "held", "cases", "draft"),
    "manages": ("oversight", "audit"),
    "records": ("recorded",),
}
_LAST: Final = ("absent", "propose", "undo")
GROUPS: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "due": (
        "What is due, who is away",
        ("due", "why", "done", "happened", "absent", "back", "cover", "undo"),
    ),
    "sessions": (
        "Sessions",
        ("book", "move", "propose", "proposals", "cancel", "held", "ask for supervision"),
    ),
    "preparing": (
        "Preparing, 10-minute updates",
        ("prepare", "checklist", "export", "update", "update notes", "updates on", "updates off"),
    ),
    "records": (
        "Records",
        ("draft", "recorded", "send notes", "delegate", "take back", "sign off", "close"),
    ),
    "cases": (
        "Cases, agreement, concern, CPD",
        (
            "cases",
            "co-working",
            "oversight",
            "audit",
            "read",
            "disclose",
            "agreement",
            "concern",
            "reflect",
            "cpd",
            "my data",
        ),
    ),
}
"""All words, by what they are about: a heading and its words, by key. One message holds a button for each, and a card takes
five without complaint.
"""

# What an old button belonged to has moved on, and no question is open to be shown in its stead.
LEFT_BEHIND = Message("This has changed since that message, so nothing was done.", buttons=BUTTONS[:1])


def unknown(work: Work, typed: str, commands: Iterable[str]) -> Said:
    """Something was typed that is no command, with nothing under way; perhaps a word that steers a conversation, or a
    sentence with a command in it.
    """
    if word(typed) in STEERING:
        return say(Message(NOT_OPEN, buttons=BUTTONS))
    if is_thanks(typed):
        return say(Message(THANKS, buttons=BUTTONS[:1]))
    if found := [one for one in meant(typed, commands) if one not in ("help", "help more")]:
        likely = tuple(Button(capital(one), Press("typed", one)) for one in found)
        return say(Message(MEANT, buttons=(*likely, BUTTONS[-1])))
    return say(Message(UNKNOWN, buttons=BUTTONS))


def topic(topics: Iterable[Topic]) -> Topic:
    """Help about these topics."""
    found = tuple(topics)
    lines = {name: line for one in found for name, line in one.help.items()}
    whose = {name: its for one in found for name, its in one.whose.items()}
    waits = {name: has for one in found for name, has in one.waits.items()}

    def theirs(mine: frozenset[Place]) -> dict[str, str]:
        return {
            name: line
            for name, line in lines.items()
            if not whose.get(name) or mine.intersection(whose[name])
        }

    def show(work: Work) -> Said:
        me, mine = access.actor(work), places(work)
        words = theirs(mine)
        text = (
            f"Hello {me.name}. I help you prepare for supervision, and remind you of what your authority's policy asks "
            f'for. Type one of these words, or "help more" for all {len(words)} of yours.'
        )
        facts = tuple(Fact(name, words[name]) for name in _first(work, mine, words, waits))
        buttons = BUTTONS[:2] if "supervised" in mine else BUTTONS[:1]
        return say(
            Message(text, title="What I can do", facts=facts, buttons=(*buttons, MORE), summary="Help")
        )

    def show_all(work: Work) -> Said:
        words = theirs(places(work))
        found = {
            key: (heading, [one for one in names if one in words])
            for key, (heading, names) in GROUPS.items()
            if any(one in words for one in names)
        }
        text = "Type one of these words, or choose what you want explained. Most are also a button where they are needed."
        facts = tuple(Fact(heading, ", ".join(names)) for heading, names in found.values())
        buttons = tuple(Button(heading, Press("help-more", key)) for key, (heading, _) in found.items())
        return say(Message(text, title=MORE.label, facts=facts, buttons=buttons, summary=MORE.label))

    def show_more(work: Work, press: Press) -> Said:
        if press.subject not in GROUPS:
            return show_all(work)
        words, (heading, names) = theirs(places(work)), GROUPS[press.subject]
        facts = tuple(Fact(name, words[name]) for name in names if name in words)
        return say(
            Message("Type one of these words.", title=heading, facts=facts, buttons=(MORE,), summary=heading)
        )

    return Topic(
        commands={"help": show, "help more": show_all},
        aliases={"hi": "help", "hello": "help", "start": "help", "menu": "help", "more help": "help more"},
        verbs={"help": lambda work, press: show(work), "help-more": show_more},
    )


def _first(
    work: Work,
    mine: frozenset[Place],
    words: Mapping[str, str],
    waits: Mapping[str, Callable[[Work], object]],
) -> list[str]:
    """What is due, then the words for which something waits now, then what people in the actor's places do most: each
    place in turn.
    """
    waiting = [name for name in words if name in waits and waits[name](work)]
    of_places = [names for place, names in _USUAL.items() if place in mine]
    in_turn = [names[turn] for turn in range(FIRST) for names in of_places if turn < len(names)]
    chosen = dict.fromkeys([_ALWAYS, *waiting, *in_turn, *_LAST])
    return [name for name in chosen if name in words][:FIRST]
