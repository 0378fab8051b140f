"""Away, back, reported, covered."""

from collections.abc import Callable
from pathlib import Path

import pytest

from dialogs.news.absences import reported
from storage.store import Store
from storage.tables import Absence, OutboxRow
from storage.unit import UnitOfWork
from supervision import absences
from supervision.policy import load_policies
from tests.dialogs.conversations.chat import Chat
from tests.supervision.world import World, day
from tests.support.stores import Clock

Chats = Callable[[str], Chat]


@pytest.fixture
def away(chat: Chats, world: World) -> World:
    """Robin says that Amara is away, unplanned, from today, Monday 23 November."""
    robin = chat("robin").say("absent")
    assert robin.options == ["Me", "Amara Okafor"]
    robin.choose("Amara Okafor").save(planned="no").save().press("Skip")
    assert "Amara Okafor is away from Monday 23 November 2026." in robin.text
    assert "from Monday 7 December 2026" in robin.text
    assert "Clause: absent-supervisor: " in robin.text
    return world


def test_for_oneself(chat: Chats, world: World) -> None:
    amara = chat("amara").verb("absent-person").save(planned="yes").save(from_on="24 Nov 2026")
    amara.save(expected_back="2026-12-07")
    assert (
        "You are away from Tuesday 24 November 2026. Reminders to you wait until you are back." in amara.text
    )
    assert "Expected back: Monday 7 December 2026" in amara.text
    assert world.absence().planned


def test_entered_late_the_report_is_ready_at_once(chat: Chats, world: World) -> None:
    robin = chat("robin").verb("absent-person", "amara").save(planned="no").save(since="2 Nov").press("Skip")
    robin.press("Send the report")
    assert "Amara Okafor has been away since Monday 2 November 2026" in robin.text
    assert "Morgan Vale is told now." in robin.text
    assert "Undo" not in robin.labels


def test_one_tap_sends_the_report(chat: Chats, away: World) -> None:
    absence = away.absence()
    assert "7 December 2026" in chat("robin").verb("report-absence", absence.id).text
    away.to("2026-12-07 09:00")
    robin = chat("robin").verb("report-absence", absence.id, absence.version)
    assert "Report sent" in robin.text
    assert "nothing was done" in robin.verb("report-absence", absence.id, absence.version).text


def test_a_manager_arranges_cover(chat: Chats, away: World) -> None:
    away.planned("s1", "robin", "2026-12-15 10:00")
    away.to("2026-12-07 09:00")
    morgan = chat("morgan").say("cover")
    assert "Amara Okafor has been away since Monday 23 November 2026." in morgan.text
    assert morgan.options == ["Dana Hill", "Joan Reed", "Me"]
    morgan.choose("Joan Reed").choose("Until they are back")
    assert "Arranged: Joan Reed supervises in place of Amara Okafor until they are back." in morgan.text
    assert (
        "Joan Reed, Robin Ash and Sam Birch are told in a minute, and Amara Okafor when they are back"
        in morgan.text
    )
    assert "Robin Ash: next session Tuesday 15 December 2026 at 10:00" in morgan.text
    assert "No supervisor under you" in chat("morgan").say("cover").text
    assert "Robin Ash" in chat("joan").say("book").options


def test_cover_until_a_date(chat: Chats, away: World) -> None:
    absence = away.absence()
    morgan = chat("morgan").verb("arrange-cover", absence.id, absence.version)
    morgan.choose("Joan Reed").choose("Until a date").save(last_day="18 Dec")
    assert "until Friday 18 December 2026" in morgan.text
    assert away.cover().until_on is not None


def test_back_ends_cover_and_says_who_is_told(chat: Chats, away: World) -> None:
    chat("morgan").say("cover").choose("Joan Reed").choose("Until they are back")
    away.to("2026-11-25 09:00")
    morgan = chat("morgan").say("back").save()
    assert (
        "Amara Okafor has been back since Wednesday 25 November 2026. Cover by Joan Reed has ended."
        in morgan.text
    )
    assert "Joan Reed, Robin Ash and Sam Birch are told in a minute" in morgan.text
    assert "for nobody" not in morgan.text
    assert "Neither you nor anybody under you" in chat("morgan").say("back").text


def test_a_first_day_back_before_the_first_day_away_is_told_which_that_was(chat: Chats, world: World) -> None:
    robin = chat("robin").say("absent").choose("Me").save(planned="no").save(since="20/11/2026").press("Skip")
    robin.say("back")
    assert "Noted as away since Friday 20 November 2026." in robin.text
    (field,) = robin.save(on="19/11/2026").messages[0].fields
    assert field.problem == "Enter Friday 20 November 2026 or a later day: that was the first day away"
    assert "been back since Monday 23 November 2026" in robin.save(on="23/11/2026").text


