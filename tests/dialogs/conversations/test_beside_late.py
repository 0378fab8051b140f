"""What is late says that it came with cover, and that the one it is held with is away."""

from collections.abc import Callable

import pytest
from sqlmodel import select

from dialogs.nudges import words
from storage.tables import Absence, OutboxRow
from supervision import absences
from supervision.work import Work
from tests.dialogs.conversations.chat import Chat
from tests.supervision.world import World, day

Chats = Callable[[str], Chat]


@pytest.fixture
def late(world: World) -> World:
    """Nobody has held supervision with Robin for two months."""
    world.held("s0", "robin", "2026-11-05")
    world.to("2027-01-11 12:00")
    return world


def told(world: World, person: str) -> str:
    def read(work: Work) -> str:
        rows = select(OutboxRow).where(OutboxRow.recipient_id == person, OutboxRow.kind.startswith("book/"))
        found = [it for it in (words(work, one) for one in work.uow.session.exec(rows)) if it is not None]
        return "\n".join(f"{it.text} {' '.join(fact.value for fact in it.facts)}" for it in found)

    return world.do(person, read)


def test_whoever_covers_reads_since_when_beside_what_was_late_before(chat: Chats, late: World) -> None:
    assert "you cover" not in chat("amara").say("due").text
    late.has(Absence(id="a1", person_id="amara", from_on=day("2027-01-11"), planned=False))
    late.do("morgan", absences.arrange_cover, "a1", "joan", None)
    late.to("2027-01-19 12:00")
    since = "cover for Amara Okafor since Monday 11 January 2027"
    assert f"you {since}" in chat("joan").say("due").text
    assert f"you {since}" in told(late, "joan")
    summary = told(late, "morgan")
    assert "Robin Ash (Joan Reed)" in summary
    assert f"Joan Reed {since.replace('cover ', 'covers ', 1)}" in summary


def test_what_is_late_with_somebody_away_says_since_when(chat: Chats, late: World) -> None:
    late.has(Absence(id="a1", person_id="robin", from_on=day("2027-01-11"), planned=False))
    away = "Robin Ash is away since Monday 11 January 2027"
    assert away in chat("amara").say("due").text
    assert away in told(late, "morgan")
