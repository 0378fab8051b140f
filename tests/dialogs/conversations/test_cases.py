"""Cases in conversation: when each is due and why, decisions, oversight, plans, and what is due comes on an agenda."""

import json
from collections.abc import Callable

import pytest
from sqlmodel import select

from dialogs.nudges import together, words
from storage.tables import Case, OutboxRow
from supervision.policy import Policy
from supervision.work import Work
from tests.dialogs.conversations.chat import Chat
from tests.supervision.cases import booked, case, discussed, the
from tests.supervision.policies import changed
from tests.supervision.world import World, day

Chats = Callable[[str], Chat]
MONTHLY = "family-support-cin"


@pytest.fixture
def amara(chat: Chats, world: World) -> Chat:
    """Amara supervises Robin, who has a monthly case, one of 3 months and one that no row fits."""
    case(world, "cb-1", MONTHLY, last_supervised_on=day("2026-10-20"))
    case(world, "cb-2", "looked-after-matched", last_supervised_on=day("2026-11-05"))
    return chat("amara")


def robins(chat: Chat) -> Chat:
    return chat.say("cases").choose("Robin Ash")


def the_case(chat: Chat, reference: str) -> Chat:
    return robins(chat).press("See one of them").choose(reference)


def test_a_supervisor_sees_by_when_each_case_is_discussed_and_when_it_last_was(amara: Chat) -> None:
    robins(amara)
    assert [fact.label for fact in amara.messages[-1].facts] == ["CB-1", "CB-2", "CB-101"]
    assert amara.messages[-1].facts[0].value == (
        "Friday 20 November 2026, 1 working day late; last discussed Tuesday 20 October 2026"
    )
    assert "How often is to be decided" in amara.messages[-1].facts[2].value


def test_a_long_list_is_shown_page_by_page(amara: Chat, world: World) -> None:
    for number in range(3, 12):
        case(world, f"cb-{number}", "adoption")
    robins(amara).press("Show the next 4")
    assert "9 to 12 of 12" in amara.text
    assert "1 to 8 of 12" in amara.verb("cases-of", "robin:99").text


def test_of_one_case_the_row_its_clause_and_the_reason_are_said(amara: Chat, world: World) -> None:
    case(world, "cb-3", MONTHLY, "care-leaver-settled", workers=("robin", "sam"))
    the_case(amara, "CB-3")
    assert "Monthly supervision of a family support case" in amara.text
    assert "2 rows fit this case and the strictest governs" in amara.text
    assert "Also worked by: Sam Birch" in amara.text
    assert "Why?" in amara.labels


def test_a_worker_sees_their_own_and_decides_nothing(chat: Chats, amara: Chat) -> None:
    robin = chat("robin").say("cases")
    assert "Your cases" in robin.text
    robin.press("See one of them").choose("CB-1")
    assert robin.labels == ["Why?", "All of them"]


@pytest.mark.parametrize("verb", ["cases-of", "which-case"])
def test_somebody_elses_cases_look_like_nothing_there(chat: Chats, amara: Chat, verb: str) -> None:
    for stranger in ("joan", "sam", "kit"):
        assert "I cannot find that" in chat(stranger).verb(verb, "robin").text


@pytest.mark.parametrize("verb", ["one-case", "decide-case"])
def test_nor_is_one_of_them_or_somebody_elses_under_a_name_of_ones_own(
    chat: Chats, amara: Chat, verb: str
) -> None:
    for subject in ("robin:cb-1", "kit:cb-1", "", "robin"):
        assert "I cannot find that" in chat("joan").verb(verb, subject).text
    assert "I cannot find that" in amara.verb(verb, "sam:cb-1").text


def test_a_worker_cannot_decide_about_their_own(chat: Chats, amara: Chat) -> None:
    assert "I cannot find that" in chat("robin").verb("decide-case", "robin:cb-1").text


