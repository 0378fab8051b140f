"""Audits in conversation: the case drawn is seen by whoever owes the audit, and what it taught reaches the two."""

from collections.abc import Callable

from sqlmodel import select

from dialogs.exchange.message import Message
from dialogs.nudges import words
from storage.queries import sessions as sessions_query
from storage.tables import Absence, AgendaItem, AuditLearning, Cover, OutboxRow
from supervision import drafts, records, sessions
from supervision.work import Work
from tests.dialogs.conversations.chat import Chat
from tests.supervision.cases import booked, case
from tests.supervision.world import World, day

Chats = Callable[[str], Chat]
LEARNING = "Ask each time what the child thinks."
READ = "Read what an audit taught"


def sent(world: World, person: str, stage: str) -> list[Message]:
    """The messages of a stage to somebody."""

    def read(work: Work) -> list[Message]:
        rows = select(OutboxRow).where(OutboxRow.recipient_id == person, OutboxRow.stage == stage)
        found = [words(work, one) for one in work.uow.session.exec(rows)]
        return [one for one in found if one is not None]

    return world.do(person, read)


def audited(chat: Chats) -> Chat:
    morgan = chat("morgan").say("audit").choose("Audit case supervision in the team of Amara Okafor")
    return morgan.press("It was done").save().save(taught=LEARNING)


def test_the_case_drawn_is_shown_to_the_head_of_service(chat: Chats) -> None:
    morgan = chat("morgan").say("audit").choose("Audit case supervision in the team of Amara Okafor")
    assert "Case: CB-101" in morgan.text
    assert "Drawn: Monday 23 November 2026" in morgan.text


def test_its_reminder_leads_to_the_case_first_and_to_what_it_taught(chat: Chats, world: World) -> None:
    world.to("2026-12-22 12:00")
    duty = world.duty("audit-monthly", about="amara", party="supervisor")
    kind = "audit-monthly/supervisor/owner"
    rows = select(OutboxRow).where(OutboxRow.duty_id == duty.id, OutboxRow.kind == kind)

    def reminders(work: Work) -> list[Message]:
        found = [words(work, row) for row in work.uow.session.exec(rows)]
        return [one for one in found if one is not None]

    morgan = chat("morgan")
    morgan.messages = tuple(world.do("morgan", reminders)[:1])
    assert morgan.labels[:2] == ["Which case?", "It was done"]
    morgan.press("Which case?").press("It was done").save()
    assert "What is to be learnt from it?" in morgan.text


def test_an_audit_said_to_be_done_by_the_word_is_asked_what_it_taught_too(chat: Chats, world: World) -> None:
    morgan = chat("morgan").say("done").choose("Audit case supervision in the team of Amara Okafor").save()
    assert "What is to be learnt from it?" in morgan.text


def test_a_team_without_cases_has_none_drawn(chat: Chats) -> None:
    morgan = chat("morgan").say("audit").choose("Audit case supervision in the team of Joan Reed")
    assert "No case is drawn" in morgan.text


def test_to_anybody_else_it_looks_like_nothing_there(chat: Chats, world: World) -> None:
    duty = world.duty("audit-monthly", about="amara", party="supervisor")
    for stranger in ("amara", "joan", "robin"):
        for verb in ("which-audit", "audit-done"):
            assert "I cannot find that" in chat(stranger).verb(verb, duty.id).text
    assert "for people who manage" in chat("robin").say("audit").text


def test_another_duty_is_no_audit(chat: Chats, world: World) -> None:
    (duty,) = world.duties("survey", about="morgan")
    assert "I cannot find that" in chat("morgan").verb("which-audit", duty.id).text


def test_what_it_taught_is_kept_sealed(chat: Chats, world: World) -> None:
    audited(chat)
    kept = world.store.read_now(lambda uow: uow.session.exec(select(AuditLearning)).one())
    assert LEARNING.encode() not in kept.sealed
    assert kept.person_id == "amara"


def test_it_stands_in_the_overview_before_the_next_case_supervision_and_in_no_other(
    chat: Chats, world: World
) -> None:
    morgan = audited(chat)
    session = booked(world, "2026-12-02 10:00", worker="amara", supervisor="morgan")
    world.to("2026-12-01 12:00")
    (overview,) = sent(world, "morgan", "digest-1")
    assert "Section 5, actions going forward" in [fact.label for fact in overview.facts]
    assert LEARNING not in str(overview.facts)
    assert LEARNING in morgan.verb("audit-learning", session).text
    assert LEARNING in chat("amara").verb("audit-learning", session).text
    for stranger in ("robin", "joan", "dana"):
        assert "I cannot find that" in chat(stranger).verb("audit-learning", session).text
    world.to("2026-12-02 12:00")
    world.do("morgan", sessions.held, session, day("2026-12-02"))
    after = booked(world, "2026-12-16 10:00", worker="amara", supervisor="morgan")
    assert "No audit has anything" in morgan.verb("audit-learning", after).text


