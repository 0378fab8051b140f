"""What is private stands in no chat: it is answered to whoever pressed, and to nobody else."""

from collections.abc import Callable
from datetime import date

from bot.channels.on_request import as_one
from dialogs.exchange.message import Fact, Message
from storage.queries import cpd
from storage.store import Store
from tests.bot.channels.teams.card_schema import faults
from tests.bot.channels.teams.client import Client, says
from tests.bot.channels.teams.people import ANN, SAM
from tests.bot.channels.teams.service import Service
from tests.bot.channels.teams.test_talk import WORRY, at_the_check

As = Callable[[str], Client]
FELT = "how ann felt about it"


async def test_a_reflection_typed_into_a_card_is_handed_back_in_the_answer_alone(
    as_person: As, service: Service
) -> None:
    ann = as_person(ANN)
    await ann.say("reflect")
    seen = await ann.answer("Save and continue", said=FELT)
    seen = await seen.press("Save and continue", whose="mine")
    seen = await seen.press("Save and continue", against="2,8")
    seen = await seen.press("Save and continue", cpd="yes")
    assert FELT in says(seen.card)
    assert "Undo" in seen.labels
    assert faults(seen.card) == []
    assert FELT not in str(service.messages)


async def test_a_reflection_whose_last_answer_is_typed_is_handed_back_once_its_button_is_pressed(
    as_person: As, service: Service, sqlite_store: Store
) -> None:
    ann = as_person(ANN)
    await ann.say("reflect")
    seen = await ann.answer("Save and continue", said=FELT)
    seen = await seen.press("Save and continue", whose="mine")
    await seen.press("Save and continue", against="2,8")
    (posted,) = await ann.say("yes")
    assert "not kept in the chat" in says(posted)
    assert sqlite_store.read_now(lambda uow: cpd.entries(uow, ANN, date.min)) == []
    seen = await ann.answer("Save and continue")
    assert FELT in says(seen.card)
    assert "Undo" in seen.labels
    assert FELT not in str(service.messages)


async def test_a_record_of_development_is_exported_in_the_answer_alone(
    as_person: As, service: Service
) -> None:
    ann = as_person(ANN)
    await ann.say("cpd")
    seen = await ann.answer("Add an entry")
    seen = await seen.press("Save and continue", kind="training")
    seen = await seen.press("Save and continue")
    await seen.press("Add it", said=FELT)
    await ann.say("cpd")
    seen = await (await ann.answer("As text")).press("Get the text")
    assert FELT in says(seen.card)
    assert FELT not in str(service.messages)


async def test_a_note_of_oversight_stands_in_no_chat(as_person: As, service: Service) -> None:
    sam = as_person(SAM)
    await sam.say("oversight")
    seen = await sam.answer("Continue", case="case-EX-1")
    seen = await seen.press("Save and continue", at="between")
    seen = await seen.press("Save and continue")
    seen = await seen.press("Note it", decided=FELT)
    assert FELT in says(seen.card)
    assert FELT not in str(service.messages)


async def test_what_was_prepared_and_is_asked_for_by_typing_is_shown_on_request(
    as_person: As, service: Service
) -> None:
    ann = as_person(ANN)
    await (await at_the_check(ann)).press("Save preparation")
    posted, *_ = await ann.say("export")
    assert "not kept in the chat" in says(posted)
    assert "EX-1" not in str(posted)
    seen = await ann.answer("Show")
    assert WORRY in says(seen.card)
    assert WORRY not in str(service.messages)


def test_several_private_texts_in_one_card_lose_nothing() -> None:
    pages = tuple(Message(f"page {one}", title="T", facts=(Fact("Said", f"words {one}"),)) for one in (1, 2))
    assert [fact.value for fact in as_one(pages).facts] == ["page 1", "words 1", "page 2", "words 2"]
