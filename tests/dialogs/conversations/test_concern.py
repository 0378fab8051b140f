"""A concern as it is talked through, stage by stage: who reads what and when is said before anything is typed."""

from collections.abc import Callable

import pytest
from sqlmodel import select

from dialogs.nudges import words
from storage.store import Store
from storage.tables import AuditLine, Concern, OutboxRow, Person
from storage.unit import UnitOfWork
from supervision import agreements
from supervision.policy import load_policies
from supervision.work import Work
from tests.dialogs.conversations.chat import Chat
from tests.supervision.world import World, day
from tests.support.stores import Clock

Chats = Callable[[str], Chat]
FIRST, SECOND, SAID = "canary-first", "canary-second", "canary-said"
NO_SUCH = '\nI cannot find that. Type "due" to see what is open for you.'


def told(world: World, person: str) -> list[tuple[str, str]]:
    """Every notice to a person about a concern that still has words, by kind, with its words."""

    def read(work: Work) -> list[tuple[str, str]]:
        rows = work.uow.session.exec(select(OutboxRow).where(OutboxRow.recipient_id == person))
        found = [(row.kind, words(work, row)) for row in rows if row.kind.startswith("concern-")]
        return [(kind, f"{it.title}\n{it.text}\n{it.summary}") for kind, it in found if it is not None]

    return world.do(person, read)


def leave(world: World) -> None:
    """What waits has left."""

    def send(uow: UnitOfWork) -> None:
        for row in uow.session.exec(select(OutboxRow)):
            row.state = "sent"

    world.store.run_now(send)


def concern_in(world: World) -> Concern:
    (found,) = world.store.read_now(lambda uow: list(uow.session.exec(select(Concern))))
    return found


@pytest.fixture
def raised(chat: Chats, world: World) -> World:
    """Robin has raised something with Amara."""
    robin = chat("robin").say("concern").choose("Supervision does not take place often enough")
    robin.save(worry=FIRST).press("Skip").save(first_steps=("agreement", "learning"))
    assert "is told in a minute" in robin.press("Tell Amara Okafor").text
    return world


@pytest.fixture
def taken_on(chat: Chats, raised: World) -> World:
    """And has taken it to Morgan, without what was written before."""
    robin = chat("robin").say("concern").press("Take it to the second stage").save(why=SECOND)
    robin.choose("No, only what I write now and what is written from now on").press("Take it to Morgan Vale")
    return raised


def test_before_anything_is_typed_it_says_who_reads_it_and_when(chat: Chats) -> None:
    robin = chat("robin").say("concern")
    assert "Nothing is sent until you have checked it and chosen to tell Amara Okafor." in robin.text
    assert "no manager, nobody who covers, no later supervisor" in robin.text
    assert "Your policy describes this: concern: " in robin.text


def test_a_word_that_starts_something_else_is_no_answer_by_a_name_nobody_sees(chat: Chats) -> None:
    robin = chat("robin").say("concern").say("agreement")
    assert "You were in the middle of something" in robin.text, "the agreement of the two is opened instead"
    assert "What is it about?" in robin.say("concern").text, "nothing was answered for them"


def test_what_is_begun_and_left_is_nobodys_but_whoever_typed_it(chat: Chats, world: World) -> None:
    robin = chat("robin").say("concern").choose("Something else between us").save(worry=FIRST)
    assert "nothing has been sent" in robin.press("Stop for now").text
    assert told(world, "amara") == []
    assert "Nothing about supervision is open with you" not in chat("amara").say("concern").text


def test_the_other_of_the_two_is_told_that_there_is_something_and_reads_it_on_request(
    chat: Chats, raised: World
) -> None:
    ((kind, text),) = told(raised, "amara")
    assert kind == "concern-raised"
    assert "Nobody else has been told" in text
    assert FIRST not in text
    amara = chat("amara").say("concern")
    assert "Stage: First, between the two of you" in amara.text
    assert FIRST not in amara.text
    amara.press("Read what was written")
    assert amara.messages[-1].private
    assert FIRST in amara.text
    assert "Look at how each of us learns best" in amara.text


