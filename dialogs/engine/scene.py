"""All that the messages of a running conversation are drawn from, and what they have in common."""

from __future__ import annotations

from functools import lru_cache

from dialogs.engine.flow import Flow, Step
from dialogs.engine.options import labelled
from dialogs.engine.path import Path
from dialogs.engine.state import State
from dialogs.engine.words import Wording
from dialogs.exchange import sizes
from dialogs.exchange.immutable import value
from dialogs.exchange.message import Button, Fact, Field, Message, Option, Style
from dialogs.exchange.reply import Answer
from dialogs.exchange.text import cut


@value
class Scene:
    """A conversation as it stands: its flow and state, the way these give, and its words."""

    flow: Flow
    state: State
    path: Path
    wording: Wording

    def options(self, step: str) -> tuple[Option, ...]:
        """What can be chosen at a step, nothing where nothing is chosen."""
        found = self.path.offered.get(step)
        return labelled(step, found, self.wording) if found else ()

    def left(self, facts: tuple[Fact, ...] = ()) -> Message:
        """Stopped for now, with the way back in."""
        back_in = (self.button("carry_on", "show", "primary"),)
        return self.message(self.wording("left"), facts, buttons=back_in, private=bool(facts))

    def last(self, key: str, facts: tuple[Fact, ...] = ()) -> Message:
        """Words with which nothing more is asked."""
        return self.message(self.wording(key), facts)

    def changeable(self) -> tuple[Option, ...]:
        """The answers there are before the review, by step id, to choose one to change."""
        answered = self.path.answers.kept
        reached = [step for name, step in self.flow.form.items() if name in answered]
        return tuple([Option(step.id, cut(self.short(step), sizes.OPTION_LABEL)) for step in reached])

    def formable(self) -> tuple[Step, ...]:
        """The steps of the form, if the conversation stands before or at its review."""
        form, applies = self.flow.form, self.path.steps
        if self.state.step not in form and self.state.step != self.flow.review:
            return ()
        return tuple([step for name, step in form.items() if name in applies])

    def previewable(self) -> bool:
        """Whether there is something to look at before the review."""
        return bool(self.flow.review) and self.answered()

    def answered(self) -> bool:
        """Whether anything is answered yet."""
        return any(map(self.path.answers.given, self.flow.form))

    def progress(self, step: Step) -> tuple[str, ...]:
        """Question 2 of 4, where there is more than one to count."""
        if self.state.mode == "form" or step.id not in self.flow.counted:
            return ()
        applies = self.path.steps
        counted = [it for it in self.flow.counted if it in applies]
        if step.id not in counted or len(counted) < 2:
            return ()
        return (_how_far(self.wording.words["progress"], counted.index(step.id) + 1, len(counted)),)

    def short(self, step: Step) -> str:
        """A name for the answer to a step."""
        return cut(self.wording(f"{step.id}.label") or self.wording(step.id), sizes.FIELD_LABEL)

    def message(
        self,
        text: str,
        facts: tuple[Fact, ...] = (),
        fields: tuple[Field, ...] = (),
        buttons: tuple[Button, ...] = (),
        private: bool = False,
        progress: tuple[str, ...] | None = None,
    ) -> Message:
        """A message of this conversation, on its card. Its summary holds nothing that was typed."""
        say = self.wording
        how_far = self.progress(self.flow.step(self.state.step)) if progress is None else progress
        summary = " · ".join((say("summary"), *how_far))
        return Message(
            cut(text, sizes.TEXT), cut(say("title"), sizes.TITLE), facts, fields, buttons,
            summary, self.state.card_id, private,
        )  # fmt: skip

    def stop(self, collects: bool = False) -> Button:
        """The way out: for now, or for good where nothing is taken up again."""
        return self.button(
            "stop" if self.flow.resumable else "give_up", "stop", collects=collects and self.flow.resumable
        )

    def onward(self) -> Button:
        """The way on: named for what it does where nothing is asked after it and the flow has words for that; else that it
        saves, where what is answered is kept before the end.
        """
        key = "save" if self.flow.resumable else "go_on"
        if "finish" in self.flow.words and self._is_last():
            key = "finish"
        return self.button(key, "save", "primary", collects=True)

    def _is_last(self) -> bool:
        """Whether nothing is asked after this, as far as it is known before it is answered."""
        if self.state.mode == "finish":
            return True
        if self.state.mode == "form":
            return not self.flow.review
        return self.path.has(self.state.step) and self.state.step == [*self.path.steps][-1]

    def button(self, key: str, do: str, style: Style = "plain", collects: bool = False) -> Button:
        """A button with these words that does something to the conversation."""
        state = self.state
        reply = Answer(state.flow, state.step, state.version, {"do": do})
        label = self.flow.labels.get(key)
        if label is None:
            label = cut(self.wording(key), sizes.BUTTON_LABEL)
        return Button(label, reply, style, collects)

    def answer(self, **values: str) -> Answer:
        """A reply to the present prompt."""
        return Answer(self.flow.id, self.state.step, self.state.version, values)


# Everybody is asked question 2 of 4.
@lru_cache(maxsize=1_000)
def _how_far(words: str, place: int, count: int) -> str:
    return words.format(place=place, count=count)
