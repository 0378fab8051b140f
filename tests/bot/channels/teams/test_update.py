"""A 10-minute update on Teams: started, listened to and shown by cards, and nothing that was typed stays in the chat."""

import json
from collections.abc import Callable, Mapping

from storage.store import Store
from supervision.policy import Policy
from supervision.updates import setting
from supervision.work import Work
from tests.bot.channels.teams.card_schema import faults
from tests.bot.channels.teams.client import Client, says
from tests.bot.channels.teams.people import ANN, SAM, SESSION_AT
from tests.bot.channels.teams.service import Service
from tests.support.stores import Clock

As = Callable[[str], Client]
QUESTION = "what sam wants to ask"


async def test_who_listens_keeps_a_question_and_reads_it_once_time_is_up(
    as_person: As, service: Service, sqlite_store: Store, policies: Mapping[str, Policy], clock: Clock
) -> None:
    await sqlite_store.run(lambda uow: setting.turn_on(Work(uow, policies, SAM), ANN))
    clock.now = SESSION_AT
    sam, ann = as_person(SAM), as_person(ANN)
    await sam.say("update")
    await sam.answer("Start: EX-1")
    assert [fault for card in sam.cards for fault in faults(card)] == []
    await sam.answer("Keep for afterwards", questions=QUESTION)
    assert "Kept so far: 1" in says(sam.card_with("Keep for afterwards"))

    await ann.say("update")
    assert "You have the floor" in says(ann.card_with("Pause"))
    await ann.answer("Stop")
    # Sam's card is from before: it changes nothing, and shows where it stands.
    stale = await sam.press("Pause")
    await sam.settle()
    assert "Start clarifying questions" in json.dumps(stale) + json.dumps(sam.cards)
    shown = await sam.press("Show what I kept")
    assert QUESTION in json.dumps(shown)
    assert QUESTION not in json.dumps(list(service.messages.values()))
