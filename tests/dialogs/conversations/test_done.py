"""Saying that what is owed was done, and noting what happened, from the chat."""

from collections.abc import Callable, Iterator

import pytest
from sqlmodel import select

from dialogs.nudges import words
from storage.store import Store
from storage.tables import OutboxRow
from supervision.policy import Policy, load_policies
from supervision.work import Work
from tests.dialogs.conversations.chat import Chat
from tests.supervision.test_once import own_rule
from tests.supervision.world import World, day
from tests.support.stores import Clock

Chats = Callable[[str], Chat]


@pytest.fixture
def bradford(sqlite_store: Store, clock: Clock) -> Iterator[World]:
    """The same team in Bradford."""
    made = World(sqlite_store, clock, load_policies(), "bradford")
    made.differences()
    yield made
    assert made.differences() == [], "a reconcile found something to mend"


@pytest.fixture
def starter(world: World) -> World:
    """Robin started a week ago: both are to sign the agreement."""
    world.becomes("robin", started_on=day("2026-11-16"))
    return world


def test_what_was_done_is_said_with_its_day_and_the_answer_says_what_follows(
    chat: Chats, starter: World
) -> None:
    robin = chat("robin").say("done")
    assert "sign the supervision agreement with Amara Okafor" in robin.text
    robin.save(on="Friday")
    assert "Done on Friday 20 November 2026: sign the supervision agreement with Amara Okafor." in robin.text
    assert starter.duties("agreement-first", about="robin")[0].party == "supervisor"
    assert "(Amara Okafor): Monday 14 December 2026" in robin.text


def test_today_is_offered_and_another_day_is_understood_as_people_type_it(
    chat: Chats, starter: World
) -> None:
    robin = chat("robin").say("it was done")
    assert [field.value for one in robin.messages for field in one.fields] == ["2026-11-23"]
    assert "16 November 2026" in robin.say("13 Nov").text, "it says from which day on"
    assert "Done on" not in robin.say("tomorrow").text
    assert "Done on Monday 16 November 2026" in robin.say("16 Nov").text


def test_it_can_be_taken_back_within_a_minute(chat: Chats, starter: World) -> None:
    robin = chat("robin").say("done").save(on="2026-11-23")
    robin.press("Undo")
    assert 'Undone: "done"' in robin.text
    assert len(starter.duties("agreement-first")) == 2
    robin.say("done").save(on="2026-11-23")
    starter.pass_seconds(61)
    assert "nothing to undo" in robin.say("undo").text


def test_the_next_one_is_named_with_its_date(bradford: World) -> None:
    morgan = Chat(bradford, "morgan").say("done")
    morgan.choose("Hold the annual appraisal with Amara Okafor").save(on="20 Nov")
    assert "Next: Hold the annual appraisal with Amara Okafor: Saturday 20 November 2027" in morgan.text


def test_the_list_of_what_is_owed_has_a_button_to_say_so_where_there_is_such_a_thing(
    chat: Chats, starter: World
) -> None:
    robin = chat("robin").say("due")
    robin.press("It was done").save(on="2026-11-23")
    assert "Done on Monday 23 November 2026" in robin.text
    assert "It was done" not in chat("kit").say("due").labels
    assert "Nothing that you owe" in chat("kit").say("done").text


def test_a_button_on_somebody_elses_duty_looks_like_nothing_there(chat: Chats, starter: World) -> None:
    duty = starter.duty("agreement-first", party="supervisee")
    assert "I cannot find that" in chat("amara").verb("done", duty.id).text
    chat("robin").verb("done", duty.id).save(on="2026-11-23")
    assert "This has changed" in chat("robin").verb("done", duty.id).text


def nudged(world: World, person: str, kind: str) -> list[str]:
    """The labels of the buttons of a nudge to somebody, as it leaves."""

    def render(work: Work) -> list[str]:
        of_kind = select(OutboxRow).where(OutboxRow.recipient_id == person, OutboxRow.kind == kind)
        message = words(work, work.uow.session.exec(of_kind).one())
        assert message is not None
        return [one.label for one in message.buttons]

    return world.do(person, render)


def test_a_nudge_about_such_a_thing_carries_the_same_button(bradford: World) -> None:
    bradford.becomes("robin", role="nqsw", asye_started_on=day("2026-09-01"))
    bradford.to("2026-11-24 12:00")
    buttons = nudged(bradford, "amara", "asye-review-3/supervisor/owner")
    assert buttons == ["It was done", "Why?", "Remind me later"]


