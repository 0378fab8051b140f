"""What is owed as one reads it on a phone: one matter a line, under headings, a long list by its counts."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from dialogs.exchange.limits import problems
from dialogs.exchange.message import Message
from dialogs.exchange.reply import Press
from dialogs.wording.matters import heading, matters
from dialogs.wording.owed_list import PAGE, overview, what
from storage.tables import Absence, Duty, Person
from supervision import duties
from supervision.duties.reading import Entry
from supervision.work import Work
from tests.dialogs.conversations.chat import Chat
from tests.supervision.world import World, day

Chats = Callable[[str], Chat]


def labels(message: Message) -> list[str]:
    """The matters of one message."""
    return [one.label for one in message.facts]


def test_a_cancelled_session_is_one_matter_with_what_a_new_one_meets(chat: Chats, world: World) -> None:
    world.planned("s1", "robin", "2026-11-26 10:00")
    chat("amara").say("cancel").choose("Me").choose("Another reason")
    (owes, *_) = chat("amara").say("due").messages
    (line,) = [one for one in owes.facts if "supervision with Robin Ash" in one.label]
    assert line.label == "Rebook the cancelled supervision with Robin Ash"
    assert line.value.startswith("Monday 30 November 2026, uncertain reading. This also meets: ")
    assert "book the next supervision, Thursday 31 December 2026" in line.value
    assert "hold supervision, " in line.value
    assert "Robin Ash" not in line.value


def test_what_one_session_meets_names_people_once_and_a_date_that_is_the_same_once(
    chat: Chats, world: World
) -> None:
    world.becomes("robin", role="nqsw")
    world.held("s0", "robin", "2026-11-05")
    world.to("2026-11-23 09:00")
    owed = chat("robin").say("due").messages[-1]
    (one,) = [one for one in owed.facts if "This also meets" in one.value]
    assert one.label == "Hold supervision with you (Amara Okafor)"
    by, _, also = one.value.partition(". This also meets: ")
    assert by.startswith("Thursday 12 November 2026, 7 working days late")
    assert also == "book the next supervision"


def test_what_stands_first_has_the_button_of_its_reminder(chat: Chats, world: World) -> None:
    world.planned("s1", "robin", "2026-11-26 10:00")
    robin = chat("robin").say("due")
    assert robin.messages[0].buttons[0].label == "Prepare"
    assert [one.label for one in robin.messages[0].buttons if one.style == "primary"] == ["Prepare"]
    assert "Which cases" in robin.press("Prepare").text
    world.to("2026-11-27 09:00")
    assert chat("amara").say("due").messages[0].buttons[0].label == "Book a session"


def test_why_lists_the_side_it_was_asked_from_and_saves_nothing(chat: Chats, world: World) -> None:
    world.held("s0", "robin", "2026-11-05")
    world.held("s9", "amara", "2026-11-05", "morgan")
    amara = chat("amara").say("due")
    owed = amara.messages[1].buttons[0]
    assert owed.reply == Press("which-why", "owed")
    amara.reply(owed.reply)
    assert amara.labels == ["Continue", "Stop"]
    assert amara.options
    assert all(one.label.endswith("(Morgan Vale)") for one in amara.messages[0].fields[0].options)


def test_two_people_are_two_matters(chat: Chats, world: World) -> None:
    (owes, *_) = chat("amara").say("due").messages
    assert [one for one in labels(owes) if one.startswith("Hold ")] == [
        "Hold supervision with Robin Ash", "Hold supervision with Sam Birch",
    ]  # fmt: skip


def test_a_matter_put_off_is_put_off_whole(chat: Chats, world: World) -> None:
    world.planned("s1", "robin", "2026-11-26 10:00")
    amara = chat("amara").say("cancel").choose("Me").choose("Another reason")
    amara.say("due").press("Remind me later").choose("Rebook the cancelled supervision with Robin Ash")
    amara.save(until="27 Nov")
    put_off = [
        one.rule for rule in ("rebook", "book", "freq-sw") for one in world.duties(rule, about="robin")
        if one.snoozed_until == day("2026-11-27")
    ]  # fmt: skip
    assert put_off == ["rebook", "book", "freq-sw"]
    assert world.duties("book", about="sam")[0].snoozed_until is None


def test_what_begins_only_if_an_absence_lasts_stands_in_its_place_by_the_day_on_which_it_would(
    chat: Chats, world: World
) -> None:
    world.has(Absence(id="a1", person_id="amara", from_on=day("2026-11-12"), planned=False))
    duty = world.duty("absent-supervisor", about="robin", party="supervisee")
    assert duty.due_on == day("2026-11-26")

    def under(work: Work) -> str:
        (entry,) = [one for one in duties.entries(work, "robin") if one.duty.id == duty.id]
        return heading(entry, work.now.date())

    assert world.do("robin", under) == "soon"
    world.to("2026-11-26 09:00")
    assert world.do("robin", under) == "late"


def test_those_who_wait_for_one_absence_to_be_covered_are_one_matter(chat: Chats, world: World) -> None:
    world.has(Absence(id="a1", person_id="amara", from_on=day("2026-11-09"), planned=False))
    owes, owed, *_ = chat("morgan").say("due").messages
    long = "Amara Okafor is away, now for more than two weeks"
    assert f"Arrange supervision for Robin Ash and Sam Birch while {long}" in labels(owes)
    assert f"Report that {long} (Robin Ash and Sam Birch)" in labels(owed)
    morgan = chat("morgan").say("due").press("Remind me later")
    both = next(one for one in morgan.options if one.startswith("Arrange supervision for Robin Ash and Sam"))
    morgan.choose(both).save(until="25 Nov")
    put_off = [one.snoozed_until for one in world.duties("absent-supervisor") if one.party == "line_manager"]
    assert put_off == [day("2026-11-25")] * 2
    world.becomes("sam", supervisor_id="joan")
    (owes, *_) = chat("morgan").say("due").messages
    assert f"Arrange supervision for Robin Ash while {long}" in labels(owes)


def test_what_is_owed_leads_to_the_report_and_to_arranging_cover(chat: Chats, world: World) -> None:
    world.has(Absence(id="a1", person_id="amara", from_on=day("2026-11-16"), planned=False))
    assert "Send the report" not in chat("robin").say("due").labels
    world.to("2026-11-30 09:00")
    assert "Arrange cover for Amara Okafor" in chat("morgan").say("due").press("Arrange cover").text
    assert "Report sent" in chat("robin").say("due").press("Send the report").text
    assert "Send the report" not in chat("robin").say("due").labels


def many(work: Work) -> list[Entry]:
    """A supervisor's list: 12 people, and 200 cases to discuss, late, soon and later."""
    (like,) = [one for one in duties.entries(work, "amara") if one.duty.rule == "book"][:1]
    dates = [f"2026-11-{20 + n}" if n < 9 else "2026-12-20" for n in range(12)]
    found = [like_it(like, f"freq-{n}", "freq-sw", f"p{n}", due) for n, due in enumerate(dates)]
    for n in range(200):
        due = ("2026-11-19", "2026-11-27", "2027-01-08")[n // 12 % 3]
        found.append(like_it(like, f"case-{n}", "case-early-help", f"p{n % 12}", due, kind="case"))
    return found


def like_it(like: Entry, name: str, rule: str, supervisee: str, due: str, kind: str = "person") -> Entry:
    """An entry of another rule, person and date."""
    columns = like.duty.model_dump() | {
        "id": name, "rule": rule, "supervisee_id": supervisee, "subject_kind": kind, "subject_id": name,
        "owed_to_id": supervisee, "due_on": day(due),
    }  # fmt: skip
    late = 2 if due < "2026-11-21" else 0
    return Entry(Duty(**columns), "", "", "due", late, False, "", "owes")


def test_a_long_list_is_counted_under_headings_and_shown_on_request(chat: Chats, world: World) -> None:
    world.has(*(
        Person(
            id=f"p{n}", name=f"Person Number{n}", role="social_worker", authority=world.authority,
            supervisor_id="amara", known_from=day("2026-11-23"),
        )
        for n in range(12)
    ))  # fmt: skip

    def drawn(work: Work) -> Message:
        found = matters(work, many(work), day("2026-11-23"))
        assert len(found) == 12 + 3 * 12
        return overview(work, "owes", found)

    message = world.do("amara", drawn)
    counts = "Today and late: 16. The next 7 days: 17. Later: 15."
    assert message.text == f'{counts} To see which cases, type "cases".'
    assert len(message.facts) == PAGE
    assert message.facts[0].label == "Discuss 6 cases with Person Number0"
    assert message.facts[0].value == "First: Thursday 19 November 2026, 2 working days late. 6 of them late"
    assert [one.label for one in message.buttons] == [
        "Why?", "Remind me later", "Show today and late (8 more)", "Show the next 7 days (17)", "Show later (15)",
    ]  # fmt: skip
    assert "case-" not in "".join(f"{one.label}{one.value}" for one in message.facts)


def test_with_every_heading_there_is_room_for_each_and_for_why(world: World) -> None:
    def drawn(work: Work) -> Message:
        found = [
            replace(one, status={200: "paused", 201: "no_number"}.get(place, "due"))
            for place, one in enumerate(many(work))
        ]
        found[201].duty.due_on = None
        return overview(work, "owes", matters(work, found, day("2026-11-23")))

    message = world.do("amara", drawn)
    assert problems(message) == []
    assert [one.label.split(" (")[0] for one in message.buttons] == [
        "Why?", "Show today and late", "Show the next 7 days", "Show later", "Show paused", "Show no date",
    ]  # fmt: skip


def test_cases_to_decide_on_are_no_cases_to_discuss(world: World) -> None:
    def said(work: Work) -> list[str]:
        (like,) = [one for one in duties.entries(work, "amara") if one.duty.rule == "book"][:1]
        found = [
            replace(
                like_it(like, f"case-{n}", "case-unclassified", "robin", "2026-12-20", "case"),
                status="no_number",
            )
            for n in range(2)
        ]
        return [what(work, one) for one in matters(work, found, day("2026-11-23"))]

    assert world.do("amara", said) == ["decide with Robin Ash how often 2 cases are discussed"]


def test_pages_go_on_until_the_last(chat: Chats, world: World) -> None:
    world.has(*(
        Person(
            id=f"p{n:02}", name=f"Person {n:02}", role="social_worker", authority=world.authority,
            supervisor_id="amara", known_from=day("2026-11-23"),
        )
        for n in range(20)
    ))  # fmt: skip
    amara = chat("amara").say("due")
    first = amara.messages[0]
    count = int(first.text.split("Later: ")[1].split(".")[0])
    seen = labels(first)
    amara.press(f"Show later ({count - PAGE} more)")
    assert amara.messages[0].title == "You owe: later"
    assert f"9 to 16 of {count}, soonest first." in amara.text
    seen += labels(amara.messages[0])
    amara.press(f"Show the next {count - 2 * PAGE}")
    seen += labels(amara.messages[0])
    assert not [one for one in amara.labels if one.startswith("Show")]
    assert len(set(seen)) == count
    assert "Nothing stands here any more" in amara.verb("due-more", "owes:later:400").text


@pytest.mark.parametrize(
    "subject", ["", "owes", "owes:later:x", "nobody:later:0", "owes:never:0", "owes:later:-1"]
)
def test_a_place_that_is_none_is_nothing_there(chat: Chats, world: World, subject: str) -> None:
    assert "I cannot find that" in chat("amara").verb("due-more", subject).text
