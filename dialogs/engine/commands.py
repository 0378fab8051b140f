"""The words that steer a conversation when typed in the chat: its commands, and what its buttons are called. Only the
exact words count, in any case: everything else typed at a question is its answer, unless it is a command that starts
something else."""

from __future__ import annotations

from dialogs.engine.flow import Review
from dialogs.engine.options import is_named, pick
from dialogs.engine.problem import Problem
from dialogs.engine.scene import Scene
from dialogs.engine.steps import TYPED
from dialogs.exchange.reply import Values
from dialogs.exchange.text import clean, word

CARRY_ON = "carry on"
COMMANDS = {
    CARRY_ON: "show",
    "skip": "skip",
    "leave as it is": "skip",
    "back": "back",
    "preview": "preview",
    "check": "preview",
    "form": "form",
    "show as one form": "form",
    "questions": "questions",
    "one at a time": "questions",
    "stop": "stop",
    "stop for now": "stop",
}
_CONFIRM = ("confirm", "yes")


def is_own(text: str, scene: Scene) -> bool:
    """Whether typed words are the conversation's before they are anybody else's: a word that steers it, or an
    option of the present question named exactly.
    """
    step = scene.flow.step(scene.state.step)
    if word(text) in COMMANDS or (isinstance(step, Review) and _confirms(step, text, scene)):
        return True
    return scene.state.mode == "one" and is_named(scene.options(step.id), text)


def command(text: str, scene: Scene) -> tuple[str, Values, str]:
    """What was asked for by typing: what to do, with which values, or the key of words that say nothing was
    done."""
    what, finishing = COMMANDS.get(word(text)), scene.state.mode == "finish"
    # There is nothing to leave out where all was answered.
    if what is not None and not (finishing and what == "skip"):
        return what, {}, ""
    if not text.strip():
        return "show", {}, ""
    if scene.state.mode == "form":
        return "show", {}, "in_form"
    if finishing:
        return "show", {}, "at_finish"
    step = scene.flow.step(scene.state.step)
    if not isinstance(step, Review):
        return "save", {step.id: text}, ""
    if _confirms(step, text, scene):
        return "confirm", {}, ""
    try:
        return "change", {"what": pick(scene.changeable(), text.strip(), scene.wording)}, ""
    except Problem:
        return "show", {}, "at_review"


def replaces(text: str, scene: Scene) -> bool:
    """Whether typed words take the place of other words that were typed before at the present question."""
    step = scene.flow.step(scene.state.step)
    earlier = scene.path.answers.kept.get(step.id)
    return isinstance(step, TYPED) and isinstance(earlier, str) and earlier != clean(text).strip()


def _confirms(step: Review, text: str, scene: Scene) -> bool:
    button = scene.wording(f"{step.id}.confirm")
    return word(text) in (*_CONFIRM, word(button))
