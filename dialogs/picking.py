"""Which one? Asked only where there are several; where there is one, straight on."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from dialogs.conversation import Args, Conversation, Said, ask, say
from dialogs.flow import Choice, Flow
from dialogs.message import Option
from dialogs.values import Answers
from supervision.work import Work


@dataclass(frozen=True, slots=True)
class Pick:
    """A command's first step: `options` finds what there is to choose from, `then` goes on with the one chosen, and
    `none` is said where there is nothing.
    """

    flow: Flow
    options: Callable[[Work], Sequence[Option]]
    then: Callable[[Work, str], Said]
    none: str

    def start(self, work: Work) -> Said:
        """The one there is, or a choice between several."""
        found = self.options(work)
        if not found:
            return say(self.none)
        return self.then(work, found[0].value) if len(found) == 1 else ask(self.flow.id)

    @property
    def conversation(self) -> Conversation:
        """The choice as a conversation of its own."""
        return Conversation(self.flow, self._facts, self._chosen)

    def _facts(self, work: Work, args: Args) -> Mapping[str, object]:
        return {"options": tuple(self.options(work))}

    def _chosen(self, work: Work, args: Args, answers: Answers) -> Said:
        return self.then(work, answers.text("chosen"))


def pick_flow(flow_id: str, title: str, question: str, label: str) -> Flow:
    """The flow of a Pick: one question, given up rather than kept when it is left."""
    return Flow(
        id=flow_id,
        version=1,
        steps=(Choice("chosen", options="options"),),
        facts=("options",),
        resumable=False,
        words={
            "title": title,
            "summary": title,
            "chosen": question,
            "chosen.label": label,
            "read": "{label}",
            "finished": "You chose:",
        },
    )
