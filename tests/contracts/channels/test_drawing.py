"""What every channel shows of a message, and what it sends back of it."""

from dataclasses import replace

import pytest

from dialogs.exchange.limits import problems
from dialogs.exchange.message import Button, Fact, Field, Message
from dialogs.exchange.reply import Answer, Press, Say
from tests.bot.channels.teams.messages import CANCEL, EVERYTHING, FIELDS, OPTIONS, SAVE, STOP
from tests.contracts.channels.scripted import Scripted
from tests.contracts.channels.someone import Shown, Someone
from tests.support.stores import Clock

MARKUP = (
    "**bold** [link](https://example.org) <b>b</b> & &lt; {{DATE(2026-11-24T00:00:00Z,SHORT)}} 🙂 ' \" \\"
)
CHANGED: dict[str, str | tuple[str, ...]] = {
    "line": "another, with a comma",
    "lines": "three\nlines\nof it",
    "day": "2026-12-01",
    "hour": "11:30",
    "when": "2026-12-01T11:30",
    "count": "12",
    "which": "a,b",
    "several": ("a,b", "c%d"),
    "sure": "yes",
}


async def shown(someone: Someone, scripted: Scripted, message: Message) -> Shown:
    """Have a message shown."""
    assert problems(message) == []
    scripted.says = [message]
    await someone.say("anything")
    return (await someone.chat())[-1]


async def test_what_is_typed_arrives_as_it_was_typed(reader: Someone, scripted: Scripted) -> None:
    for text in ("due", MARKUP, "two\nlines", "x" * 3000):
        await reader.say(text)
        heard = scripted.heard[-1].reply
        assert isinstance(heard, Say)
        assert heard.text == text
        assert scripted.heard[-1].person_id == "ann"


async def test_every_part_of_a_message_is_shown(reader: Someone, scripted: Scripted) -> None:
    found = await shown(reader, scripted, EVERYTHING)
    for words in (
        "A title",
        "What is asked.",
        "A second paragraph",
        "Due: Friday 27 November 2026",
        "Up to 3,000",
    ):
        assert words in found.words
    assert found.buttons == tuple(one.label for one in EVERYTHING.buttons)
    assert len(found.labels) >= len(FIELDS)
    for option in OPTIONS:
        assert option.label in found.words


async def test_markup_is_shown_as_it_was_typed(reader: Someone, scripted: Scripted) -> None:
    message = Message(MARKUP, title="Title", facts=(Fact("Typed", MARKUP),), summary="S")
    assert (await shown(reader, scripted, message)).words.count(MARKUP) == 2


async def test_fields_left_alone_come_back_as_they_were_shown(reader: Someone, scripted: Scripted) -> None:
    found = await shown(reader, scripted, EVERYTHING)
    await reader.press(found, "Save and continue")
    expected = {**{field.name: field.value for field in FIELDS}, "do": "save"}
    assert scripted.heard[-1].reply == Answer("flow", "step", 3, expected)


async def test_fields_that_were_changed_come_back_changed(reader: Someone, scripted: Scripted) -> None:
    found = await shown(reader, scripted, EVERYTHING)
    await reader.press(found, "Save and continue", **CHANGED)
    assert scripted.heard[-1].reply == Answer("flow", "step", 3, {**CHANGED, "do": "save"})


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.kind)
async def test_a_field_that_was_emptied_comes_back_empty(
    reader: Someone, scripted: Scripted, field: Field
) -> None:
    found = await shown(reader, scripted, Message("Text", fields=(field,), buttons=(SAVE,), summary="S"))
    empty: str | tuple[str, ...] = () if field.kind == "choices" else ""
    await reader.press(found, "Save and continue", **{field.name: empty})
    reply = scripted.heard[-1].reply
    assert isinstance(reply, Answer)
    assert reply.values == {field.name: empty, "do": "save"}


@pytest.mark.parametrize("field", [one for one in FIELDS if not one.options], ids=lambda field: field.kind)
async def test_a_problem_is_shown_with_what_was_typed(
    reader: Someone, scripted: Scripted, field: Field
) -> None:
    wrong = replace(field, value="not what was wanted", problem="Put this right")
    if field.kind == "yes_no":
        wrong = replace(wrong, value="")
    found = await shown(reader, scripted, Message("Text", fields=(wrong,), buttons=(SAVE,), summary="S"))
    assert "Put this right" in found.words
    assert str(wrong.value) in found.words


async def test_a_button_that_collects_nothing_sends_nothing(reader: Someone, scripted: Scripted) -> None:
    found = await shown(reader, scripted, EVERYTHING)
    await reader.press(found, STOP.label)
    assert scripted.heard[-1].reply == STOP.reply


async def test_a_button_on_a_subject_says_which_and_in_which_version(
    reader: Someone, scripted: Scripted
) -> None:
    found = await shown(reader, scripted, EVERYTHING)
    await reader.press(found, CANCEL.label)
    assert scripted.heard[-1].reply == Press("cancel-session", "01SESSION", 2)


async def test_what_comes_of_a_button_takes_the_place_of_its_card(
    reader: Someone, scripted: Scripted, clock: Clock
) -> None:
    first = await shown(reader, scripted, Message("First", buttons=(CANCEL,), card="a", summary="S"))
    clock.move(seconds=1)
    await shown(reader, scripted, Message("Second", card="b", summary="S"))
    scripted.says = [Message("Third", card="a", summary="S")]
    await reader.press(first, CANCEL.label)
    assert [one.words.strip() for one in await reader.chat()] == ["Third", "Second"]


async def test_what_comes_of_typing_stands_below_and_is_the_only_one_to_press(
    reader: Someone, scripted: Scripted, clock: Clock
) -> None:
    for words in ("First", "Second"):
        await shown(reader, scripted, Message(words, buttons=(CANCEL,), card="a", summary="S"))
        clock.move(seconds=1)
    chat = await reader.chat()
    assert "Second" in chat[-1].words
    assert [one.words for one in chat if one.buttons] == [chat[-1].words]


async def test_messages_without_a_card_stand_below_each_other(reader: Someone, scripted: Scripted) -> None:
    await shown(reader, scripted, Message("First", title="T", summary="S"))
    await shown(reader, scripted, Message("First", title="T", summary="S"))
    assert len(await reader.chat()) == 2


async def test_several_messages_stand_in_their_order(reader: Someone, scripted: Scripted) -> None:
    scripted.says = [Message("One"), Message("Two", title="T"), Message("Three", card="c", summary="S")]
    await reader.say("anything")
    assert [
        "One" in one.words or "Two" in one.words or "Three" in one.words for one in await reader.chat()
    ] == [True] * 3
    assert "Three" in (await reader.chat())[-1].words


async def test_the_largest_message_is_shown(reader: Someone, scripted: Scripted) -> None:
    facts = tuple(Fact(f"Answer {number}", "x" * 2_300) for number in range(4))
    buttons = tuple(Button("x" * 74 + str(number), Press("why", "x" * 200, 1)) for number in range(6))
    found = await shown(
        reader, scripted, Message("x" * 2_000, facts=facts, buttons=buttons, summary="S", card="c")
    )
    assert found.words.count("x") >= 4 * 2_300 + 2_000
    assert len(found.buttons) == 6


async def test_who_is_told_that_it_was_not_saved_can_say_it_again(
    reader: Someone, scripted: Scripted
) -> None:
    scripted.fails = True
    told = ""
    try:
        await reader.say("due")
    except AssertionError as answered:
        # The page says it in the answer itself, the others in the chat.
        told = str(answered)
    told += " ".join(one.words for one in await reader.chat())
    assert "not saved" in told