@pytest.mark.parametrize("person", ["morgan", "dana", "joan", "sam"])
def test_nobody_else_sees_anything_at_the_first_stage(chat: Chats, raised: World, person: str) -> None:
    concern, other = concern_in(raised), chat(person)
    assert told(raised, person) == []
    assert "robin" not in other.say("concern").text.casefold()
    for verb in ("read", "talked", "met", "on", "close"):
        assert other.verb(f"concern-{verb}", concern.id, concern.version).text == NO_SUCH


def test_a_raised_concern_is_taken_back_within_its_minute(chat: Chats, world: World) -> None:
    robin = chat("robin").say("concern").choose("Something else between us").save(worry=FIRST)
    robin.press("Skip").press("Skip").press("Tell Amara Okafor").press("Undo")
    assert told(world, "amara") == []
    assert chat("amara").verb("concern-read", concern_in(world).id).text == NO_SUCH
    assert "What is it about?" in chat("robin").say("concern").text


def test_a_talk_is_noted_by_either_and_whoever_raised_it_decides(chat: Chats, raised: World) -> None:
    amara = chat("amara").say("concern").press("We have talked")
    assert "Only if Robin Ash takes it to the second stage" in amara.text
    amara.save(on="2026-11-23").save(outcome=SAID).press("Note it")
    assert "Robin Ash decides" in amara.text
    assert [kind for kind, _ in told(raised, "robin")] == ["concern-talked"]
    robin = chat("robin").say("concern")
    assert "You talked: Monday 23 November 2026" in robin.text
    assert SAID in robin.press("Read what was written").text
    assert "End it here" not in chat("amara").say("concern").labels


def test_the_second_stage_says_who_reads_what_and_shares_only_what_is_chosen(
    chat: Chats, taken_on: World
) -> None:
    assert [kind for kind, _ in told(taken_on, "amara")] == ["concern-taken-on"]
    ((_, text),) = told(taken_on, "morgan")
    assert "Robin Ash asks you to meet with them and Amara Okafor about supervision." in text
    assert SECOND not in text
    morgan = chat("morgan").say("concern").press("Read what was written")
    assert SECOND in morgan.text
    assert FIRST not in morgan.text
    assert [kind for kind, _ in told(taken_on, "robin")] == ["concern-read"]
    lines = taken_on.store.read_now(lambda uow: list(uow.session.exec(select(AuditLine))))
    assert [(one.actor_id, one.purpose) for one in lines if one.action == "read-concern"] == [
        ("morgan", "second stage")
    ]
    assert FIRST in chat("amara").say("concern").press("Read what was written").text


def test_what_was_written_before_goes_along_where_whoever_raised_it_says_so(
    chat: Chats, raised: World
) -> None:
    robin = chat("robin").say("concern").press("Take it to the second stage")
    assert "Then Morgan Vale and Amara Okafor are both told" in robin.text
    robin.save(why=SECOND).choose("Yes, all of it").press("Take it to Morgan Vale")
    read = chat("morgan").say("concern").press("Read what was written").text
    assert FIRST in read
    assert SECOND in read


def test_the_manager_notes_the_meeting_and_whoever_raised_it_ends_it(chat: Chats, taken_on: World) -> None:
    morgan = chat("morgan").say("concern").press("We have met").save(on="2026-11-23").save(outcome=SAID)
    morgan.choose("I observe a session, to help both see where it is hard").press("Note it")
    assert "Robin Ash decides when it ends" in morgan.text
    robin = chat("robin").say("concern").press("Read what was written")
    assert "I observe a session" in robin.text
    leave(taken_on)
    robin.press("End it here").choose("It is settled").press("Skip")
    assert "Amara Okafor and Morgan Vale are told" in robin.text
    assert (concern_in(taken_on).outcome, concern_in(taken_on).closed_on) == ("settled", day("2026-11-23"))
    for person in ("amara", "morgan"):
        assert "concern-closed" in [kind for kind, _ in told(taken_on, person)]
        assert SAID in chat(person).verb("concern-read", concern_in(taken_on).id).text
    assert "What is it about?" in chat("robin").say("concern").text


