"""Help lists what this person can use; the other words still answer, and say whose they are."""

from collections.abc import Callable

import pytest

from dialogs.registry import COMMANDS, HELP
from storage.tables import Absence, Person
from supervision.people import everyone_under
from supervision.places import Place, places
from supervision.work import Work
from tests.dialogs.conversations.chat import Chat
from tests.supervision.world import World, day

Chats = Callable[[str], Chat]
SUPERVISORS = {"book", "held", "recorded", "send notes", "close", "updates on", "updates off"}
SUPERVISED = {"prepare", "export", "sign off", "ask for supervision", "update notes"}


def listed(chat: Chat) -> set[str]:
    """The words that help names, all of them."""
    (message,) = chat.say("help more").messages
    return {word for one in message.facts for word in one.value.split(", ")}


def test_who_supervises_nobody_is_shown_no_supervisors_word(chat: Chats, world: World) -> None:
    words = listed(chat("robin"))
    assert words >= SUPERVISED | {"due", "why", "undo", "move", "propose", "absent"}
    assert not words & (SUPERVISORS | {"cover"})


def test_a_supervisor_is_shown_both_sides_and_no_managers_word(chat: Chats, world: World) -> None:
    words = listed(chat("amara"))
    assert words >= SUPERVISED | SUPERVISORS
    assert "cover" not in words


def test_a_manager_of_supervisors_is_shown_every_word(chat: Chats, world: World) -> None:
    assert listed(chat("morgan")) == set(HELP)


def test_who_has_no_supervisor_is_not_offered_to_prepare(chat: Chats, world: World) -> None:
    dana = chat("dana").say("help")
    assert dana.labels == ["What is owed", "All the words"]
    assert not listed(dana) & SUPERVISED


def test_who_has_no_place_is_shown_what_is_for_everybody(chat: Chats, world: World) -> None:
    world.has(
        Person(id="lee", name="Lee Fox", role="unqualified", authority=world.authority, known_from=day("2026-11-02"))
    )  # fmt: skip
    assert {"due", "absent", "undo"} <= listed(chat("lee"))
    assert not listed(chat("lee")) & (SUPERVISED | SUPERVISORS | {"move", "propose", "cancel", "cover"})


@pytest.mark.parametrize("word", sorted(SUPERVISORS))
def test_a_supervisors_word_typed_by_a_supervisee_says_whose_it_is(
    chat: Chats, world: World, word: str
) -> None:
    assert "supervise nobody" in chat("robin").say(word).text


def test_a_managers_word_and_a_supervisees_say_whose_they_are(chat: Chats, world: World) -> None:
    assert "for people who manage supervisors" in chat("robin").say("cover").text
    assert "no supervisor is on record for you" in chat("dana").say("sign off").text


def test_whose_a_word_is_comes_alone_or_with_what_else_one_can_do(chat: Chats, world: World) -> None:
    robin = chat("robin")
    assert robin.say("held").text.strip() == (
        "This is for people who supervise somebody, and you supervise nobody at the moment."
    )
    assert robin.say("book").text.endswith('To ask your own supervisor for a time, type "propose".')


def test_every_word_works_for_everybody(chat: Chats, world: World) -> None:
    for word in COMMANDS:
        assert chat("dana").say(word).messages


def test_cover_makes_a_supervisor_of_whoever_gives_it(chat: Chats, world: World) -> None:
    world.has(Absence(id="a1", person_id="amara", from_on=day("2026-11-23"), planned=True))
    before = set(world.do("morgan", places))
    chat("morgan").say("cover").choose("Joan Reed").choose("Until they are back")
    assert world.do("joan", places) >= {"supervises"}
    assert before == {"supervised", "supervises", "manages", "delegates"}


@pytest.mark.parametrize("person", ["dana", "morgan", "amara", "joan", "robin"])
def test_who_manages_is_who_stands_above_somebody_elses_supervisee(world: World, person: str) -> None:
    def expected(work: Work) -> set[Place]:
        under = everyone_under(work.uow, person, day("2026-11-23"))
        found: set[Place] = {"manages"} if any(one.supervisor_id != person for one in under) else set()
        return found | ({"supervises"} if any(one.supervisor_id == person for one in under) else set())

    assert world.do(person, places) - {"supervised", "delegates"} == world.do(person, expected)


def first(chat: Chat) -> list[str]:
    """The words that the first answer names; it fits a phone."""
    (message,) = chat.say("help").messages
    assert 3 + len(message.facts) <= 12
    return [one.label for one in message.facts]


def test_the_first_answer_names_what_each_does_most_and_leads_to_all_the_rest(
    chat: Chats, world: World
) -> None:
    assert first(chat("robin")) == [
        "due", "prepare", "ask for supervision", "cases", "concern", "absent", "propose", "undo",
    ]  # fmt: skip
    assert first(chat("amara"))[:5] == ["due", "prepare", "book", "ask for supervision", "held"]
    morgan = chat("morgan")
    assert {"oversight", "audit"} <= set(first(morgan))
    assert "All the words" in morgan.press("All the words").text
    assert len(listed(morgan)) > 20


def test_all_the_words_are_few_lines_by_what_they_are_about_and_each_group_explains_its_own(
    chat: Chats, world: World
) -> None:
    morgan = chat("morgan").say("help more")
    groups = {one.label: one.value.split(", ") for one in morgan.messages[0].facts}
    assert [*groups] == morgan.labels
    assert sorted(word for names in groups.values() for word in names) == sorted(HELP)
    for heading, names in groups.items():
        (message,) = chat("morgan").say("help more").press(heading).messages
        assert {one.label: one.value for one in message.facts} == {word: HELP[word] for word in names}
    robin = chat("robin").say("help more").press("Cases, agreement, concern, CPD")
    theirs = {one.label for one in robin.messages[0].facts}
    assert theirs == {"cases", "co-working", "agreement", "concern", "reflect", "cpd", "my data"}


def test_words_for_which_something_waits_come_first(chat: Chats, world: World) -> None:
    world.planned("s1", "robin", "2026-11-23 08:00")
    assert first(chat("amara"))[:2] == ["due", "held"]
    chat("amara").say("held").save()
    assert first(chat("amara"))[:3] == ["due", "recorded", "send notes"]
    chat("amara").say("recorded")
    assert first(chat("robin"))[:2] == ["due", "sign off"]
    world.has(Absence(id="a1", person_id="amara", from_on=day("2026-11-23"), planned=True))
    assert first(chat("amara"))[:2] == ["due", "send notes"]
    assert "back" in first(chat("amara"))
    assert first(chat("morgan"))[:2] == ["due", "cover"]
