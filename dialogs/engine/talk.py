"""One turn of one conversation: what each thing a person can do does to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dialogs.engine.check_answers import preview, read_back
from dialogs.engine.fields import blank_problem, editable, is_blank
from dialogs.engine.flow import Flow, LongText, Review, Step, Text
from dialogs.engine.gather import gather
from dialogs.engine.outcomes import Advance, Discarded, Finished, Kept, Left, Outcome
from dialogs.engine.path import find_path
from dialogs.engine.prompts import Fault, prompt
from dialogs.engine.scene import Scene
from dialogs.engine.state import Mode, State
from dialogs.engine.values import SKIPPED, Answers, Facts, Held
from dialogs.engine.words import Wording
from dialogs.errors import FlowError, StateError
from dialogs.exchange import sizes
from dialogs.exchange.immutable import value
from dialogs.exchange.message import Fact, Message
from dialogs.exchange.reply import Values
from dialogs.exchange.text import clean, cut

_WITH_FIELDS = ("save", "back", "preview", "form", "questions", "stop")


@value
class Talk:
    """The conversation so far in this turn, and what has come of the turn up to here."""

    scene: Scene
    outcomes: tuple[Outcome, ...] = ()
    understood: tuple[Fact, ...] = ()

    @staticmethod
    def of(flow: Flow, state: State, facts: Facts) -> Talk:
        """Raises StateError for a state of another flow or version, FlowError when a fact is missing."""
        if (state.flow, state.flow_version) != (flow.id, flow.version):
            raise StateError(f"a kept conversation is not of flow {flow.id} version {flow.version}")
        known = {**state.args, **facts}
        if not flow.reads <= known.keys():
            missing = sorted(flow.reads - known.keys())
            raise FlowError(flow.id, [f"{name} is not among the facts or arguments" for name in missing])
        return Talk(Scene(flow, state, find_path(flow, state.answers, known), Wording(flow.all_words, known)))

    @property
    def state(self) -> State:
        return self.scene.state

    def placed(self) -> Talk:
        """At a step that applies: facts may have changed since it was asked."""
        path = self.scene.path
        if path.has(self.state.step) or not path.steps:
            return self
        return self.at(path.open or [*path.steps][-1], "form" if self.state.mode == "form" else "one")

    def at(self, step: str, mode: Mode) -> Talk:
        """Asking another step, or in another way: a new prompt, so a new version."""
        scene = self.scene
        asking = Scene(scene.flow, self.state.asking(step, mode), scene.path, scene.wording)
        return Talk(asking, self.outcomes, self.understood)

    def stay(
        self,
        lines: tuple[str, ...] = (),
        facts: tuple[Fact, ...] = (),
        faults: Mapping[str, Fault] | None = None,
    ) -> Advance:
        """Shows the present prompt; ``facts`` are what a person typed that was not saved."""
        asked = prompt(self.scene, lines, (*facts, *self.understood), faults)
        return self._shows(replace(asked, private=True) if facts else asked)

    def go_on(self, lines: tuple[str, ...] = ()) -> Advance:
        """To the first step that is not settled, or to the end."""
        flow, path = self.scene.flow, self.scene.path
        if path.open:
            form = self.state.mode == "form" and path.open in flow.form
            return self.at(path.open, "form" if form else "one").stay(lines)
        answers = {step: it for step, it in path.answers.items() if not isinstance(flow.step(step), Review)}
        last = (self.scene.last("finished", self.understood),) if "finished" in flow.words else ()
        outcomes = (*self.outcomes, Finished(Answers(answers)))
        return Advance(None, last, outcomes, self.state.card_id, self.state, lines)

    def do(self, what: str, values: Values, lines: tuple[str, ...] = ()) -> Advance:
        """What a button or a typed command asks for. Fields that came along are kept first: nobody loses half
        an answer by going back or stopping. ``lines`` are said first once what was typed is saved."""
        talk = self
        if what == "stop" and not self.scene.flow.resumable:
            return self.stop(())
        if what in _WITH_FIELDS:
            got = gather(self.scene, values, saving=what == "save")
            talk = self.keep(got.answers)
            if what == "stop":
                return talk.stop(self.not_saved(values, tuple(got.faults)))
            if got.faults:
                return talk.stay(faults=got.faults)
        return talk.act(what, values, lines)

    def act(self, what: str, values: Values, lines: tuple[str, ...] = ()) -> Advance:
        """The same, once the fields are kept. What is not known shows the present prompt."""
        match what:
            case "save":
                return self.go_on(lines)
            case "skip":
                return self._skip()
            case "back":
                return self._back()
            case "preview" if self.scene.answered():
                return self._shows(preview(self.scene))
            case "preview":
                return self.stay((self.scene.wording("no_preview"),))
            case "form":
                return self._form()
            case "questions":
                return self.at(self.state.step, "one").go_on() if self.state.mode == "form" else self.stay()
            case "change":
                return self._change(values.get("what", ""))
            case "confirm":
                return self._confirm()
        return self.stay()

    def not_saved(self, values: Values, steps: tuple[str, ...] | None = None) -> tuple[Fact, ...]:
        """Typed text that is not kept, to be shown back rather than lost."""
        flow, kept = self.scene.flow, self.state.answers
        sent = []
        for name, raw in values.items():
            typed = isinstance(flow.by_id.get(name), Text | LongText) and (steps is None or name in steps)
            if typed and isinstance(raw, str) and not is_blank(raw) and clean(raw).strip() != kept.get(name):
                sent.append(clean(raw).strip())
        return (Fact(self.scene.wording("sent"), cut("\n\n".join(sent), sizes.SENT)),) if sent else ()

    def _shows(self, message: Message) -> Advance:
        return Advance(self.state, (message,), self.outcomes, self.state.card_id)

    def keep(self, answers: Mapping[str, Held]) -> Talk:
        """With new answers. A changed answer takes the confirmation of the check back."""
        flow, state, wording = self.scene.flow, self.state, self.scene.wording
        before = state.answers
        new = {step: value for step, value in answers.items() if value != before.get(step)}
        if not new:
            return self
        if len(new) > 1:
            # In the order of the steps, in which they are applied.
            new = {step: new[step] for step in flow.by_id if step in new}
        kept = {**before, **new}
        if flow.review in kept and not flow.form.keys().isdisjoint(new):
            del kept[flow.review]
        path = find_path(flow, kept, wording.facts)
        scene = Scene(flow, state.answered(kept), path, wording)
        outcomes = [Kept(step, value) for step, value in new.items()]
        understood = [read_back(scene, step, value) for step, value in new.items() if path.has(step)]
        return Talk(scene, (*self.outcomes, *outcomes), tuple([it for it in understood if it]))

    def _skip(self) -> Advance:
        step, path, say = self.scene.flow.step(self.state.step), self.scene.path, self.scene.wording
        if self.state.mode == "form":
            return self.stay((say("in_form"),))
        if isinstance(step, Review):
            return self.stay((say("nothing_to_skip"),))
        if path.answers.given(step.id):
            return self.go_on()
        if step.id in path.required:
            return self.stay(faults={step.id: self._must(step)})
        return self.keep({step.id: SKIPPED}).go_on()

    def _must(self, step: Step) -> Fault:
        """Why a step cannot be skipped. What stands in its field at first goes on standing there."""
        say = self.scene.wording
        stands = editable(say.facts.get(step.default), say)
        if is_blank(stands):
            return Fault(blank_problem(step, False, say))
        return Fault(say("stands", onward=self.scene.onward().label), stands)

    def _back(self) -> Advance:
        if self.state.mode == "form":
            return self.at(self.state.step, "one").go_on()
        if self.state.mode == "finish":
            return self.at(self.state.step, "one").stay()
        earlier = self.scene.path.before(self.state.step)
        return (
            self.at(earlier.id, "one").stay()
            if earlier
            else self.stay((self.scene.wording("nothing_before"),))
        )

    def _form(self) -> Advance:
        if len(self.scene.formable()) < 2:
            return self.stay((self.scene.wording("no_form"),))
        return self.stay() if self.state.mode == "form" else self.at(self.state.step, "form").stay()

    def _change(self, what: str | tuple[str, ...]) -> Advance:
        if isinstance(what, str) and any(option.value == what for option in self.scene.changeable()):
            return self.at(what, "one").stay()
        return self.stay((self.scene.wording("blank.choice"),))

    def _confirm(self) -> Advance:
        here = self.scene.flow.step(self.state.step)
        if isinstance(here, Review) and self.state.mode == "one" and self.scene.path.open == here.id:
            return self.keep({here.id: True}).go_on()
        return self.go_on() if isinstance(here, Review) else self.stay()

    def stop(self, not_saved: tuple[Fact, ...]) -> Advance:
        """Leaves for now, or gives up what is not to be taken up again."""
        if self.scene.flow.resumable:
            left = self.scene.left(not_saved)
            parked = replace(self.state, parked=True)
            return Advance(parked, (left,), (*self.outcomes, Left()), self.state.card_id)
        return Advance(
            None, (self.scene.last("given_up"),), (*self.outcomes, Discarded()), self.state.card_id
        )