def test_a_day_that_cannot_be_noted_is_put_right_at_its_own_question(chat: Chats, world: World) -> None:
    robin = chat("robin").say("absent").choose("Amara Okafor").save(planned="no").save(since="1/9/2026")
    (field,) = robin.messages[0].fields
    assert field.problem == "Enter Monday 12 October 2026 or a later day: an earlier one is theirs to note"
    assert "When are they expected back" in robin.save(since="20/11/2026").text
    own = chat("robin").say("absent").choose("Me").save(planned="yes").save(from_on="30/11/2026")
    (field,) = own.save(expected_back="27/11/2026").messages[0].fields
    assert field.problem == "Enter a day after the first day away"


def test_who_is_not_away_is_not_asked_when_they_are_back(chat: Chats, world: World) -> None:
    assert "is not noted as away" in chat("amara").verb("back-person", "robin").text


def test_nothing_is_said_about_why(chat: Chats, away: World) -> None:
    robin = chat("robin").say("absent")
    assert "sick" not in robin.text.casefold()


def robins_report(world: World) -> OutboxRow:
    """The row that tells Morgan of it, of an absence "a"."""
    return OutboxRow(
        id="r", recipient_id="morgan", kind="absence-reported", subject_kind="absence", subject_id="a", subject_version=1,
        stage="robin", created_at=world.clock.now, send_after=world.clock.now,
    )  # fmt: skip


def test_an_absence_that_was_taken_back_is_not_news(world: World) -> None:
    report = robins_report(world)
    row = Absence(id="a", person_id="amara", from_on=day("2026-11-02"), planned=False, reported_by="robin")
    world.has(row)
    assert world.do("morgan", reported, report) is not None

    def take_back(uow: UnitOfWork) -> None:
        absence = uow.session.get(Absence, "a")
        assert absence
        absence.state = "withdrawn"

    world.store.run_now(take_back)
    world.differences()
    assert world.do("morgan", reported, report) is None


def test_once_cover_is_arranged_an_old_button_sends_no_report_and_promises_nothing(
    chat: Chats, world: World
) -> None:
    robin = chat("robin").verb("absent-person", "amara").save(planned="no").save(since="2 Nov").press("Skip")
    assert "Send the report" in robin.labels
    world.do("morgan", absences.arrange_cover, world.absence().id, "joan", None)
    robin.press("Send the report")
    assert robin.messages[-1].title != "Report sent"
    assert "You are told who supervises you" not in robin.text
    assert world.told("morgan", "absence-reported") == []


def test_a_report_that_cover_overtook_is_not_news(world: World) -> None:
    world.has(Absence(id="a", person_id="amara", from_on=day("2026-11-02"), planned=False))
    report = robins_report(world)
    assert world.do("morgan", reported, report) is not None
    world.do("morgan", absences.arrange_cover, "a", "joan", None)
    assert world.do("morgan", reported, report) is None


@pytest.mark.parametrize("verb", ["absent-person", "back-person"])
def test_of_a_stranger_nothing_can_be_said(chat: Chats, world: World, verb: str) -> None:
    assert "I cannot find that" in chat("kit").verb(verb, "amara").text


def test_being_away_twice_is_said_no_to(chat: Chats, away: World) -> None:
    robin = chat("robin").verb("absent-person", "amara").save(planned="no").save().press("Skip")
    assert "already noted as away" in robin.text


def test_an_authoritys_own_rule_says_that_it_is_a_local_setting(sqlite_store: Store, clock: Clock) -> None:
    overlays = Path(__file__).parents[3] / "bot" / "demo" / "overlays"
    world = World(sqlite_store, clock, load_policies(overlays=overlays), "bradford")
    robin = Chat(world, "robin").verb("absent-person", "amara").save(planned="no").save().press("Skip")
    assert "(local setting)" in robin.text
    world.to("2026-12-07 09:00")
    assert {one.owner_id for one in world.duties("absent-supervisor")} == {"robin", "sam", "morgan"}


def test_the_count_of_questions_stays_whichever_kind_of_absence_it_is(chat: Chats) -> None:
    for planned in ("yes", "no"):
        amara = chat("amara").verb("absent-person")
        assert "Question 1 of 3" in amara.text
        assert "Question 2 of 3" in amara.save(planned=planned).text
        assert "Question 3 of 3" in amara.save().text
        amara.press("Stop")
