"""A supervisor away whom nobody covers: one coherent thing is said to the supervisee, one thing to the manager."""

from sqlmodel import select

from dialogs.exchange.limits import problems
from dialogs.exchange.message import Message
from dialogs.nudges import together, words
from storage.tables import Absence, OutboxRow
from supervision import absences, sessions
from supervision.work import Work
from tests.supervision.cases import case
from tests.supervision.world import World, day


def leaving(world: World, person: str) -> list[Message]:
    """What would leave for somebody now, and has not been said on another morning."""

    def read(work: Work) -> list[Message]:
        rows = list(work.uow.session.exec(select(OutboxRow).where(OutboxRow.recipient_id == person)))
        due = [row for row in rows if row.state == "pending" and row.send_after <= work.now]
        said = [one for one in (words(work, row) for row in due) if one is not None]
        for row in due:
            row.state = "sent"
        return said

    return world.do(person, read)


def amara_away(world: World, since: str, session: str) -> None:
    world.planned("s1", "robin", f"{session} 10:00")
    world.has(Absence(id="a1", person_id="amara", from_on=day(since), planned=False))
    leaving(world, "robin")
    leaving(world, "morgan")


def test_the_day_before_nobody_is_asked_to_prepare_for_who_is_away(world: World) -> None:
    amara_away(world, "2026-11-24", "2026-11-26")
    world.to("2026-11-25 09:00")
    (said,) = leaving(world, "robin")
    assert said.title == "A session is planned with somebody who is away"
    assert "What you have prepared moves along." in said.text


def test_a_reminder_to_prepare_says_that_nobody_covers_yet_and_nothing_once_somebody_does(
    world: World,
) -> None:
    amara_away(world, "2026-11-23", "2026-12-10")
    world.to("2026-12-03 09:00")
    (said,) = leaving(world, "robin")
    away = "Amara Okafor is away and nobody covers yet: what you prepare is kept for whoever takes it."
    assert said.text == f"Prepare for supervision on Thursday 10 December 2026 at 10:00. {away}"
    world.do("morgan", absences.arrange_cover, "a1", "joan", None)
    world.to("2026-12-09 09:00")
    (prepare,) = [one for one in leaving(world, "robin") if one.title != "Cover is arranged"]
    assert prepare.text == "Prepare for supervision on Thursday 10 December 2026 at 10:00."


def test_whoever_covers_reads_what_they_take_over_and_nobody_else_does(world: World) -> None:
    amara_away(world, "2026-11-23", "2026-12-10")
    world.do("morgan", absences.arrange_cover, "a1", "joan", None)
    world.pass_seconds(60)
    (mine,) = [one for one in leaving(world, "joan") if one.title == "Cover is arranged"]
    assert [(one.label, one.value) for one in mine.facts] == [
        ("Robin Ash", "next session Thursday 10 December 2026 at 10:00"),
        ("Sam Birch", "no session planned"),
    ]
    (theirs,) = [one for one in leaving(world, "robin") if one.title == "Cover is arranged"]
    assert theirs.facts == ()
    assert theirs.text.startswith("Joan Reed supervises you in place of Amara Okafor until they are back.")


def test_the_supervisor_who_is_covered_reads_that_it_lasts_until_they_are_back_themselves(
    world: World,
) -> None:
    amara_away(world, "2026-11-23", "2026-12-10")
    world.do("morgan", absences.arrange_cover, "a1", "joan", None)
    rows = select(OutboxRow).where(OutboxRow.recipient_id == "amara", OutboxRow.kind == "cover-arranged")
    said = world.do("amara", lambda work: words(work, work.uow.session.exec(rows).one()))
    assert said is not None
    assert said.text == "Joan Reed supervises in your place until you are back."


def test_who_is_expected_back_by_then_is_prepared_for_as_ever(world: World) -> None:
    world.planned("s1", "robin", "2026-11-26 10:00")
    row = Absence(
        id="a1", person_id="amara", from_on=day("2026-11-24"), planned=True, expected_back=day("2026-11-26")
    )
    world.has(row)
    leaving(world, "robin")
    world.to("2026-11-25 09:00")
    (said,) = leaving(world, "robin")
    assert said.text == "Prepare for supervision on Thursday 26 November 2026 at 10:00."


