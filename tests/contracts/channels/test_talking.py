"""The product's own conversations, on every channel."""

from functools import partial

from bot.turn import Turns
from dialogs.exchange.message import Button, Message
from dialogs.exchange.reply import Press
from scheduler.sending import Sent
from storage.queries import sessions
from storage.store import Store
from storage.unit import UnitOfWork
from supervision import preparations
from supervision.work import Work
from tests.bot.channels.teams.people import ANN, SESSION
from tests.contracts.channels.conftest import POLICIES, Building
from tests.contracts.channels.someone import Shown, Someone

ANSWERS = {
    "key_dates": "review on 12 December",
    "worried": "missed school",
    "working_well": "grandmother helps",
    "decided": "visit on Friday",
    "support": "how to put it to the school",
}
FELT = "how ann felt about it"
NUDGE = Message(
    "Prepare.", title="Due", buttons=(Button("Why?", Press("why", "d", 1)),), summary="Due", card="duty:d"
)


def kept(store: Store) -> dict[str, str | None]:
    """What ann has prepared for her first case."""

    def read(uow: UnitOfWork) -> dict[str, str | None]:
        (first, *_) = sessions.preparations(uow, SESSION)
        return dict(preparations.kept(Work(uow, POLICIES, ANN), first))

    return store.read_now(read)


async def press(someone: Someone, seen: Shown, label: str, /, **values: str) -> Shown:
    """Press, and look at what is asked next: what only this person sees, or the newest in the chat that offers something."""
    answered = await someone.press(seen, label, **values)
    offering = [one for one in await someone.chat() if one.buttons]
    if answered is not None and answered.buttons:
        return answered
    return offering[-1]


async def agenda(someone: Someone) -> Shown:
    """Choose the cases, and stand before the first question."""
    await someone.say("prepare")
    return await press(someone, (await someone.chat())[-1], "Save and continue")


async def test_question_by_question(ann: Someone, sqlite_store: Store) -> None:
    seen = await agenda(ann)
    for name, text in ANSWERS.items():
        seen = await press(ann, seen, "Save and continue", **{name: text})
    for text in ANSWERS.values():
        assert text in seen.words
    await press(ann, seen, "Save preparation")
    assert {name: kept(sqlite_store)[name] for name in ANSWERS} == ANSWERS


async def test_as_one_form(ann: Someone, sqlite_store: Store) -> None:
    seen = await press(ann, await agenda(ann), "Show as one form")
    assert len(seen.labels) == len(ANSWERS)
    await press(ann, seen, "Save and continue", **ANSWERS)
    assert {name: kept(sqlite_store)[name] for name in ANSWERS} == ANSWERS


async def test_by_typing(ann: Someone, sqlite_store: Store) -> None:
    await agenda(ann)
    for text in ANSWERS.values():
        await ann.say(text)
    assert {name: kept(sqlite_store)[name] for name in ANSWERS} == ANSWERS


async def test_a_question_answered_by_typing_leaves_only_the_next_to_press(ann: Someone) -> None:
    await agenda(ann)
    for text in ANSWERS.values():
        await ann.say(text)
        *above, asked = await ann.chat()
        assert asked.buttons
        assert not any(one.buttons for one in above)
        assert not any(text in one.words for one in above)


async def test_what_comes_of_typing_and_is_private_is_shown_to_whoever_presses(ann: Someone) -> None:
    await ann.say("reflect")
    for text in (FELT, "mine", "skip", "no"):
        await ann.say(text)
    chat = await ann.chat()
    finishing = [one for one in chat if "Save and continue" in one.buttons]
    if finishing:
        assert not any(FELT in one.words for one in chat)
        shown = await ann.press(finishing[-1], "Save and continue")
        assert shown is not None
        chat = [*await ann.chat(), shown]
    # The local page is one person's own, and keeps its chat sealed.
    assert [FELT in one.words for one in chat].count(True) == 1


async def test_an_answer_given_twice_counts_once(ann: Someone, sqlite_store: Store) -> None:
    first = await agenda(ann)
    second = await press(ann, first, "Save and continue", key_dates="said first")
    again = await press(ann, first, "Save and continue", key_dates="said again")
    assert kept(sqlite_store)["key_dates"] == "said first"
    # What came too late is shown back, and what is asked stays what was asked.
    assert "said again" in again.words
    assert set(second.labels) <= set(again.labels)


async def test_a_message_delivered_twice_is_taken_once(ann: Someone, sqlite_store: Store) -> None:
    await agenda(ann)
    for _ in range(3):
        await ann.say("review on 12 December", "the-same-delivery")
    assert kept(sqlite_store) == {"key_dates": "review on 12 December"}


async def test_what_is_not_mine_looks_like_what_is_not_there(building: Building, turns: Turns) -> None:
    ben = await building.meet(turns, "ben")
    await ben.say("due")
    answers = []
    for subject in (SESSION, "there-is-no-such-session"):
        message = Message(
            "x", buttons=(Button("Read", Press("read-preparation", subject, 1)),), summary="S", card="c"
        )
        await ben.channel.deliver("ben", message, f"key-{subject}")
        shown = (await ben.chat())[-1]
        before = len(await ben.chat())
        await ben.press(shown, "Read")
        answers.append([one.words for one in (await ben.chat())[before:]])
    assert answers[0] == answers[1] != []
    assert "EX-1" not in str(answers)


async def test_what_nobody_asked_for_arrives(ann: Someone) -> None:
    await ann.say("help")
    before = len(await ann.chat())
    assert await ann.channel.deliver(ANN, NUDGE, "key") == Sent()
    assert len(await ann.chat()) == before + 1
    assert "Prepare." in (await ann.chat())[-1].words


async def test_a_newer_reminder_leaves_one_live_button(ann: Someone) -> None:
    await ann.say("help")
    await ann.channel.deliver(ANN, NUDGE, "first")
    await ann.channel.deliver(ANN, NUDGE, "second")
    assert [one.buttons for one in await ann.chat()].count(("Why?",)) == 1


async def test_nothing_is_kept_of_somebody_unknown(
    building: Building, turns: Turns, sqlite_store: Store
) -> None:
    nobody = await building.meet(turns, "nobody-we-know")
    try:
        await nobody.say("prepare")
    except AssertionError:
        # The page, where one chooses who to be, refuses outright.
        assert building.name == "local"
        return
    (answer,) = await nobody.chat()
    assert "do not know you" in answer.words
    assert sqlite_store.read_now(partial(_dialogs)) == 0


def _dialogs(uow: UnitOfWork) -> int:
    found = uow.connection.exec_driver_sql("select count(*) from dialog").scalar()
    return int(found or 0)