def test_the_record_of_the_audited_case_takes_it_up_when_it_is_next_drafted(
    chat: Chats, world: World
) -> None:
    audited(chat)
    case(world, "cb-1", "family-support-cin")
    begun(world, "s1", "case-1", "cb-1")
    robin = chat("robin").say("draft").choose("CB-101")
    assert "To take up: What the audit of Monday 23 November 2026 taught" in robin.text
    assert LEARNING not in robin.text
    assert LEARNING in robin.press("Read what an audit taught").text
    robin.say("draft").choose("CB-101").press("Write it").press("Show as one form")
    robin.save(audit="Ask at each visit", child_reason="Too young").press("Save the draft").press(
        "Read and copy"
    )
    assert "Case audit\nAsk at each visit" in robin.text
    assert READ not in chat("amara").say("draft").choose("CB-1").labels
    world.do("amara", sessions.held, "s1", day("2026-11-24"))
    assert READ in chat("amara").say("draft").choose("CB-101").labels, "until it is recorded"
    world.do("amara", drafted_no_more)
    begun(world, "s2", "case-1", on="2026-12-07")
    amara = chat("amara").say("draft")
    assert READ not in (amara.choose(amara.options[0]) if amara.options else amara).labels


def test_personal_notes_of_either_take_it_up_too(chat: Chats, world: World) -> None:
    audited(chat)
    begun(world, "s1", kind="personal")
    assert LEARNING in chat("robin").say("draft").press(READ).text
    begun(world, "s2", kind="personal", worker="amara", supervisor="morgan")
    assert LEARNING in chat("morgan").say("draft").press(READ).text


def test_what_is_written_after_a_session_was_held_waits_for_the_next(chat: Chats, world: World) -> None:
    begun(world, "s1", "case-1", on="2026-11-23")
    world.do("amara", sessions.held, "s1", day("2026-11-23"))
    audited(chat)
    assert READ not in chat("robin").say("draft").labels


def test_no_draft_gives_it_to_anybody_else(chat: Chats, world: World) -> None:
    audited(chat)
    begun(world, "s1", "case-1")
    draft = world.do("robin", lambda work: drafts.begin(work, "s1", "case", "case-1").id)
    world.has(
        Absence(id="away", person_id="amara", from_on=day("2026-11-20")),
        Cover(
            id="cover", absence_id="away", absent_id="amara", covering_id="joan", from_on=day("2026-11-20"),
            arranged_by="morgan",
        ),
    )  # fmt: skip
    assert "Draft of the record" in chat("joan").verb("draft", draft).text
    for stranger in ("joan", "sam", "morgan", "dana"):
        assert "I cannot find that" in chat(stranger).verb("audit-taught", draft).text


def test_it_stands_in_the_overview_before_the_audited_case_is_discussed(chat: Chats, world: World) -> None:
    audited(chat)
    session = booked(world, "2026-11-26 10:00", "case-1")
    world.to("2026-11-25 12:00")
    (overview,) = sent(world, "amara", "digest-1")
    assert "Section 5, actions going forward" in [fact.label for fact in overview.facts]
    assert LEARNING in chat("robin").verb("audit-learning", session).text


def begun(
    world: World,
    session: str,
    *cases: str,
    on: str = "2026-11-24",
    kind: str = "case",
    worker: str = "robin",
    supervisor: str = "amara",
) -> None:
    """A session that began an hour ago, with these cases on its agenda."""
    world.to(f"{on} 09:00")
    world.planned(session, worker, f"{on} 08:00", kind=kind, supervisor_id=supervisor)
    world.has(
        *(AgendaItem(session_id=session, case_id=one, position=place) for place, one in enumerate(cases))
    )


def drafted_no_more(work: Work) -> None:
    """The record of the first session is on the file."""
    record = sessions_query.record_of_kind(work.uow, "s1", "case")
    assert record is not None
    records.recorded(work, record.id)


def test_an_audit_taken_back_teaches_nothing(chat: Chats, world: World) -> None:
    morgan = audited(chat).press("Undo")
    session = booked(world, "2026-12-02 10:00", worker="amara", supervisor="morgan")
    assert "No audit has anything" in morgan.verb("audit-learning", session).text


def test_due_cases_left_off_the_agenda_stand_in_the_overview(chat: Chats, world: World) -> None:
    case(world, "cb-1", "family-support-cin", last_supervised_on=day("2026-10-25"))
    session = booked(world, "2026-11-26 10:00", "case-1")
    world.to("2026-11-25 12:00")
    assert left_off(world) == ["1 case"]
    chat("amara").verb("to-agenda", session)
    assert left_off(world) == []


def left_off(world: World) -> list[str]:
    """What Amara's overview says of due cases that are on no agenda."""
    (overview,) = sent(world, "amara", "digest-1")
    return [fact.value for fact in overview.facts if fact.label.startswith("Due before the next one")]