def test_an_interval_is_decided_and_taken_back(amara: Chat, world: World) -> None:
    the_case(amara, "CB-2").press("Decide how often").choose("An interval in months").save(months="1").save()
    assert "Decided" in amara.text
    assert the(world, "cb-2") == ("case-decided", "2026-12-05")
    assert world.get(Case, "cb-2").facts["decided_by"] == "amara"
    amara.press("Undo")
    assert the(world, "cb-2") == ("case-looked-after-matched", "2027-02-05")


def test_where_only_an_interval_can_be_decided_it_is_asked_at_once(amara: Chat, world: World) -> None:
    case(world, "cb-9", "family-support-cin", last_supervised_on=day("2026-11-05"))
    the_case(amara, "CB-9").press("Decide how often")
    assert "Every how many months is it discussed?" in amara.text
    amara.say("two").save()
    the_case(amara, "CB-9").press("Decide how often")
    assert amara.options == ["An interval in months", "As the table says"]


def test_a_longer_one_holds_from_the_next_interval_on(amara: Chat, world: World) -> None:
    the_case(amara, "CB-2").press("Decide how often")
    longer = next(one for one in amara.options if one.startswith("Longer"))
    (field,) = amara.messages[-1].fields
    amara.save(decision=next(one.value for one in field.options if one.label == longer)).save(
        months="6"
    ).save()
    assert "Friday 5 February 2027" in amara.text
    assert "the strictest governs" in amara.text
    discussed(world, "2026-11-23", "cb-2")
    assert the(world, "cb-2") == ("case-looked-after-longer", "2027-05-23")
    the_case(amara, "CB-2")
    assert "Every 6 months, decided by Amara Okafor" in amara.text
    amara.press("Decide how often").choose("As the table says")
    assert the(world, "cb-2") == ("case-looked-after-matched", "2027-02-23")


@pytest.fixture
def joan(chat: Chats, amara: Chat, world: World) -> Chat:
    """Joan supervises Kit, who works a case with Robin; Amara has decided how often it is discussed."""
    case(
        world, "cb-5", "looked-after-matched", workers=("robin", "kit"), last_supervised_on=day("2026-11-05")
    )
    the_case(amara, "CB-5").press("Decide how often").choose("An interval in months").save(months="1").save()
    return chat("joan")


def test_who_supervises_another_worker_is_told_and_shown_the_decision_before_replacing_it(
    joan: Chat, amara: Chat, world: World
) -> None:
    assert "Joan Reed is told in a minute" in amara.text
    told = said(world, "joan", "case-decided")
    assert "Amara Okafor has decided how often a case is discussed that Kit Moss also works." in told
    assert "CB-5" not in told
    joan.verb("one-case", "kit:cb-5").press("Decide how often")
    assert (
        "Decided now: Every month, decided by Amara Okafor, holds from Monday 23 November 2026." in joan.text
    )
    joan.choose("As the table says")
    assert "Joan Reed has decided" in said(world, "amara", "case-decided")
    assert "has decided" not in said(world, "joan", "case-decided")
    joan.press("Undo")
    assert "has decided" not in said(world, "amara", "case-decided")


def test_nobody_replaces_a_decision_they_were_not_shown(joan: Chat, amara: Chat, world: World) -> None:
    joan.verb("one-case", "kit:cb-5").press("Decide how often").choose("An interval in months").save(
        months="2"
    )
    the_case(amara, "CB-5").press("Decide how often").choose("As the table says")
    assert "Somebody else has decided since you began, so nothing was changed." in joan.save().text
    assert "interval_months" not in world.get(Case, "cb-5").facts
    joan.press("Decide how often").choose("An interval in months").save(months="2").save()
    assert world.get(Case, "cb-5").facts["decided_by"] == "joan"


def test_nothing_is_lengthened_after_the_event(amara: Chat, world: World) -> None:
    the_case(amara, "CB-2").press("Decide how often").choose("An interval in months").save(months="1")
    amara.save(from_day="2026-11-01")
    assert "has passed" in amara.messages[-1].fields[0].problem
    assert the(world, "cb-2") == ("case-looked-after-matched", "2027-02-05")


