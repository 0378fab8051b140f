"""What was prepared for a session that was cancelled is there for the one that takes its place."""

from collections.abc import Callable

import pytest

from supervision import sessions
from tests.dialogs.conversations.chat import Chat
from tests.supervision.world import World, at

Chats = Callable[[str], Chat]


@pytest.fixture
def robin(chat: Chats, world: World) -> Chat:
    """Robin has prepared one question of a case when Amara cancels and books another session."""
    world.planned("s1", "robin", "2026-11-26 10:00")
    robin = chat("robin").say("prepare").save(cases=("case-1",)).say("skip").say("the school has rung twice")
    world.do("amara", sessions.cancel, "s1", "amara", "other")
    world.do("amara", sessions.book, "robin", at("2026-11-27 10:00"), 60, "both")
    return robin


def test_it_is_taken_up_where_it_was_left_and_says_so(robin: Chat) -> None:
    robin.say("prepare").save(cases=("case-1",))
    assert "for the cancelled session is here" in robin.text
    assert "This is what is working well" in robin.text
    assert "the school has rung twice" in robin.say("preview").text


def test_a_change_of_it_leaves_the_cancelled_sessions_own_as_it_was(robin: Chat, world: World) -> None:
    robin.say("prepare").save(cases=("case-1",)).say("back").say("the school has not rung")
    assert "the school has rung twice" in robin.verb("read-preparation", "s1", 2).text


def test_a_question_that_is_not_kept_is_gone_when_another_matter_begins(chat: Chats, world: World) -> None:
    world.planned("s1", "robin", "2026-11-26 10:00")
    robin = chat("robin").say("cancel").say("prepare").say("stop").say("due")
    assert "in the middle of something" not in robin.text
