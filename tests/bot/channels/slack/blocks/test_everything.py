"""Whatever anybody is asked, shown or sent by itself: Slack takes it as a message and as a modal, and reads it back; and
of what was typed into a modal, nothing is posted.
"""

import json
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial

from bot.channels.slack.blocks import draw, home, read_action, read_submission, view
from bot.channels.slack.blocks.inputs import TYPED
from bot.channels.slack.placing import plan_in_view, plan_pressed
from dialogs.exchange.as_json import reply_to_json
from dialogs.exchange.limits import problems
from dialogs.exchange.message import Message
from dialogs.exchange.reply import Reply, Say
from dialogs.home import home as page
from dialogs.registry import CONVERSATIONS
from storage.queries import people
from storage.store import Store
from storage.unit import UnitOfWork
from supervision.work import Work
from tests.bot.channels.slack.rules import faults_of_blocks, faults_of_home, faults_of_view
from tests.bot.channels.slack.state import action, submission
from tests.scenarios.canary import CANARY
from tests.scenarios.canary_council import TODAY, keep_canary_council
from tests.scenarios.canary_walk import Walk, last, openings
from tests.scenarios.council import Policies
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


@dataclass
class InModals(Walk):
    """Somebody's way, answered in modals. `posted` is what would be posted that holds what they typed there, by title."""

    posted: list[str] = field(default_factory=list)

    async def _send(self, reply: Reply) -> None:
        if not isinstance(reply, Say):
            self.chat.keep = partial(self._placed, reply)
        await super()._send(reply)
        self.chat.keep = lambda _, messages: messages

    def _placed(self, reply: Reply, uow: UnitOfWork, messages: tuple[Message, ...]) -> tuple[Message, ...]:
        for card in {"", *(one.card for one in messages)}:
            in_view = plan_in_view(card, uow, self.chat.person_id, messages)
            in_chat = plan_pressed(card, reply, uow, self.chat.person_id, messages)
            for one in (*in_view.posts, *in_chat.posts):
                # A word in place of a day or a number can be typed in the chat alone: a modal has pickers.
                typed_there = any(asked.problem and asked.kind not in TYPED for asked in one.message.fields)
                if not typed_there and CANARY in json.dumps(one.drawn.blocks) + one.drawn.text:
                    self.posted.append(one.message.title)
        return messages


async def test_every_conversation_is_drawn_as_slack_takes_it(sqlite_store: Store, clock: Clock) -> None:
    clock.now = TODAY
    here = living(sqlite_store, clock)
    await sqlite_store.run(partial(keep_canary_council, here.policies, "z-"))
    messages: list[Message] = []
    flows = set()
    for person, opening in openings("z-"):
        walk = InModals(here.chat(person), last, as_form=True)
        await walk.through(opening)
        assert walk.posted == []
        messages += walk.seen
        flows |= {flow for flow, _ in walk.typed}
    await here.morning(date(2026, 12, 4))
    messages += [message for _, message in here.inbox.sent]
    assert any(CANARY in json.dumps(view(message)) for message in messages)
    # The few that are left ask what others ask.
    assert len(CONVERSATIONS.keys() - flows) < 5
    for message in messages:
        posted = draw(message)
        assert faults_of_blocks(posted.blocks) == []
        assert faults_of_view(view(message)) == []
        assert pressed(message) == sorted(_written(one.reply, set()) for one in message.buttons)
        # What people typed is in the modal, where it is shown, and in nothing that is posted.
        assert not message.private or CANARY not in json.dumps(posted.blocks) + posted.text


def _page(policies: Policies, person: str, uow: UnitOfWork) -> tuple[Message, ...]:
    return page(Work(uow, policies, person))


async def test_everybodys_home_tab_is_drawn_as_slack_takes_it_and_names_no_case(
    sqlite_store: Store, clock: Clock
) -> None:
    clock.now = TODAY
    here = living(sqlite_store, clock)
    await sqlite_store.run(partial(keep_canary_council, here.policies, "z-"))
    everyone = sqlite_store.read_now(lambda uow: [one.id for one in people.everyone(uow)])
    for day in (TODAY, TODAY + timedelta(days=60)):
        clock.now = day
        for person in everyone:
            messages = sqlite_store.read_now(partial(_page, here.policies, person))
            drawn = home(messages, "A note.")
            assert [fault for one in messages for fault in problems(one)] == []
            assert faults_of_home(drawn) == []
            assert "CB-" not in json.dumps(drawn)
            assert CANARY not in json.dumps(drawn)
