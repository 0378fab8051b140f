"""Reminded later, and how long an absence lasts, as the duty has it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlmodel import select

from dialogs.nudges import words
from storage.store import Store
from storage.tables import OutboxRow
from supervision.policy import load_policies
from supervision.work import Work
from tests.dialogs.conversations.chat import Chat
from tests.supervision.world import World, day
from tests.support.stores import Clock

Chats = Callable[[str], Chat]


def test_remind_me_later_asks_which_of_several(chat: Chats, world: World) -> None:
    world.planned("s1", "robin", "2026-11-26 10:00")
    world.planned("s2", "robin", "2026-12-17 10:00")
    robin = chat("robin").say("due").press("Remind me later")
    assert len(robin.options) == 2
    robin.choose("Prepare for supervision on Thursday 17 December 2026 at 10:00").save(until="10 Dec")
    assert (
        "You are reminded again on Thursday 10 December 2026. It is still due: Thursday 17 December"
        in robin.text
    )
    snoozed = [one.subject_id for one in world.duties("prep") if one.snoozed_until == day("2026-12-10")]
    assert snoozed == ["s2"]


def test_remind_me_later_of_the_only_one_asks_from_which_day(chat: Chats, world: World) -> None:
    world.planned("s1", "robin", "2026-11-26 10:00")
    robin = chat("robin").say("due").press("Remind me later")
    assert [one.name for one in robin.messages[0].fields] == ["until"]


def test_who_is_reminded_after_the_date_is_told_that_it_passes_before(chat: Chats, world: World) -> None:
    world.planned("s1", "robin", "2026-11-26 10:00")
    robin = chat("robin").say("due").press("Remind me later").save(until="30 Nov")
    assert "The due date stays as it is, and passes before that: Thursday 26 November 2026." in robin.text
    assert world.duty("prep", party="supervisee").due_on == day("2026-11-26")


def test_what_is_late_was_due_and_that_does_not_change(chat: Chats, world: World) -> None:
    world.planned("s1", "robin", "2026-11-23 08:00")
    chat("amara").say("held").save()
    world.to("2026-12-02 09:00")
    duty = world.duty("record-case")
    amara = chat("amara").verb("snooze", duty.id, duty.version)
    assert amara.onward == "Remind me then"
    assert "It was due on Monday 30 November 2026, and stays so." in amara.save(until="7 Dec").text


def test_once_done_there_is_nothing_to_be_reminded_of(chat: Chats, world: World) -> None:
    assert "You owe nothing" in chat("robin").verb("which-later").text


@pytest.mark.parametrize(
    ("number", "unit", "said"),
    [
        (17, "days", "17 days"),
        (2, "weeks", "two weeks"),
        (1, "months", "one month"),
        (10, "working_days", "10 working days"),
    ],
)
def test_how_long_an_absence_lasts_is_the_policys(
    sqlite_store: Store, clock: Clock, tmp_path: Path, number: int, unit: str, said: str
) -> None:
    (tmp_path / "central-bedfordshire.toml").write_text(
        f'[rules.absent-supervisor]\nclock = {{ kind = "once_passed", number = {number}, unit = "{unit}" }}\n',
        encoding="utf-8",
    )
    world = World(sqlite_store, clock, load_policies(overlays=tmp_path))
    robin = Chat(world, "robin").verb("absent-person", "amara").save(planned="no").save().press("Skip")
    assert f"if that lasts for more than {said}" in robin.say("due").text
    world.to("2026-12-24 12:00")
    assert f"now for more than {said}" in Chat(world, "robin").say("due").text

    def told(work: Work) -> str:
        rows = select(OutboxRow).where(OutboxRow.recipient_id == work.actor)
        found = [words(work, row) for row in work.uow.session.exec(rows)]
        return " ".join(f"{one.text} {one.summary}" for one in found if one is not None)

    for person in ("robin", "morgan"):
        assert f"has been away for more than {said}" in world.do(person, told)


def test_an_absence_to_be_reported_at_once_is_told_without_a_length_of_time(
    sqlite_store: Store, clock: Clock, tmp_path: Path
) -> None:
    (tmp_path / "central-bedfordshire.toml").write_text(
        'rules.absent-supervisor.clock = { kind = "within", number = 1, unit = "working_days" }\n',
        encoding="utf-8",
    )
    world = World(sqlite_store, clock, load_policies(overlays=tmp_path))
    robin = Chat(world, "robin").verb("absent-person", "amara").save(planned="no").save().press("Skip")
    assert "if that lasts for some time" in robin.say("due").text