def test_oversight_is_noted_from_a_case(amara: Chat) -> None:
    assert "Management oversight: CB-1" in the_case(amara, "CB-1").press("Note oversight").text


def test_the_plan_is_said_to_be_reviewed(amara: Chat, world: World) -> None:
    the_case(amara, "CB-1").press("The plan was reviewed").save()
    assert world.duty("plan-review", about="cb-1").due_on == day("2027-02-23")


def test_what_is_due_comes_on_the_agenda_with_one_tap(amara: Chat, world: World) -> None:
    session = booked(world, "2026-11-26 10:00", "case-1")
    robins(amara).press("Put 1 case on the agenda")
    assert "CB-1" in amara.text
    amara.verb("agenda-cases", session)
    assert "CB-101 and CB-1" in amara.text
    assert "stays as it is" in amara.verb("to-agenda", session).text


def said(world: World, person: str, *kinds: str) -> str:
    """What leaves for somebody on a morning, as one message."""

    def read(work: Work) -> str:
        rows = list(work.uow.session.exec(select(OutboxRow).where(OutboxRow.recipient_id == person)))
        found = [words(work, one) for one in rows if one.kind.startswith(kinds)]
        message = together([one for one in found if one is not None])
        return "\n".join(
            [message.title, message.text, *(f"{one.label}: {one.value}" for one in message.facts)]
        )

    return world.do(person, read)


def test_several_cases_of_one_person_are_one_message_without_a_reference(world: World) -> None:
    for number in (1, 2, 3):
        case(world, f"cb-{number}", MONTHLY, last_supervised_on=day("2026-10-25"))
    world.to("2026-11-25 12:00")
    text = said(world, "amara", "case-family")
    assert text.startswith(
        "Cases to discuss\nDiscuss 3 cases with Robin Ash by Wednesday 25 November 2026.\nClause: "
    )
    assert "CB-" not in text


def test_of_several_cases_the_late_ones_come_first_and_then_the_next_date(world: World) -> None:
    case(world, "cb-1", MONTHLY, last_supervised_on=day("2026-10-20"))
    case(world, "cb-2", MONTHLY, last_supervised_on=day("2026-10-21"))
    case(world, "cb-3", MONTHLY, last_supervised_on=day("2026-10-27"))
    world.to("2026-11-25 12:00")
    assert "Due: 2 late, the first since Friday 20 November 2026; next Friday 27 November 2026\n" in said(
        world, "amara", "case-family"
    )


def test_late_cases_of_one_person_are_said_once_a_week_whichever_day_each_was_due(world: World) -> None:
    case(world, "cb-1", MONTHLY, last_supervised_on=day("2026-10-23"))
    case(world, "cb-2", MONTHLY, last_supervised_on=day("2026-10-25"))
    mornings = []
    for one in ("11-30", "12-02", "12-07", "12-09"):
        world.to(f"2026-{one} 09:01")
        mornings.append(leaves(world, "amara"))
    assert mornings == [True, False, True, False]


def test_what_is_uncertain_is_said_the_first_time_and_not_again(world: World) -> None:
    rules = {"rules": {"case-family-support": {"uncertain": "It may be read in another way."}}}
    policy = changed(world.policies[world.authority], rules)
    world.policies = {**world.policies, policy.key: policy}
    case(world, "cb-1", MONTHLY, last_supervised_on=day("2026-10-25"))
    said_so = []
    for one in ("2026-11-25", "2026-12-02"):
        world.to(f"{one} 09:01")
        said_so.append("Uncertain: " in newest(world, "amara"))
    assert said_so == [True, False]


def test_what_is_uncertain_is_not_said_again_for_another_case_of_the_same_person(world: World) -> None:
    rules = {"rules": {"case-family-support": {"uncertain": "It may be read in another way."}}}
    policy = changed(world.policies[world.authority], rules)
    world.policies = {**world.policies, policy.key: policy}
    case(world, "cb-1", MONTHLY, last_supervised_on=day("2026-10-25"))
    case(world, "cb-2", MONTHLY, last_supervised_on=day("2026-11-12"))
    told = []
    for one in ("2026-11-25", "2026-12-03", "2026-12-10"):
        world.to(f"{one} 09:01")
        told.append(newest(world, "amara"))
    assert ["Uncertain: " in one for one in told] == [True, False, False]
    assert all("Clause: " in one for one in told)


