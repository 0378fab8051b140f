"""Oversight that is owed of cases which ended undiscussed: one line of a morning, a way in, and a list until it is noted."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from dialogs.exchange.message import Message
from dialogs.nudges import together, words
from storage import outbox
from storage.store import Store
from storage.tables import Case, CaseWorker, OutboxRow
from storage.unit import UnitOfWork
from supervision.policy import load_policies
from supervision.work import Work
from tests.dialogs.conversations.chat import Chat
from tests.supervision.cases import case, changed
from tests.supervision.world import World, day
from tests.support.stores import Clock

ASSESSMENT = "single-assessment"
KINDS = ("oversight-allocation/supervisor/owner", "oversight-sign-off/supervisor/owner")


@pytest.fixture
def bradford(sqlite_store: Store, clock: Clock) -> Iterator[World]:
    """Robin's assessment was closed on Friday, before any supervision."""
    made = World(sqlite_store, clock, load_policies(), "bradford")
    case(made, "bd-1", ASSESSMENT, allocated_on=day("2026-11-09"), closed_on=day("2026-11-20"))
    yield made
    assert made.differences() == [], "a reconcile found something to mend"


def told(world: World, person: str) -> list[Message]:
    """What leaves for somebody about oversight, as one morning's messages."""

    def render(work: Work) -> list[Message]:
        query = select(OutboxRow).where(OutboxRow.recipient_id == person, OutboxRow.state == "pending")
        rows = work.uow.session.exec(query).all()
        found = [words(work, one) for one in rows if one.kind.startswith("oversight-")]
        return [one for one in found if one is not None]

    return world.do(person, render)


def test_one_case_is_said_without_its_reference_and_leads_to_the_note(bradford: World) -> None:
    first, second = told(bradford, "amara")
    assert first == second
    message = together([first, second])
    assert message.text == (
        "Note management oversight at allocation and at sign-off of a case of Robin Ash, which ended before it was "
        "discussed."
    )
    assert "BD-1" not in f"{message}"
    assert message.summary == "Management oversight to note: no date: the policy gives no number"
    assert [one.label for one in message.buttons] == ["Note oversight", "Why?", "Remind me later"]
    amara = Chat(bradford, "amara").verb("oversight", "bd-1").choose("At allocation").save().press("Skip")
    assert [one.label for one in amara.buttons][:2] == ["Note it at sign-off too", "Undo"]
    amara.press("Note it at sign-off too").choose("At sign-off").save().press("Skip")
    assert amara.labels == ["Undo"]
    assert told(bradford, "amara") == []


def test_many_are_one_line_however_many_an_import_brings(bradford: World) -> None:
    ended: dict[str, Any] = {
        "types": [ASSESSMENT],
        "allocated_on": day("2026-11-16"),
        "closed_on": day("2026-11-23"),
    }
    made = [Case(id=f"c{n}", reference=f"C-{n}", authority="bradford", **ended) for n in range(120)]
    workers = [CaseWorker(case_id=f"c{n}", person_id=("robin", "sam")[n % 2]) for n in range(120)]
    bradford.has(*made, *workers)
    message = together(told(bradford, "amara"))
    assert (
        "121 cases of Robin Ash (61) and Sam Birch (60), which ended before they were discussed."
        in message.text
    )
    assert message.buttons[0].label == "Note oversight"
    amara = Chat(bradford, "amara").verb("oversight-owed")
    assert len(amara.options) == 100
    amara.choose("C-17").choose("At allocation").save().press("Skip")
    assert "Noted for C-17" in amara.text


def leave(world: World, most: int) -> None:
    """So many of the messages that are due have left by now."""

    def send(uow: UnitOfWork) -> None:
        rows = outbox.claim_of(uow, "here", timedelta(minutes=1), most, KINDS)
        outbox.start_writing(uow, [one.id for one in rows], "here", timedelta(minutes=1))
        outbox.finish(uow, [one.id for one in rows], "sent")

    world.store.run_now(send)


def test_of_what_one_sending_takes_all_rows_say_the_same(bradford: World) -> None:
    case(bradford, "bd-2", ASSESSMENT, allocated_on=day("2026-11-16"), closed_on=day("2026-11-23"))

    def send(work: Work) -> list[Message | None]:
        rows = outbox.claim_of(work.uow, "there", timedelta(minutes=1), 10, KINDS)
        return [words(work, one) for one in rows]

    found = bradford.do("amara", send)
    assert len(found) == 4
    assert len({str(one) for one in found}) == 1


def test_what_was_told_before_is_not_said_again_with_what_is_new(bradford: World) -> None:
    leave(bradford, 10)
    bradford.to("2026-11-30 09:00")
    case(bradford, "bd-2", ASSESSMENT, allocated_on=day("2026-11-25"), closed_on=day("2026-11-30"))
    (message,) = {one.text for one in told(bradford, "amara")}
    assert "of a case of Robin Ash" in message


def test_what_does_not_fit_into_one_sending_is_counted_in_it_and_not_said_again(bradford: World) -> None:
    case(bradford, "bd-2", ASSESSMENT, allocated_on=day("2026-11-16"), closed_on=day("2026-11-23"))
    assert {"of 2 cases of Robin Ash" in one.text for one in told(bradford, "amara")} == {True}
    bradford.pass_seconds(40)
    leave(bradford, 1)
    assert told(bradford, "amara") == []


def test_it_is_listed_with_what_is_owed_since_when_and_why(bradford: World) -> None:
    amara = Chat(bradford, "amara").say("due")
    (fact,) = [one for one in amara.messages[0].facts if "oversight" in one.label]
    assert fact.label.startswith(
        "Note management oversight at allocation and at sign-off of a case of Robin Ash"
    )
    since = "no date: the policy gives no number, since Friday 20 November 2026"
    assert fact.value == f"{since}, uncertain reading"
    assert "Note oversight" in amara.labels
    amara.press("Note oversight")
    assert "Management oversight: BD-1" in amara.messages[0].title
    (duty,) = bradford.duties("oversight-allocation")
    assert "Counted from: Friday 20 November 2026" in amara.verb("why", duty.id).text
    assert "It is asked for once the assessment has ended" in amara.text


def test_the_word_finds_it_too_though_the_case_is_closed(bradford: World) -> None:
    changed(bradford, "case-1", closed_on=day("2026-11-20"))
    amara = Chat(bradford, "amara").say("oversight")
    assert "Management oversight: BD-1" in amara.messages[0].title


def test_with_nothing_left_it_says_so(bradford: World) -> None:
    assert (
        "no case of which you have oversight to note" in Chat(bradford, "morgan").verb("oversight-owed").text
    )


def test_its_worker_does_not_owe_it_and_is_refused(bradford: World) -> None:
    assert told(bradford, "robin") == []
    assert "cannot find that" in Chat(bradford, "robin").verb("oversight", "bd-1").text


def test_while_it_is_open_its_card_says_what_its_end_would_ask_for(bradford: World) -> None:
    case(bradford, "bd-3", ASSESSMENT, allocated_on=day("2026-11-16"))
    amara = Chat(bradford, "amara").verb("oversight", "bd-3")
    amara.choose("At allocation").save(on="2026-11-17").press("Skip")
    amara.verb("one-case", "robin:bd-3")
    (fact,) = [one for one in amara.messages[0].facts if one.label == "If it ends undiscussed"]
    assert fact.value == "Management oversight at allocation (noted) and at sign-off"
