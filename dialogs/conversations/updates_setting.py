"""Turning the 10-minute update on or off for somebody one supervises. It is off until then."""

from collections.abc import Mapping
from typing import Final

from dialogs.conversations.conversation import Args, Conversation, Said, Topic, ask, say
from dialogs.conversations.picking import Pick
from dialogs.engine.values import Answers
from dialogs.exchange.message import Option
from dialogs.flows.update import UPDATES_ON
from dialogs.flows.which import pick_flow
from dialogs.wording.phrases import done, name_of
from supervision import access, mine
from supervision.updates import setting
from supervision.work import Work

NOBODY: Final = "Your supervisor turns 10-minute updates with you on or off."


def _turn_off(work: Work, supervisee_id: str) -> Said:
    supervisee = setting.turn_off(work, supervisee_id)
    text = f"10-minute updates with {supervisee.name} are off. What was kept of earlier ones stays."
    return say(done(work, "Updates are off", text))


def _on_facts(work: Work, args: Args) -> Mapping[str, object]:
    supervisee = access.supervisee(work, args["supervisee"])
    return {
        "supervisee_name": supervisee.name,
        "usual_minutes": str(setting.usual(work, supervisee).clarify_minutes),
    }


def _turned_on(work: Work, args: Args, answers: Answers) -> Said:
    agreed = setting.turn_on(work, args["supervisee"], answers.number("clarify"))
    name = name_of(work, args["supervisee"])
    text = (
        f"10-minute updates with {name} are on: {agreed.minutes} minutes a case, then {agreed.clarify_minutes} for "
        f'questions. {name} reads so when a session is booked and when reminded to prepare. In the session, type "update".'
    )
    return say(done(work, "Updates are on", text))


ON_WHICH: Final = Pick(
    pick_flow("updates_on_which", "10-minute updates", "For whom do you turn updates on?", "Person"),
    lambda work: [Option(one.id, one.name) for one in mine.supervisees(work)],
    lambda work, chosen: ask(UPDATES_ON.id, supervisee=access.supervisee(work, chosen).id),
    "You supervise nobody at the moment.",
    "supervises",
    instead=NOBODY,
)
OFF_WHICH: Final = Pick(
    pick_flow(
        "updates_off_which",
        "10-minute updates",
        "For whom do you turn updates off?",
        "Person",
        finish="Turn updates off",
    ),
    lambda work: [Option(one.id, one.name) for one in setting.supervisees(work, on=True)],
    _turn_off,
    "10-minute updates are on for nobody you supervise.",
    "supervises",
)
TOPIC = Topic(
    conversations=(
        ON_WHICH.conversation,
        OFF_WHICH.conversation,
        Conversation(UPDATES_ON, _on_facts, _turned_on),
    ),
    commands={"updates on": ON_WHICH.start, "updates off": OFF_WHICH.start},
    whose={"updates on": ("supervises",), "updates off": ("supervises",)},
    help={
        "updates on": "Turn 10-minute updates on for somebody you supervise, or set how long questions take",
        "updates off": "Turn them off again",
    },
)