def newest(world: World, person: str) -> str:
    """What waits for somebody about cases, taken down as sent once it is read."""

    def send(work: Work) -> str:
        waiting = select(OutboxRow).where(OutboxRow.recipient_id == person, OutboxRow.state == "pending")
        rows = [one for one in work.uow.session.exec(waiting) if one.kind.startswith("case-family")]
        found = [it for it in (words(work, one) for one in rows) if it is not None]
        for one in rows:
            one.state, one.sent_at = "sent", work.now
        return "\n".join(f"{fact.label}: {fact.value}" for it in found for fact in it.facts)

    return world.do(person, send)


def leaves(world: World, person: str) -> bool:
    """Whether anything about cases leaves for somebody now; what does is taken down as sent."""

    def send(work: Work) -> bool:
        waiting = select(OutboxRow).where(OutboxRow.recipient_id == person, OutboxRow.state == "pending")
        rows = [one for one in work.uow.session.exec(waiting) if one.kind.startswith("case-family")]
        said = [one for one in rows if one.stage.startswith("late-") and words(work, one) is not None]
        for one in rows:
            one.state, one.sent_at = "skipped", None
        for one in said:
            one.state, one.sent_at = "sent", work.now
        return bool(said)

    return world.do(person, send)


def test_a_managers_week_has_one_line_for_all_of_them(world: World) -> None:
    for number in (1, 2):
        case(world, f"cb-{number}", MONTHLY, last_supervised_on=day("2026-10-25"))
    world.to("2026-12-08 12:00")
    assert "Discuss 2 cases with Robin Ash (Amara Okafor): 9 working days late" in said(
        world, "morgan", "case-"
    )


def test_the_reminder_leads_to_the_cases_and_the_agenda(chat: Chats, world: World) -> None:
    case(world, "cb-1", MONTHLY, last_supervised_on=day("2026-10-25"))
    booked(world, "2026-11-26 10:00", "case-1")

    def buttons(work: Work) -> list[str]:
        rows = list(
            work.uow.session.exec(
                select(OutboxRow).where(OutboxRow.kind == "case-family-support/supervisor/owner")
            )
        )
        message = words(work, rows[-1])
        assert message is not None
        return [one.label for one in message.buttons]

    assert world.do("amara", buttons) == ["Put on the agenda", "Which cases?", "Why?", "Remind me later"]


def test_what_is_asked_about_one_of_several_cases_names_it_and_what_leaves_by_itself_does_not(
    amara: Chat, world: World
) -> None:
    assert "Review the plan in a case with Robin Ash: CB-1" in amara.say("done").options
    amara.choose("Review the plan in a case with Robin Ash: CB-1").save()
    assert "review the plan in a case with Robin Ash: CB-1." in amara.text
    assert "Discuss a case with Robin Ash: CB-2" in amara.say("why").options
    amara.choose("Discuss a case with Robin Ash: CB-2")
    assert amara.messages[-1].title == "Why?"


def test_an_authority_may_have_the_worker_told_as_well(world: World) -> None:
    data = json.loads(world.policies["central-bedfordshire"].dump())
    data["rules"]["case-family-support"]["nudges"] = [{"when": "due", "to": ["owner", "supervisee"]}]
    world.policies = {**world.policies, "central-bedfordshire": Policy.parse(json.dumps(data))}
    for number in (1, 2):
        case(world, f"cb-{number}", MONTHLY, last_supervised_on=day("2026-10-25"))
    world.to("2026-11-25 12:00")
    assert "Discuss 2 cases with you by Wednesday 25 November 2026 (Amara Okafor)." in said(
        world, "robin", "case-family"
    )
