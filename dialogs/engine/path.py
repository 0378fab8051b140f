"""The way through a flow under given answers and facts: which steps apply, must be answered, are settled."""

from __future__ import annotations

from collections.abc import Mapping

from dialogs.engine.flow import Flow, Review, Step
from dialogs.engine.options import Offered, offered
from dialogs.engine.steps import CHOOSING
from dialogs.engine.values import SKIPPED, Answers, Facts, Held
from dialogs.exchange.immutable import value
from dialogs.exchange.message import Option


@value
class Path:
    """The way, as it is now.

    steps     those that apply, by id and in order, up to a Review that is not confirmed
    answers   the answers to those steps alone: one kept at a step that no longer applies counts for nothing
    required  those that must be answered, given the answers before them
    offered   what can be chosen at each where something is chosen
    open      the first step that is not settled, or "": not reached, skipped though it must be answered, or
              answered with an option no longer there
    """

    steps: Mapping[str, Step]
    answers: Answers
    required: frozenset[str]
    offered: Mapping[str, Offered]
    open: str

    def has(self, step: str) -> bool:
        """Whether the step applies."""
        return step in self.steps

    def before(self, step: str) -> Step | None:
        """The step one would go back to."""
        found = None
        for it in self.steps.values():
            if it.id == step:
                return found
            found = it
        return None

    def skippable(self, step: Step) -> bool:
        """Whether one may leave the step as it is."""
        return not isinstance(step, Review) and (step.id not in self.required or self.answers.given(step.id))


def find_path(flow: Flow, answers: Mapping[str, Held], facts: Facts) -> Path:
    """The path now. Conditions read earlier steps only, so one pass over the steps finds it. What comes after a Review is
    not looked at before that is confirmed.
    """
    steps: dict[str, Step] = {}
    effective: dict[str, Held] = {}
    # Conditions see the answers as far as they are found.
    so_far = Answers(effective)
    required: set[str] = set()
    choices: dict[str, Offered] = {}
    first_open = ""
    for name, step in flow.by_id.items():
        if step.when is not None and not step.when.holds(so_far, facts):
            continue
        must = step.required if isinstance(step.required, bool) else step.required.holds(so_far, facts)
        value = answers.get(name)
        if isinstance(step, CHOOSING):
            choices[name] = offered(step, so_far, facts)
            if not choices[name] and not must:
                continue
            if value is not None and value is not SKIPPED and not _is_among(value, choices[name]):
                value = None
        steps[name] = step
        if must:
            required.add(name)
        if value is not None:
            effective[name] = value
        if not first_open and (value is None or (must and value is SKIPPED)):
            first_open = name
        if value is None and name == flow.review:
            break
    return Path(steps, so_far, frozenset(required), choices, first_open)


def _is_among(value: Held, found: Offered) -> bool:
    values = {it.value if isinstance(it, Option) else it for it in found}
    return values.issuperset(value) if isinstance(value, tuple) else value in values
