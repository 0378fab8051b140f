"""Why something is due says who else is told of it, and when. It is Monday 23 November 2026."""

from collections.abc import Callable

import pytest

from supervision import sessions
from supervision.duties import entries
from tests.dialogs.conversations.chat import Chat
from tests.supervision.cases import case
from tests.supervision.world import World, day

Chats = Callable[[str], Chat]


@pytest.fixture
def cancelled(world: World) -> World:
    world.planned("s1", "sam", "2026-11-26 10:00")
    world.do("amara", sessions.cancel, "s1", "amara", "other")
    return world


def test_each_who_hears_of_a_duty_is_named_with_the_days(chat: Chats, cancelled: World) -> None:
    said = chat("amara").verb("why", cancelled.duty("rebook").id).text
    assert (
        "You are told: At once: Monday 23 November 2026; half-way: Wednesday 25 November 2026; "
        "on the day: Monday 30 November 2026\n"
    ) in said
    # The other party hears of the cancellation itself.
    assert "Sam Birch is told" not in said
    assert (
        "Morgan Vale is told: Each Monday from 1 working day late: Monday 7 December 2026, "
        "Monday 14 December 2026 and so on"
    ) in said


def test_the_other_party_reads_the_same(chat: Chats, cancelled: World) -> None:
    said = chat("sam").verb("why", cancelled.duty("rebook").id).text
    assert "Amara Okafor is told: At once: Monday 23 November 2026; half-way" in said


def test_of_what_is_served_or_paused_nobody_is_said_to_be_told(chat: Chats, world: World) -> None:
    world.planned("s1", "sam", "2026-11-26 10:00")
    frequency = world.duty("freq-sw", about="sam")
    said = chat("amara").verb("why", frequency.id).text
    assert "Nobody is reminded of this one for now: what is planned" in said
    world.do("amara", sessions.cancel, "s1", "sam", "sickness")
    said = chat("amara").verb("why", world.duty("rebook-sick").id).text
    assert "Nobody is reminded while it is paused." in said


@pytest.mark.parametrize("person", ["amara", "morgan", "sam"])
def test_every_duty_says_it(chat: Chats, cancelled: World, person: str) -> None:
    for entry in cancelled.do(person, entries, person):
        said = chat(person).verb("why", entry.duty.id).text
        assert ("told: " in said) != ("Nobody is reminded" in said)


def test_of_a_case_it_says_which_other_rows_fit(chat: Chats, world: World) -> None:
    types = ("family-support-cin", "looked-after-matched")
    case(world, "case-2", *types, allocated_on=day("2026-11-16"))
    said = chat("amara").verb("why", world.duty("case-family-support").id).text
    assert "Why this row: 2 rows fit this case and the strictest governs. The other: " in said
    assert "CASE-2" not in said
