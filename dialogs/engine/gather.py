"""What a reply's field values amount to: answers to keep, and faults to show with what was typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from dialogs.engine.fields import blank_problem, is_blank, parse
from dialogs.engine.flow import Review, Step
from dialogs.engine.path import find_path
from dialogs.engine.problem import Problem
from dialogs.engine.prompts import Fault
from dialogs.engine.scene import Scene
from dialogs.engine.values import SKIPPED, Held
from dialogs.exchange.immutable import value
from dialogs.exchange.reply import Values


@value
class Gathered:
    """Answers by step, and faults by step; no step has both."""

    answers: Mapping[str, Held] = field(repr=False)
    faults: Mapping[str, Fault]


def gather(scene: Scene, values: Values, saving: bool) -> Gathered:
    """Reads the fields that were asked for. ``saving``: blank fields count as well, as faults or as left out;
    on the way elsewhere (back, preview, stop) only what was typed counts.

    A field that was not sent at all clears nothing; one sent empty clears an answer that may be left out.
    """
    form = scene.state.mode == "form"
    asked = scene.formable() if form else (scene.flow.step(scene.state.step),)
    answers: dict[str, Held] = {}
    faults: dict[str, Fault] = {}
    blank: list[Step] = []
    for step in asked:
        raw = values.get(step.id)
        if isinstance(step, Review):
            continue
        if raw is None or is_blank(raw):
            if saving and not (raw is None and scene.path.answers.given(step.id)):
                blank.append(step)
            continue
        try:
            options = scene.options(step.id)
            answers[step.id] = parse(step, raw, options, scene.path.answers, scene.wording)
        except Problem as problem:
            faults[step.id] = Fault(problem.words, raw, problem.readings)
    if blank:
        _settle_blanks(scene, blank, answers, faults, form)
    return Gathered(answers, faults)


def _settle_blanks(
    scene: Scene, blank: list[Step], answers: dict[str, Held], faults: dict[str, Fault], form: bool
) -> None:
    """Leaves out what may be. Whether it may is known only with the other answers of the same form; one that
    has a fault counts as given, so that nobody is sent to a second field by a slip in the first."""
    guess = {
        **scene.state.answers,
        **answers,
        **dict.fromkeys(faults, "…"),
        **{it.id: SKIPPED for it in blank},
    }
    path = find_path(scene.flow, guess, scene.wording.facts)
    for step in blank:
        must = step.id in path.required
        if form and not path.has(step.id):
            continue
        if must or not (form or scene.path.answers.given(step.id)):
            faults[step.id] = Fault(blank_problem(step, not must, scene.wording))
        else:
            answers[step.id] = SKIPPED
