"""What is late says that it came with cover, and that the one it is held with is away."""

from collections.abc import Callable

import pytest
from sqlmodel import select

from dialogs.nudges import words
from storage.tables import Absence, OutboxRow
from supervision import absences, events
from supervision.work import Work
from tests.dialogs.conversations.chat import Chat
from tests.supervision.cases import case
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


@pytest.fixture
def taken_over(late: World) -> World:
    """Joan has supervised Robin since Monday 11 January, with what was late then."""
    late.do("import", events.note, "relationship_started", day("2027-01-11"), person_id="robin", party="joan")
    late.becomes("robin", supervisor_id="joan")
    late.to("2027-01-19 12:00")
    return late


SINCE = "took over on Monday 11 January 2027"


def test_whoever_took_somebody_over_reads_what_was_late_then(chat: Chats, taken_over: World) -> None:
    duty = taken_over.duty("book", about="robin")
    assert (duty.owner_id, duty.due_on) == ("joan", day("2026-12-31"))
    assert f"late when you {SINCE}" in chat("joan").say("due").text
    assert f"To know: Late when you {SINCE}" in chat("joan").verb("why", duty.id).text
    assert f"late when you {SINCE}" in told(taken_over, "joan")
    assert f"late when Joan Reed {SINCE}" in told(taken_over, "morgan")
    assert f"late when Joan Reed {SINCE}" in chat("robin").say("due").text


def test_what_became_late_since_then_is_their_own(chat: Chats, taken_over: World) -> None:
    taken_over.held("s1", "robin", "2027-01-14", supervisor="joan")
    taken_over.to("2027-03-08 12:00")
    text = chat("joan").say("due").text
    assert "working days late" in text
    assert "took over" not in text


def test_of_several_cases_it_says_how_many(chat: Chats, taken_over: World) -> None:
    case(taken_over, "cb-1", "family-support-cin", last_supervised_on=day("2026-11-20"))
    case(taken_over, "cb-2", "family-support-cin", last_supervised_on=day("2026-12-14"))
    taken_over.to("2027-01-26 12:00")

    def read(work: Work) -> set[str]:
        rows = select(OutboxRow).where(
            OutboxRow.recipient_id == "joan", OutboxRow.kind.startswith("case-family")
        )
        found = [words(work, one) for one in work.uow.session.exec(rows)]
        return {fact.value for one in found if one for fact in one.facts if fact.label == "To know"}

    assert taken_over.do("joan", read) == {f"1 of them late when you {SINCE}"}


def test_without_a_known_change_nothing_is_said(chat: Chats, late: World) -> None:
    late.becomes("robin", supervisor_id="joan")
    late.to("2027-01-19 12:00")
    assert "took over" not in chat("joan").say("due").text
