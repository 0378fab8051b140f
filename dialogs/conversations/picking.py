"""Which one? Asked only where there are several; where there is one, straight on."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from dialogs.conversations.conversation import Args, Conversation, Said, ask, say
from dialogs.engine.flow import Flow
from dialogs.engine.values import Answers
from dialogs.exchange.message import Option
from supervision.places import Place, places
from supervision.work import Work

_ONLY: Mapping[Place, str] = {
    "supervised": "This is for people who are supervised, and no supervisor is on record for you.",
    "supervises": "This is for people who supervise somebody, and you supervise nobody at the moment.",
    "delegates": "This is for people who supervise somebody, where their policy names whom a record is delegated to.",
    "records": "This is for people to whom a record may be delegated, and nobody's policy names your role for it.",
    "manages": "This is for people who manage supervisors, and you manage none at the moment.",
}


@dataclass(frozen=True, slots=True)
class Pick:
    """A command's first step: `options` finds what there is to choose from, `then` goes on with the one chosen, and
    `none` is said where there is nothing. Somebody who has neither place that it is for (`whose`, `also`) is told whose it
    is instead, and what else they can do (`instead`).
    """

    flow: Flow
    options: Callable[[Work], Sequence[Option]]
    then: Callable[[Work, str], Said]
    none: str
    whose: Place | None = None
    also: Place | None = None
    instead: str = ""

    def start(self, work: Work) -> Said:
        """The one there is, or a choice between several."""
        found = self.options(work)
        if not found:
            only = self.whose is not None and not {self.whose, self.also} & places(work)
            return say(f"{_ONLY[self.whose]} {self.instead}".strip() if self.whose and only else self.none)
        return self.then(work, found[0].value) if len(found) == 1 else ask(self.flow.id)

    @property
    def conversation(self) -> Conversation:
        """The choice as a conversation of its own."""
        return Conversation(self.flow, self._facts, self._chosen)

    def _facts(self, work: Work, args: Args) -> Mapping[str, object]:
        return {"options": tuple(self.options(work))}

    def _chosen(self, work: Work, args: Args, answers: Answers) -> Said:
        return self.then(work, answers.text("chosen"))