def test_who_it_would_go_to_is_looked_at_again_before_anything_is_sent(chat: Chats, raised: World) -> None:
    robin = chat("robin").say("concern").press("Take it to the second stage").save(why=SECOND)
    robin.choose("Yes, all of it")
    chat("morgan").say("absent").choose("Me").save(planned="yes").save().press("Skip")
    assert "Who this goes to has changed since you began" in robin.press("Take it to Morgan Vale").text
    assert concern_in(raised).stage == 1
    assert "Take it to Dana Hill" in chat("robin").say("concern").press("Take it to the second stage").text


def test_with_whom_it_is_is_looked_at_again_before_anything_is_sent(chat: Chats, world: World) -> None:
    robin = chat("robin").say("concern").choose("Something else between us").save(worry=FIRST)
    robin.press("Skip").press("Skip")
    give_to_joan(world)
    assert "Who supervises has changed since you began" in robin.press("Tell Amara Okafor").text
    assert told(world, "joan") == told(world, "amara") == []
    assert "chosen to tell Joan Reed" in chat("robin").say("concern").text


def give_to_joan(world: World) -> None:
    """Joan supervises Robin from now on."""

    def move(work: Work) -> None:
        robin = work.uow.session.get(Person, "robin")
        assert robin is not None
        robin.supervisor_id = "joan"

    world.do("clock", move)
    world.differences()


def test_a_later_supervisor_does_not_see_it(chat: Chats, raised: World) -> None:
    give_to_joan(raised)
    assert chat("joan").verb("concern-read", concern_in(raised).id).text == NO_SUCH
    assert FIRST in chat("amara").verb("concern-read", concern_in(raised).id).text
    robin = chat("robin").say("concern")
    assert "Raise something" in robin.labels


def test_a_stale_button_changes_nothing(chat: Chats, taken_on: World) -> None:
    concern = concern_in(taken_on)
    for person, verb in (("robin", "on"), ("amara", "talked")):
        assert "nothing was done" in chat(person).verb(f"concern-{verb}", concern.id).text


def test_who_has_not_been_told_of_it_yet_does_not_hear_that_it_has_ended(chat: Chats, raised: World) -> None:
    robin = chat("robin").say("concern").press("End it here").choose("I leave it here").press("Skip")
    assert "Nobody had been told of it yet, and nobody is told now." in robin.text
    assert told(raised, "amara") == []


def test_it_is_listed_with_its_age_and_nobody_is_chased(chat: Chats, raised: World) -> None:
    before = told(raised, "amara")
    raised.to("2026-12-14 09:00")
    assert "by you on Monday 23 November 2026, 21 days ago" in chat("robin").say("concern").text
    assert told(raised, "amara") == before


@pytest.mark.parametrize("person", ["robin", "amara"])
def test_either_may_take_a_disagreement_about_a_record_to_the_next_tier(
    chat: Chats, world: World, person: str
) -> None:
    world.planned("s1", "robin", "2026-11-23 08:00")
    chat("amara").say("held").save().press("It is recorded")
    record = world.record("s1")
    robin = chat("robin").say("sign off").press("I disagree").say(FIRST)
    here = robin if person == "robin" else chat("amara").verb("read-reason", record.id)
    here.press("Take it further")
    assert "Take it to Morgan Vale" in here.text
    assert "disagreement: " in here.text
    here.save(why=SECOND).press("Take it to Morgan Vale")
    read = chat("morgan").say("concern").press("Read what was written").text
    assert SECOND in read
    assert FIRST not in read
    assert "Stage: Second, with" in chat(person).verb("concern-record", record.id).text


