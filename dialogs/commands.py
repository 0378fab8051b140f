"""The words that steer a conversation when typed in the chat. Only the exact word counts, in any case:
everything else typed at a question is its answer."""

from __future__ import annotations

from dialogs.flow import Review
from dialogs.options import pick
from dialogs.problem import Problem
from dialogs.reply import Values
from dialogs.scene import Scene

COMMANDS = {
    "skip": "skip",
    "back": "back",
    "preview": "preview",
    "check": "preview",
    "form": "form",
    "questions": "questions",
    "stop": "stop",
}
_CONFIRM = ("confirm", "yes")


def command(text: str, scene: Scene) -> tuple[str, Values, str]:
    """What was asked for by typing: what to do, with which values, or the key of words that say nothing was
    done."""
    typed = text.strip().casefold()
    if typed in COMMANDS:
        return COMMANDS[typed], {}, ""
    if not typed:
        return "show", {}, ""
    if scene.state.mode == "form":
        return "show", {}, "in_form"
    step = scene.flow.step(scene.state.step)
    if not isinstance(step, Review):
        return "save", {step.id: text}, ""
    if typed in _CONFIRM:
        return "confirm", {}, ""
    try:
        return "change", {"what": pick(scene.changeable(), text.strip(), scene.wording)}, ""
    except Problem:
        return "show", {}, "at_review"
