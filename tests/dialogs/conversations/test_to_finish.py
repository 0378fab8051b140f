"""Where the last answer was typed into the chat, a button finishes: what is typed at it is no answer."""

from __future__ import annotations

from collections.abc import Callable

from dialogs.conduct import conduct
from dialogs.exchange.reply import Say
from tests.dialogs.conversations.chat import Chat
from tests.supervision.world import World

Chats = Callable[[str], Chat]
DECIDED = "A LONG CONSIDERED DECISION"
PROMPT = "To finish, press the button."


def typed(chat: Chat, *texts: str) -> Chat:
    """Types into a chat that keeps what is typed."""
    for text in texts:
        chat.messages = chat.world.do(chat.person, conduct, Say(text, posted=True))
    return chat


def waiting(chat: Chats) -> Chat:
    """Amara has typed a note of oversight to its end."""
    amara = chat("amara").say("oversight").choose("At allocation")
    typed(amara, "20/11/2026", DECIDED)
    assert PROMPT in amara.text
    return amara


def test_what_is_typed_where_a_button_finishes_replaces_nothing(world: World, chat: Chats) -> None:
    amara = waiting(chat)
    for text in ("ok", "thanks", "Note it", "skip", "leave as it is"):
        typed(amara, text)
        assert "What you typed changed nothing." in amara.text
        assert PROMPT in amara.text
        assert not any(message.private for message in amara.messages)
    amara.press("Note it")
    assert f"Decided, and why\n{DECIDED}" in amara.text


def test_back_leads_from_the_button_that_finishes_to_the_last_answer(world: World, chat: Chats) -> None:
    amara = waiting(chat)
    assert amara.labels == ["Note it", "Back", "Stop for now"]
    typed(amara, "back")
    assert [field.value for message in amara.messages for field in message.fields] == [DECIDED]
    typed(amara, "Decided otherwise")
    assert (
        "What you typed is now your answer to “Decided, and why”, in place of the one before." in amara.text
    )
    assert PROMPT in amara.text
    amara.press("Back").save(decided="Decided by button")
    assert "Decided, and why\nDecided by button" in amara.text


def test_an_older_button_leads_to_the_one_that_finishes(world: World, chat: Chats) -> None:
    amara = chat("amara").say("oversight").choose("At allocation")
    typed(amara, "20/11/2026")
    older = amara.pressing(amara.onward, decided="typed into the older card")
    typed(amara, DECIDED)
    amara.reply(older)
    assert "You had moved on" in amara.text
    assert "typed into the older card" in amara.text
    assert amara.messages[0].private
    assert PROMPT in amara.text
    amara.press("Note it")
    assert f"Decided, and why\n{DECIDED}" in amara.text


def test_who_stops_at_the_button_that_finishes_comes_back_to_it(world: World, chat: Chats) -> None:
    amara = waiting(chat).press("Stop for now").press("Carry on")
    assert PROMPT in amara.text
    typed(amara, "due", "carry on")
    assert PROMPT in amara.text
    amara.press("Note it")
    assert f"Decided, and why\n{DECIDED}" in amara.text