def test_the_manager_reads_of_one_absence_in_one_message(world: World) -> None:
    amara_away(world, "2026-11-23", "2026-12-08")
    world.to("2026-12-07 09:00")
    world.do("robin", absences.report, "a1")
    world.do("sam", absences.report, "a1")
    found = leaving(world, "morgan")
    assert len(found) == 4
    said = together(found)
    assert problems(said) == []
    assert "Robin Ash reports that" in said.text
    assert "Sam Birch reports that" in said.text
    assert "The session of Robin Ash" in said.text
    assert [one.label for one in said.buttons].count("Arrange cover") == 1
    bundle = together([*found, Message("Something else.", title="Else")])
    assert bundle.text == "2 things for you today."
    assert problems(bundle) == []


def test_the_report_that_is_ready_names_the_session_that_nobody_takes(world: World) -> None:
    amara_away(world, "2026-11-23", "2026-12-08")
    world.to("2026-12-07 09:00")
    (said,) = leaving(world, "robin")
    assert said.title == "Your supervisor is away"
    (session,) = [one.value for one in said.facts if one.label == "Your next session"]
    assert session.startswith(
        "Tuesday 8 December 2026 at 10:00, planned with Amara Okafor. Propose another time"
    )
    labels = [one.label for one in said.buttons]
    assert labels == ["Send the report", "Propose another time", "Why?", "Remind me later"]


def test_one_session_that_meets_several_duties_is_one_matter(world: World) -> None:
    world.planned("s1", "robin", "2026-11-26 10:00")
    leaving(world, "amara")
    case(world, "cb-1", "family-support-cin", last_supervised_on=day("2026-10-20"))
    world.do("amara", sessions.cancel, "s1", "amara", "other")
    world.pass_seconds(60)
    said = together(leaving(world, "amara"))
    (also,) = [one.value for one in said.facts if one.label == "This also meets"]
    assert said.text == "Discuss 1 case with Robin Ash."
    assert also.startswith("Rebook the cancelled supervision with Robin Ash. Due: Monday 30 November 2026.")
    assert "Clause: rebook: " in also
    labels = [one.label for one in said.buttons]
    assert labels == ["Book a session", "Which cases?", "Why?", "Remind me later"]


def test_what_would_be_too_long_for_one_message_stays_apart(world: World) -> None:
    amara_away(world, "2026-11-23", "2026-12-10")
    world.to("2026-12-07 09:00")
    (first,) = leaving(world, "morgan")
    long = Message("A word. " * 370, title="Long", buttons=first.buttons)
    assert [one.label for one in together([first, long]).facts] == [f"1. {first.title}", "2. Long"]


def test_the_overview_says_that_who_is_supervised_is_away(world: World) -> None:
    world.planned("s1", "robin", "2026-11-26 10:00")
    world.has(Absence(id="a1", person_id="robin", from_on=day("2026-11-20"), planned=False))
    leaving(world, "amara")
    world.to("2026-11-25 09:00")
    (said,) = [one for one in leaving(world, "amara") if "supervision: Robin Ash" in one.title]
    assert said.facts[0].value == "Robin Ash is away since Friday 20 November 2026. Move it, or cancel it"


def test_whoever_covers_is_asked_of_a_session_of_a_day_when_nobody_was_there_with_whom_it_was_planned(
    world: World,
) -> None:
    amara_away(world, "2026-11-23", "2026-11-26")
    world.to("2026-11-27 09:00")
    world.do("morgan", absences.arrange_cover, "a1", "joan", None)
    world.pass_seconds(60)
    found = leaving(world, "joan")
    (mine,) = [one for one in found if one.title == "Cover is arranged"]
    assert mine.facts[0].value == "no session planned, 1 to be said whether held"
    (asked,) = [one for one in found if one.title == "Was it held?"]
    assert "was it held? It was planned with Amara Okafor, who was away." in asked.text
