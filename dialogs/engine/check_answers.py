"""Showing the answers: at the review, on the way, and as they were understood."""

from __future__ import annotations

from dialogs.engine.fields import shown
from dialogs.engine.flow import Review, Step
from dialogs.engine.scene import Scene
from dialogs.engine.steps import TYPED
from dialogs.engine.values import SKIPPED, Held
from dialogs.exchange import sizes
from dialogs.exchange.message import Button, Fact, Field, Message, Option
from dialogs.exchange.text import cut


def review(scene: Scene, step: Review, lines: tuple[str, ...], facts: tuple[Fact, ...]) -> Message:
    """Check your answers: confirm, or change one."""
    say = scene.wording
    confirm = scene.button(
        f"{step.id}.confirm" if say(f"{step.id}.confirm") else "confirm", "confirm", "primary"
    )
    after = [scene.button("form", "form")] if len(scene.formable()) > 1 else []
    after.append(scene.stop())
    which, change = _change(scene, sizes.BUTTONS - 1 - len(after))
    text = "\n\n".join((*lines, say(step.id)))
    return scene.message(text, (*facts, *_answers(scene)), which, (confirm, *change, *after), private=True)


def preview(scene: Scene) -> Message:
    """The answers so far, on the way."""
    say = scene.wording
    buttons = [scene.button("carry_on", "show", "primary")]
    after = [scene.stop()]
    which, change = _change(scene, sizes.BUTTONS - len(buttons) - len(after))
    return scene.message(say("previewing"), _answers(scene), which, (*buttons, *change, *after), private=True)


def read_back(scene: Scene, step: str, value: Held) -> Fact | None:
    """How an answer was understood, for the next message; nothing for one in somebody's own words, typed or chosen."""
    asked = scene.flow.step(step)
    if value is SKIPPED or asked.private or isinstance(asked, (*TYPED, Review)):
        return None
    return Fact(
        scene.wording("read" if scene.flow.resumable else "chose", label=scene.short(asked)),
        shown(value, scene.options(step), scene.wording),
    )


def _answers(scene: Scene) -> tuple[Fact, ...]:
    applies, mark = scene.path.steps, scene.wording("cut")
    asked = [step for name, step in scene.flow.form.items() if name in applies]
    labels = [scene.short(step) for step in asked]
    values = [_shown(scene, step) for step in asked]
    most = _level([len(value) for value in values], sizes.ANSWERS - sum(map(len, labels)))
    return tuple(
        [
            Fact(label, cut(value, min(most, sizes.BLOCK - len(label) - 10), mark))
            for label, value in zip(labels, values, strict=True)
        ]
    )


def _shown(scene: Scene, step: Step) -> str:
    value = scene.path.answers.kept.get(step.id)
    if value is None:
        return scene.wording("not_yet")
    if isinstance(value, str) and isinstance(step, TYPED):
        return value
    return shown(value, scene.options(step.id), scene.wording)


def _change(scene: Scene, room: int) -> tuple[tuple[Field, ...], tuple[Button, ...]]:
    """A button for each answer where there is room, else one list to choose from."""
    options = scene.changeable()
    if len(options) <= room:
        return (), tuple([_changing(scene, option) for option in options])
    which = Field("what", scene.wording("change_which"), "choice", required=True, options=options)
    return (which,), (scene.button("change_one", "change", collects=True),)


def _changing(scene: Scene, option: Option) -> Button:
    label = cut(scene.wording("change", label=option.label), sizes.BUTTON_LABEL)
    return Button(label, scene.answer(do="change", what=option.value))


def _level(lengths: list[int], room: int) -> int:
    """The length to which all are cut so that together they fit: short ones stay whole, long ones share the
    rest."""
    for place, length in enumerate(sorted(lengths)):
        if length * (len(lengths) - place) > room:
            return room // (len(lengths) - place)
        room -= length
    return max(lengths, default=0)
