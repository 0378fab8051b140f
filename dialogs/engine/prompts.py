"""What is asked: a question, or several as one form.

Lengths and counts that some channel forbids are kept here by construction; ``sizes`` says which.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace

from dialogs.engine.check_answers import review
from dialogs.engine.fields import editable, kind_of
from dialogs.engine.flow import Date, LongText, Review, Step
from dialogs.engine.scene import Scene
from dialogs.engine.steps import TYPED
from dialogs.exchange import sizes
from dialogs.exchange.immutable import value
from dialogs.exchange.message import Fact, Field, Message, Option
from dialogs.exchange.text import cut


@value
class Fault:
    """What is wrong with one field, and what it held: shown again, never thrown away."""

    words: str
    raw: str | tuple[str, ...] = field(default="", repr=False)
    readings: tuple[Option, ...] = ()


def prompt(
    scene: Scene,
    lines: tuple[str, ...] = (),
    facts: tuple[Fact, ...] = (),
    faults: Mapping[str, Fault] | None = None,
) -> Message:
    """What is asked now: lines to say first, facts to read back, faults of what was sent."""
    step = scene.flow.step(scene.state.step)
    if scene.state.mode == "finish":
        return _to_finish(scene, lines, facts)
    if scene.state.mode == "form":
        return _form(scene, lines, facts, faults or {})
    if isinstance(step, Review):
        return review(scene, step, lines, facts)
    return _question(scene, step, lines, facts, (faults or {}).get(step.id))


def _to_finish(scene: Scene, lines: tuple[str, ...], facts: tuple[Fact, ...]) -> Message:
    """With everything answered, a button to finish by: its reply is the same as saving once more. What is typed here is no
    answer.
    """
    buttons = (replace(scene.onward(), collects=False), scene.button("back", "back"), scene.stop())
    return scene.message("\n\n".join((*lines, scene.wording("to_finish"))), facts, buttons=buttons)


def _question(
    scene: Scene, step: Step, lines: tuple[str, ...], facts: tuple[Fact, ...], fault: Fault | None
) -> Message:
    say, path = scene.wording, scene.path
    buttons = [scene.onward()]
    if path.skippable(step):
        buttons.append(scene.button("leave" if path.answers.given(step.id) else "skip", "skip"))
    if path.before(step.id):
        buttons.append(scene.button("back", "back", collects=True))
    if scene.previewable():
        buttons.append(scene.button("preview", "preview", collects=True))
    if len(scene.formable()) > 1:
        buttons.append(scene.button("form", "form", collects=True))
    buttons.append(scene.stop(collects=True))
    asked = _field(scene, step, say(f"{step.id}.label") or say("answer"), fault, single=True)
    progress = scene.progress(step)
    text = "\n\n".join((*lines, *progress, say(step.id)))
    private = _shows_typed(scene, (step,), fault is not None)
    return scene.message(text, facts, (asked,), tuple(buttons), private, progress)


def _form(
    scene: Scene, lines: tuple[str, ...], facts: tuple[Fact, ...], faults: Mapping[str, Fault]
) -> Message:
    steps = scene.formable()
    fields = tuple(_field(scene, step, scene.wording(step.id), faults.get(step.id)) for step in steps)
    buttons = [scene.onward()]
    buttons.append(scene.button("questions", "questions", collects=True))
    if scene.previewable():
        buttons.append(scene.button("preview", "preview", collects=True))
    buttons.append(scene.stop(collects=True))
    if faults:
        lines = (*lines, scene.wording("problem"))
    text = "\n\n".join(lines) or scene.wording("filling", onward=buttons[0].label)
    return scene.message(
        text, facts, fields, tuple(buttons), private=_shows_typed(scene, steps, bool(faults))
    )


def _field(scene: Scene, step: Step, label: str, fault: Fault | None, single: bool = False) -> Field:
    say, options = scene.wording, scene.options(step.id)
    held = scene.path.answers.kept.get(step.id)
    before = held if held is not None else say.facts.get(step.default)
    value = editable(before, say) if before is not None else ""
    hint = say(f"{step.id}.hint") or _usual_hint(scene, step)
    if len(options) > sizes.OPTIONS:
        hint = ". ".join([it for it in (hint, say("first_listed", count=sizes.OPTIONS)) if it])
    kind, problem = kind_of(step), ""
    if fault:
        value, problem = fault.raw, fault.words
        if fault.readings:
            kind, options, value = ("choice" if kind != "choices" else kind), fault.readings, ""
    # A client must not insist on an answer that another field of the same form may make needless.
    must = step.required is True or (single and step.id in scene.path.required)
    return Field(
        step.id,
        cut(label, sizes.FIELD_LABEL),
        kind,
        value,
        required=must,
        hint=hint,
        options=tuple(
            [
                Option(it.value, cut(it.label, sizes.OPTION_LABEL), cut(it.hint, sizes.OPTION_LABEL))
                for it in options[: sizes.OPTIONS]
            ]
        ),
        max_length=step.max_length if isinstance(step, TYPED) else 0,
        problem=problem,
    )


def _usual_hint(scene: Scene, step: Step) -> str:
    most = f"{step.max_length:,}" if isinstance(step, LongText) else ""
    past = ".past" if isinstance(step, Date) and step.direction == "past" else ""
    return scene.wording(f"{kind_of(step)}.hint{past}", most=most)


def _shows_typed(scene: Scene, steps: tuple[Step, ...], faulty: bool) -> bool:
    if any(step.private for step in steps):
        return True
    typed = [step.id for step in steps if isinstance(step, TYPED)]
    return bool(typed) and (faulty or any(map(scene.path.answers.given, typed)))
