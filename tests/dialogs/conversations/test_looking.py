"""What a supervisor looks at before a session is ticked off item by item, and read by them alone."""

from collections.abc import Callable

import pytest
from sqlmodel import select

from dialogs.exchange.limits import problems
from dialogs.exchange.message import Message
from dialogs.nudges import words
from storage.store import Store
from storage.tables import Absence, AgendaItem, OutboxRow, SessionLook
from supervision import absences
from supervision.policy import load_policies
from supervision.work import Work
from tests.dialogs.conversations.chat import Chat
from tests.supervision.cases import case
from tests.supervision.world import World, day
from tests.support.stores import Clock

Chats = Callable[[str], Chat]
NOT_THERE = "I cannot find that."


@pytest.fixture
def amara(chat: Chats, world: World) -> Chat:
    """Amara has a session with Robin tomorrow, and its overview."""
    world.planned("s1", "robin", "2026-11-24 10:00")
    return chat("amara")


def overview(world: World) -> Message:
    def shown(work: Work) -> Message:
        rows = select(OutboxRow).where(OutboxRow.recipient_id == "amara", OutboxRow.stage == "digest-1")
        message = words(work, work.uow.session.exec(rows).one())
        assert message is not None
        assert problems(message) == []
        return message

    return world.do("amara", shown)


def standing(chat: Chat) -> dict[str, str]:
    """Each thing on the list with how it stands."""
    return {one.label: one.value for one in chat.messages[-1].facts if one.label != "Clause"}


def test_each_thing_is_ticked_off_by_itself_and_kept(amara: Chat, world: World) -> None:
    amara.messages = (overview(world),)
    amara.press("My list")
    assert "Only you read this list." in amara.text
    assert "Clause: supervisor-prep: Central Bedfordshire" in amara.text
    assert set(standing(amara).values()) == {"Not yet"}
    amara.press("Tick off").save(items=("workflow", "tasks"))
    world.to("2026-11-23 15:00")
    amara.say("checklist")
    assert standing(amara)["The workflow is being managed"] == "Done on Monday 23 November 2026"
    assert "2 of 4 done." in amara.text
    assert "Looked at: 2 of 4" in "\n".join(f"{one.label}: {one.value}" for one in overview(world).facts)
    amara.press("Tick off").save(items=("visits", "remedial-plan"))
    assert "Everything is looked at." in amara.text
    assert amara.labels == ["I am prepared", "Read the preparation", "Not done after all"]
    amara.press("I am prepared")
    assert "Noted: you are prepared" in amara.text
    assert "I am prepared" not in amara.say("checklist").labels


def test_a_tick_is_taken_back_and_the_last_one_needs_no_choice(amara: Chat) -> None:
    amara.say("checklist").press("Tick off").save(items=("workflow", "visits", "tasks"))
    assert "Everything is looked at." in amara.press("Tick off").text
    amara.press("Not done after all").save(items=("visits", "tasks", "remedial-plan"))
    assert "1 of 4 done." in amara.text
    assert "0 of 4 done." in amara.press("Not done after all").text


def test_nobody_else_reads_or_changes_it(amara: Chat, chat: Chats, world: World) -> None:
    amara.say("checklist").press("Tick off").save(items=("workflow",))
    for other in ("robin", "morgan", "joan"):
        for verb in ("looks", "look-tick", "look-untick"):
            assert NOT_THERE in chat(other).verb(verb, "s1").text
    assert "you supervise nobody" in chat("robin").say("checklist").text
    world.has(Absence(id="a1", person_id="amara", from_on=day("2026-11-23"), planned=True))
    world.do("morgan", absences.arrange_cover, "a1", "joan", None)
    assert set(standing(chat("joan").verb("looks", "s1")).values()) == {"Not yet"}


def test_it_ends_with_the_session_and_is_not_asked_for_personal_supervision(
    amara: Chat, chat: Chats, world: World
) -> None:
    amara.say("checklist").press("Tick off")
    chat("robin").verb("cancel-session", "s1", 1).choose("Me").choose("Another reason")
    assert "no longer planned" in amara.save(items=("workflow",)).text
    assert world.store.read_now(lambda uow: list(uow.session.exec(select(SessionLook)))) == []
    world.planned("s2", "robin", "2026-11-26 10:00", kind="personal")
    assert "No session with somebody you supervise is planned" in amara.say("checklist").text
    assert "names nothing to look at" in amara.verb("looks", "s2").text


def test_the_overview_keeps_to_what_every_channel_shows(amara: Chat, world: World) -> None:
    case(world, "cb-1", "family-support-cin", last_supervised_on=day("2026-10-20"))
    world.has(AgendaItem(session_id="s1", case_id="case-1"))
    labels = [one.label for one in overview(world).buttons]
    assert labels[:2] == ["Read the preparation", "My list"]
    assert "Put on the agenda" in labels


def test_another_authority_has_its_own_list(sqlite_store: Store, clock: Clock) -> None:
    world = World(sqlite_store, clock, load_policies(), "bradford")
    world.planned("s1", "robin", "2026-11-24 10:00")
    amara = Chat(world, "amara").say("checklist")
    assert list(standing(amara)) == [
        "The supporting documents are read",
        "Actions agreed before are completed, and their progress is recorded",
        "The capabilities framework (PCF) is used, at the worker's level",
    ]
    assert "supervisor-prep: Bradford" in amara.text
