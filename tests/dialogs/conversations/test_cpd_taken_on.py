"""What somebody took on in a draft is offered to them for their own CPD record, and to nobody else."""

from collections.abc import Callable

import pytest

from storage.tables import Absence, AgendaItem, Cover, SupervisionSession
from supervision import access, cpd_actions
from supervision.work import Refused
from tests.dialogs.conversations.chat import Chat
from tests.supervision.world import World, at, day

Chats = Callable[[str], Chat]
READ = "Read about sleep"
OFFER = "Add to my CPD record"


def with_action(chat: Chats, world: World, doer: str, kind: str = "personal", by: str = "amara") -> Chat:
    """One of the two adds an action to the draft of a session under way."""
    world.planned("s1", "robin", "2026-11-23 08:00", kind=kind)
    if kind == "case":
        world.has(AgendaItem(session_id="s1", case_id="case-1"))
    adding = chat(by).say("draft").press("Add an action").press("Show as one form")
    return adding.save(to_do=READ, reason="To know more", doer=doer, by_when="2026-12-14")


def test_whoever_took_it_on_adds_it_in_words_of_their_own(chat: Chats, world: World) -> None:
    amara = with_action(chat, world, "Robin Ash")
    assert OFFER not in amara.labels
    robin = chat("robin").say("draft").press(OFFER)
    assert (
        "An action from the personal notes of Monday 23 November 2026. Only you can read this here."
        in robin.text
    )
    (field,) = robin.save().messages[-1].fields
    assert (field.value, robin.messages[-1].private) == (READ, True)
    robin.save(said="I read it")
    assert "I read it" in robin.say("cpd").press("As text").save().text
    assert OFFER not in robin.say("draft").labels
    assert "took on" not in robin.say("cpd").text


def test_it_is_offered_at_once_to_who_adds_it_for_themselves(chat: Chats, world: World) -> None:
    assert OFFER in with_action(chat, world, "both", by="robin").labels
    assert OFFER in chat("amara").say("draft").labels


def test_it_can_be_taken_back_and_added_again(chat: Chats, world: World) -> None:
    with_action(chat, world, "Robin")
    robin = chat("robin").say("draft").press(OFFER).save().save().press("Undo")
    assert "Nothing is in it yet. Only you can read it here. You took on 1 action" in robin.say("cpd").text
    robin.press("Add an action from a draft").save(on="2026-11-20").save()
    assert "for Friday 20 November 2026" in robin.text
    assert "1 entry is in it" in robin.say("cpd").text


def test_of_several_one_is_chosen_and_the_choice_stands_in_no_chat(chat: Chats, world: World) -> None:
    with_action(chat, world, "worker")
    amara = chat("amara").say("draft").press("Add an action").press("Show as one form")
    amara.save(to_do="Shadow a visit", reason="To see it", doer="The worker", by_when="2026-12-14")
    robin = chat("robin").say("cpd").press("Add an action from a draft")
    assert robin.messages[-1].private
    robin.choose("Shadow a visit").save()
    assert all(one.private or "Shadow a visit" not in str(one) for one in robin.messages)
    robin.save()
    assert "Shadow a visit" in robin.say("cpd").press("As text").save().text


def test_one_about_a_child_comes_without_its_words(chat: Chats, world: World) -> None:
    with_action(chat, world, "Robin Ash", kind="case")
    robin = chat("robin").say("draft").press(OFFER)
    assert "It is about a child, so its words are not carried over." in robin.text
    robin.save()
    assert robin.messages[-1].fields[0].value == ""


def test_nobody_else_is_offered_it_not_even_who_covers(chat: Chats, world: World) -> None:
    with_action(chat, world, "Robin Ash and Joan", kind="case")
    world.has(
        Absence(id="away", person_id="amara", from_on=day("2026-11-20")),
        Cover(
            id="cover", absence_id="away", absent_id="amara", covering_id="joan", from_on=day("2026-11-20"),
            arranged_by="morgan",
        ),
    )  # fmt: skip
    (taken,) = world.do("robin", cpd_actions.of_the_year)
    for person in ("amara", "joan", "morgan", "sam"):
        assert world.do(person, cpd_actions.of_the_year) == []
        assert READ not in chat(person).verb("cpd-actions", taken.draft.id).text
        with pytest.raises(Refused):
            world.do(person, cpd_actions.one, taken.action.id)


@pytest.mark.parametrize(
    ("who", "person", "theirs"),
    [
        ("Robin Ash", "robin", True),
        ("robin, with the school", "robin", True),
        ("The supervisee", "robin", True),
        ("We both", "amara", True),
        ("Supervisor", "amara", True),
        ("Supervisor", "robin", False),
        ("Amara", "robin", False),
        ("Robinson at the school", "robin", False),
        ("", "robin", False),
    ],
)
def test_who_is_meant_is_read_from_a_name_or_a_place(
    world: World, who: str, person: str, theirs: bool
) -> None:
    starts = at("2026-11-23 08:00")
    session = SupervisionSession(id="s", supervisee_id="robin", supervisor_id="amara", starts_at=starts)
    found = world.do(person, lambda work: cpd_actions.is_theirs(who, access.actor(work), session))
    assert found is theirs
