"""Whatever anybody is asked, shown or sent by itself: Slack takes it as a message and as a modal, and reads it back."""

import json
from datetime import date
from functools import partial

from bot.channels.slack.blocks import draw, read_action, read_submission, view
from dialogs.as_json import reply_to_json
from dialogs.message import Message
from dialogs.registry import CONVERSATIONS
from dialogs.reply import Reply
from storage.store import Store
from tests.bot.channels.slack.rules import faults_of_blocks, faults_of_view
from tests.bot.channels.slack.state import action, submission
from tests.scenarios.canary import CANARY
from tests.scenarios.canary_council import TODAY, keep_canary_council
from tests.scenarios.canary_walk import Walk, last, openings
from tests.scenarios.house import living
from tests.support.stores import Clock


def pressed(message: Message) -> list[str]:
    """What every button of a message says in the modal, but for what stands in the inputs."""
    shown = view(message)
    said = [read_submission(submission(shown, {})).reply] if "submit" in shown else []
    blocks = shown["blocks"]
    assert isinstance(blocks, list)
    rows = [block["elements"] for block in blocks if block["type"] == "actions"]
    for row in rows:
        said += [read_action(action(shown, one["text"]["text"], {})).reply for one in row]
    return sorted(_written(one, {field.name for field in message.fields}) for one in said)


def _written(reply: Reply, fields: set[str]) -> str:
    ((kind, said),) = reply_to_json(reply).items()
    assert isinstance(said, dict)
    values = {name: value for name, value in said["values"].items() if name not in fields}
    return json.dumps({kind: {**said, "values": values}})


async def test_every_conversation_is_drawn_as_slack_takes_it(sqlite_store: Store, clock: Clock) -> None:
    clock.now = TODAY
    here = living(sqlite_store, clock)
    await sqlite_store.run(partial(keep_canary_council, here.policies, "z-"))
    messages: list[Message] = []
    flows = set()
    for person, opening in openings("z-"):
        walk = Walk(here.chat(person), last, as_form=True)
        await walk.through(opening)
        messages += walk.seen
        flows |= {flow for flow, _ in walk.typed}
    await here.morning(date(2026, 12, 4))
    messages += [message for _, message in here.inbox.sent]
    # The few that are left ask what others ask.
    assert len(CONVERSATIONS.keys() - flows) < 5
    for message in messages:
        posted = draw(message)
        assert faults_of_blocks(posted.blocks) == []
        assert faults_of_view(view(message)) == []
        assert pressed(message) == sorted(_written(one.reply, set()) for one in message.buttons)
        # What people typed is in the modal, where it is shown, and in nothing that is posted.
        assert not message.private or CANARY not in json.dumps(posted.blocks) + posted.text
