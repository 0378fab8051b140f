"""Undo is of the last thing somebody did, and of nothing before it."""

import pytest

from storage.tables import Absence
from supervision import absences, ad_hoc, sessions, undo
from tests.supervision.world import World, at, day


@pytest.fixture
def booked(world: World) -> World:
    """Amara has been away for over two weeks; Robin has a session, and cancels it."""
    world.has(Absence(id="a1", person_id="amara", from_on=day("2026-11-02"), planned=False))
    world.planned("s1", "robin", "2026-12-10 10:00")
    world.do("robin", sessions.cancel, "s1", "robin", "other")
    return world


def test_undo_after_a_report_says_so_and_takes_nothing_earlier_back(booked: World) -> None:
    booked.pass_seconds(20)
    booked.do("robin", absences.report, "a1")
    with pytest.raises(undo.CannotBeUndone, match="the report that your supervisor is away"):
        booked.do("robin", undo.undo)
    assert booked.duties("rebook")
    assert booked.get(Absence, "a1").state == "entered"


def test_so_does_asking_for_supervision(booked: World) -> None:
    booked.do("robin", ad_hoc.ask, None)
    with pytest.raises(undo.CannotBeUndone, match="asking for supervision"):
        booked.do("robin", undo.undo)


def test_asking_again_while_it_stands_changes_nothing_about_undo(world: World) -> None:
    world.do("robin", ad_hoc.ask, None)
    world.to("2026-11-24 09:00")
    world.planned("s1", "robin", "2026-12-10 10:00")
    world.do("robin", sessions.cancel, "s1", "robin", "other")
    world.do("robin", ad_hoc.ask, None)
    assert world.do("robin", undo.undo) == "cancel"


def test_after_a_minute_there_is_nothing_to_undo_as_ever(booked: World) -> None:
    booked.do("robin", absences.report, "a1")
    booked.pass_seconds(61)
    with pytest.raises(undo.NothingToUndo):
        booked.do("robin", undo.undo)


def test_what_is_done_after_it_can_be_undone(booked: World) -> None:
    booked.do("robin", absences.report, "a1")
    booked.do("amara", sessions.book, "robin", at("2026-12-01 10:00"), 60, "both")
    assert booked.do("amara", undo.undo) == "book"