def test_a_supervisor_raises_only_that_the_agreement_is_not_kept_to(chat: Chats, world: World) -> None:
    amara = chat("amara").verb("concern-agreement", "robin")
    # Where there is none, nothing can be held against anybody.
    assert amara.text == NO_SUCH
    agreement = world.do("robin", agreements.write, ("robin", "amara"), 0, {"will": "meet"}, None)
    for person in ("robin", "amara"):
        world.do(person, agreements.sign, agreement.id)
    amara.verb("concern-agreement", "robin")
    assert "What is not working" in amara.text
    assert "What is it about?" not in amara.text
    amara.save(worry=FIRST).press("Skip").press("Skip").press("Tell Robin Ash")
    assert [kind for kind, _ in told(world, "robin")] == ["concern-raised"]
    assert "End it here" not in chat("robin").say("concern").labels


def test_half_typed_when_the_pair_ends_it_stays_with_whoever_typed_it_and_says_so(
    chat: Chats, world: World
) -> None:
    agreement = world.do("robin", agreements.write, ("robin", "amara"), 0, {"will": "meet"}, None)
    for person in ("robin", "amara"):
        world.do(person, agreements.sign, agreement.id)
    robin = chat("robin").say("concern").choose("Something else between us").save(worry=FIRST)
    amara = chat("amara").verb("concern-agreement", "robin").save(worry=SECOND)
    world.becomes("robin", supervisor_id=None)
    assert ", with Amara Okafor, who no longer supervises you" in robin.press("Skip").text
    assert ", with Robin Ash, whom you no longer supervise" in amara.press("Skip").text
    for here, typed, tell in ((robin, FIRST, "Tell Amara Okafor"), (amara, SECOND, "Tell Robin Ash")):
        assert typed in here.press("Skip").text
        here.press(tell)
        assert "nothing was saved or sent. What you typed is kept here." in here.text
        assert typed in here.text
    assert told(world, "robin") == told(world, "amara") == []


def test_half_typed_when_the_pair_ends_a_disagreement_stays_with_whoever_typed_it(
    chat: Chats, world: World
) -> None:
    world.planned("s1", "robin", "2026-11-23 08:00")
    chat("amara").say("held").save().press("It is recorded")
    robin = chat("robin").say("sign off").press("I disagree").say(FIRST).press("Take it further")
    world.becomes("robin", supervisor_id=None)
    robin.save(why=SECOND)
    assert (
        "Take it to Morgan Vale: the two of you no longer disagree, or no longer work together" in robin.text
    )
    assert SECOND in robin.press("Take it to Morgan Vale").text
    assert told(world, "morgan") == []


def test_where_nobody_stands_above_it_says_so(chat: Chats, world: World) -> None:
    morgan = chat("morgan").say("concern").choose("Something else between us").save(worry=FIRST)
    morgan.press("Skip").press("Skip").press("Tell Dana Hill")
    assert "Nobody is recorded as the supervisor's line manager" in (
        morgan.say("concern").press("Take it to the second stage").text
    )


def test_the_other_authority_has_its_own_clause(sqlite_store: Store, clock: Clock) -> None:
    world = World(sqlite_store, clock, load_policies(), "bradford")
    robin = Chat(world, "robin").say("concern")
    assert "Dispute Resolution" in robin.text


def test_many_open_ones_are_shown_some_at_a_time(chat: Chats, world: World) -> None:
    on = day("2026-11-20")
    world.has(
        *(
            Concern(id=f"c{n}", supervisee_id="robin", supervisor_id="amara", raised_by="robin", raised_on=on)
            for n in range(7)
        )
    )
    amara = chat("amara").say("concern")
    assert "2 more are open with you." in amara.text
    amara.press("Show more")
    assert amara.text.count("by Robin Ash on Friday 20 November 2026, 3 days ago") == 2
