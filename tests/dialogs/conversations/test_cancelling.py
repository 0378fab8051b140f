"""Cancelling: who it comes from, why, and what follows."""

from collections.abc import Callable

import pytest

from tests.dialogs.conversations.chat import Chat
from tests.supervision.world import World

Chats = Callable[[str], Chat]


@pytest.fixture
def planned(world: World) -> World:
    world.planned("s1", "robin", "2026-11-26 10:00")
    return world


def test_what_follows_is_read_back_with_date_and_clause(chat: Chats, planned: World) -> None:
    amara = chat("amara").say("cancel").choose("Me").choose("Another reason")
    assert "Cancelled: supervision with Robin Ash, Thursday 26 November 2026 at 10:00." in amara.text
    assert "Due: Monday 30 November 2026" in amara.text
    assert "Clause: rebook: " in amara.text
    assert "Uncertain: " in amara.text
    assert "Robin Ash is told in a minute" in amara.text
    assert amara.labels == ["Book a session", "Undo"]


def test_sickness_is_asked_but_shown_only_as_away(chat: Chats, planned: World) -> None:
    amara = chat("amara").say("cancel").choose("Robin Ash").choose("That person is off sick")
    assert "Due: Paused until a date is known" in amara.text
    assert "Robin Ash is noted as away since Monday 23 November 2026." in amara.text
    (message,) = amara.messages
    assert "sick" not in f"{message.text} {message.summary} {message.title}".casefold()


def test_who_is_away_is_told_how_to_come_back(chat: Chats, planned: World) -> None:
    robin = chat("robin").say("cancel").choose("Me").choose("That person is off sick")
    assert 'Type "back" when you return.' in robin.text
    assert "Amara Okafor books another; you can propose a time." in robin.text
    planned.to("2026-11-30 09:00")
    assert "You have been back since Monday 30 November 2026." in robin.say("back").save().text
    assert planned.duty("rebook-sick").status == "open"


def test_several_are_chosen_from(chat: Chats, planned: World) -> None:
    planned.planned("s2", "sam", "2026-11-27 10:00")
    amara = chat("amara").say("cancel")
    assert amara.options == [
        "Thursday 26 November 2026 at 10:00, Robin Ash", "Friday 27 November 2026 at 10:00, Sam Birch",
    ]  # fmt: skip


def test_undo_brings_it_back(chat: Chats, planned: World) -> None:
    robin = chat("robin").say("cancel").choose("Amara Okafor").choose("Another reason").press("Undo")
    assert "Undone" in robin.text
    assert planned.duties("rebook") == []


def test_a_flow_given_up_changes_nothing(chat: Chats, planned: World) -> None:
    robin = chat("robin").say("cancel").choose("Me").press("Stop")
    assert (
        robin.text
        == "Cancel supervision with Amara Okafor, Thursday 26 November 2026 at 10:00\nStopped. Nothing was changed."
    )
    assert planned.duties("rebook") == []


def test_a_session_cancelled_meanwhile_is_said_so(chat: Chats, planned: World) -> None:
    robin = chat("robin").say("cancel").choose("Me")
    chat("amara").say("cancel").choose("Me").choose("Another reason")
    assert "no longer planned" in robin.choose("Another reason").text