def test_circumstances_are_noted_by_their_day_alone(chat: Chats, world: World) -> None:
    amara = chat("amara").say("circumstances changed").choose("Robin Ash").save(on="2026-11-20")
    assert "Circumstances changed significantly: Robin Ash, Friday 20 November 2026." in amara.text
    assert "Now due: Review the supervision agreement with Robin Ash: no date" in amara.text
    amara.press("Undo")
    assert world.duties("agreement-review") == []


def test_a_line_manager_notes_it_too_and_a_supervisee_has_nobody_to_note_it_of(
    chat: Chats, world: World
) -> None:
    morgan = chat("morgan").say("happened")
    assert morgan.messages[-1].title == "Something happened: Circumstances changed significantly"
    morgan.choose("Robin Ash").save(on="2026-11-23")
    assert "Now due: Review the supervision agreement with Robin Ash (Amara Okafor)" in morgan.text
    assert "Nothing is asked for" in chat("robin").say("happened").text


def test_the_count_of_questions_begins_at_one_where_it_is_not_asked_what_happened(chat: Chats) -> None:
    morgan = chat("morgan").say("happened")
    assert "Question 1 of 2" in morgan.text
    assert "Back" not in morgan.labels
    assert "Question 2 of 2" in morgan.choose("Robin Ash").text


def test_a_shift_is_noted_of_somebody_whose_supervision_goes_by_shifts(bradford: World) -> None:
    amara = Chat(bradford, "amara").say("shift worked")
    assert "Nothing is asked for" in amara.text
    bradford.becomes("robin", role="agency")
    for number in range(16, 24):
        amara.verb("why", bradford.duty("freq-agency").id)
        assert f"until enough shifts have been worked; {number - 16} noted so far" in amara.text
        amara.say("shift worked")
        # The only one there is, so nobody is asked whom it is about.
        assert amara.messages[-1].title == "Something happened: A shift was worked, Robin Ash"
        amara.save(on=f"2026-11-{number}")
    assert "A shift was worked: Robin Ash, Monday 23 November 2026." in amara.text
    assert bradford.duty("freq-agency").due_on == day("2026-11-23")


def test_what_a_rule_of_an_authoritys_own_begins_with_is_named_as_its_file_says(
    chat: Chats, world: World
) -> None:
    policy = own_rule(world.policies[world.authority])
    talk = policy.rules["talk-after"].model_copy(update={"event_title": "A serious incident"})
    policy = policy.model_copy(update={"rules": {**policy.rules, "talk-after": talk}})
    world.policies = {**world.policies, world.authority: policy}
    world.differences()
    amara = chat("amara").say("happened").choose("A serious incident").choose("Robin Ash")
    amara.save(on="2026-11-23")
    assert "A serious incident: Robin Ash, Monday 23 November 2026." in amara.text
    assert "Now due: Talk after a serious incident: Robin Ash: Monday 30 November 2026" in amara.text


def test_a_rule_of_an_authoritys_own_is_named_by_its_title(chat: Chats, world: World) -> None:
    policy: Policy = own_rule(world.policies[world.authority])
    world.policies = {**world.policies, world.authority: policy}
    world.differences()
    for on in ("2026-11-20", "2026-11-23"):
        amara = chat("amara").say("happened").choose("Talk after a serious incident").choose("Robin Ash")
        amara.save(on=on)
        assert "Now due: Talk after a serious incident: Robin Ash: Friday 27 November 2026" in amara.text
    assert "Talk after a serious incident: Robin Ash" in amara.say("due").text
    assert "Talk after a serious incident (Amara Okafor)" in chat("robin").say("due").text
    amara.say("done").choose("Talk after a serious incident: Robin Ash").save(on="2026-11-23")
    assert "Done on Monday 23 November 2026" in amara.text


@pytest.mark.parametrize(
    ("role", "rule"),
    [
        ("nqsw", "protected-development"),
        ("nqsw", "asye-review-3"),
        ("social_worker", "freq-first-six-months"),
    ],
)
def test_why_answers_for_each_of_them(bradford: World, role: str, rule: str) -> None:
    bradford.becomes("robin", role=role, asye_started_on=day("2026-11-16"), started_on=day("2026-11-16"))
    amara = Chat(bradford, "amara").verb("why", bradford.duty(rule, about="robin").id)
    assert bradford.policies["bradford"].rules[rule].clause.section in amara.text
