"""What is old enough goes, class by class, and nothing else does."""

from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select
from sqlmodel import SQLModel, col

from storage.deliveries import first_time
from storage.dialogs import save_dialog
from storage.outbox import put_row
from storage.retention import CLASSES, count, remove
from storage.retention.classes import Class
from storage.retention.leavers import NAME
from storage.retention.piles import PILES
from storage.sealing import SEALED_COLUMNS
from storage.store import Store
from storage.tables import (
    Agreement,
    AgreementText,
    AuditLearning,
    AuditLine,
    Case,
    CaseUpdate,
    Concern,
    ConcernNote,
    Conversation,
    CpdEntry,
    DraftAction,
    DraftText,
    Duty,
    Event,
    LocalMessage,
    OutboxRow,
    Person,
    Preparation,
    PreparationAnswer,
    Record,
    RecordAnswer,
    RecordDraft,
    SupervisionSession,
    UpdateText,
)
from storage.unit import UnitOfWork
from tests.storage.rows import keep_people
from tests.support.stores import Clock

TODAY = date(2026, 11, 23)
LIMIT = date(2025, 11, 23)
OLD, YOUNG = date(2025, 3, 3), date(2026, 3, 3)
SEALED = b"sealed"


def add(uow: UnitOfWork, *rows: SQLModel) -> None:
    for row in rows:
        uow.session.add(row)
        uow.session.flush()


def add_one(row: SQLModel, uow: UnitOfWork) -> None:
    add(uow, row)


def make(uow: UnitOfWork, model: type[SQLModel], **columns: Any) -> None:
    add(uow, model(**columns))


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 10, tzinfo=UTC)


def owe(uow: UnitOfWork, subject: str, duty_id: str, *, person: str = "worker", status: str = "open") -> None:
    duty = Duty(
        id=duty_id, rule="r", authority="bradford", policy_version="1", supervisee_id=person, subject_kind="s",
        subject_id=subject, party="supervisor", opened_by="x", opened_on=OLD, status=status,
    )  # fmt: skip
    add(uow, duty)


def keep_session(uow: UnitOfWork, name: str, on: date, status: str = "held") -> None:
    """A session with everything that is typed around one, all named after it."""
    both = {"supervisee_id": "worker", "supervisor_id": "manager"}
    make(
        uow,
        SupervisionSession,
        id=name,
        starts_at=at(on),
        status=status,
        held_on=on if status == "held" else None,
        **both,
    )
    add(uow, Preparation(id=name, session_id=name, case_id="case", person_id="worker", started_at=at(on)))
    add(uow, PreparationAnswer(preparation_id=name, step="worried", sealed=SEALED, answered_at=at(on)))
    add(
        uow, CaseUpdate(id=name, session_id=name, case_id="case", state="done", minutes=10, clarify_minutes=3)
    )
    add(uow, UpdateText(update_id=name, author_id="worker", step="relevant", sealed=SEALED, typed_at=at(on)))
    for kind in ("case", "personal"):
        record = f"{name}-{kind}"
        add(uow, Record(id=record, session_id=name, kind=kind, state="closed"))
        said = RecordAnswer(
            id=record, record_id=record, kind="disagreed", sealed=SEALED, said_on=on, said_by="worker"
        )
        add(uow, said, RecordDraft(id=record, session_id=name, kind=kind))
        add(uow, DraftText(draft_id=record, step="actions", sealed=SEALED))
        for state in ("open", "withdrawn"):
            three = {"sealed_what": SEALED, "sealed_why": SEALED, "sealed_who": SEALED}
            make(uow, DraftAction, id=f"{record}-{state}", draft_id=record, by_when=on, state=state, **three)


def keep_all(uow: UnitOfWork) -> None:
    keep_people(uow, "worker", "manager", "gone", "here")
    add(uow, Case(id="case", reference="CB-1001", authority="bradford"))
    for name, on in (("old", OLD), ("owed", OLD), ("disputed", OLD), ("young", YOUNG)):
        keep_session(uow, name, on)
    keep_session(uow, "planned", OLD, "planned")
    owe(uow, "owed", "about-the-session")
    owe(uow, "disputed-case", "about-a-record", status="paused")
    owe(uow, "old", "done-long-ago", status="met")


@pytest.fixture
def kept(store: Store) -> Store:
    store.run_now(keep_all)
    return store


def ids(store: Store, model: type[SQLModel], column: str) -> set[str]:
    return set(store.read_now(lambda uow: uow.session.scalars(select(getattr(model, column))).all()))


def remove_all(store: Store, which: Class) -> None:
    while store.run_now(lambda uow: remove(uow, which, LIMIT, "clock")):
        pass
    assert set(store.read_now(lambda uow: count(uow, which, LIMIT)).values()) == {0}


STAY = {"owed", "disputed", "young", "planned"}


def test_working_notes_of_a_session_long_over_go_unless_something_about_it_is_owed(kept: Store) -> None:
    found = kept.read_now(lambda uow: count(uow, "working", LIMIT))
    assert found == {
        "preparation_answer": 1,
        "update_text": 1,
        "draft_text": 1,
        "draft_action": 1,
        "dialog": 0,
        "local_message": 0,
    }
    remove_all(kept, "working")
    assert ids(kept, PreparationAnswer, "preparation_id") == ids(kept, UpdateText, "update_id") == STAY
    assert "old-case" not in ids(kept, DraftText, "draft_id")
    # Personal notes are another class, and an action that nobody has done comes up again.
    assert "old-personal" in ids(kept, DraftText, "draft_id")
    assert {"old-case-open", "old-personal-withdrawn"} <= ids(kept, DraftAction, "id")
    assert ids(kept, RecordAnswer, "id") == {
        f"{one}-{kind}" for one in {*STAY, "old"} for kind in ("case", "personal")
    }


def test_case_and_personal_notes_go_by_themselves(kept: Store) -> None:
    remove_all(kept, "case")
    assert ids(kept, RecordAnswer, "id") == {
        *(f"{one}-case" for one in STAY),
        *(f"{one}-personal" for one in {*STAY, "old"}),
    }
    remove_all(kept, "personal")
    assert ids(kept, RecordAnswer, "id") == {f"{one}-{kind}" for one in STAY for kind in ("case", "personal")}
    assert "old-case" in ids(kept, DraftText, "draft_id")
    assert "old-personal" not in ids(kept, DraftText, "draft_id")


def test_the_facts_stay_and_each_subject_has_its_line_in_the_trail(kept: Store) -> None:
    ours = select(AuditLine).where(col(AuditLine.action) == "remove-case")
    for which in CLASSES:
        remove_all(kept, which)
    assert ids(kept, SupervisionSession, "id") == ids(kept, Preparation, "id") == {*STAY, "old"}
    lines = kept.read_now(lambda uow: list(uow.session.scalars(ours)))
    assert [(one.actor_id, one.subject_kind, one.subject_id, one.purpose) for one in lines] == [
        ("clock", "record", "old-case", "1 of record_answer from before 2025-11-23")
    ]


def test_an_action_done_in_a_later_session_stays_as_long_as_that_one(kept: Store) -> None:
    def done(uow: UnitOfWork) -> None:
        three = {"sealed_what": SEALED, "sealed_why": SEALED, "sealed_who": SEALED}
        for name, later in (("a", "young-case"), ("b", "old-case")):
            make(
                uow,
                DraftAction,
                id=name,
                draft_id="old-case",
                by_when=OLD,
                state="done",
                done_in=later,
                **three,
            )

    kept.run_now(done)
    remove_all(kept, "working")
    assert {"a", "b"} & ids(kept, DraftAction, "id") == {"a"}


def test_agreements_concerns_and_own_records_go_when_replaced_closed_or_left(kept: Store) -> None:
    def more(uow: UnitOfWork) -> None:
        uow.session.get_one(Person, "gone").left_on = OLD
        for name, who, state, on in (
            ("replaced", "worker", "replaced", date(2024, 1, 1)),
            ("later", "worker", "replaced", date(2025, 1, 1)),
            ("now", "worker", "agreed", YOUNG),
            ("of-one-gone", "gone", "agreed", OLD),
        ):  # fmt: skip
            two = {"supervisee_id": who, "supervisor_id": "manager", "written_by": who}
            make(uow, Agreement, id=name, state=state, written_on=on, agreed_on=on, **two)
            add(uow, AgreementText(agreement_id=name, edition=1, step="values", sealed=SEALED))
            add(uow, CpdEntry(id=name, person_id=who, kind="training", happened_on=on, sealed=SEALED))
        for name, closed in (("closed", OLD), ("lately", YOUNG), ("open", None)):
            state = "closed" if closed else "open"
            two = {"supervisee_id": "worker", "supervisor_id": "manager", "raised_by": "worker"}
            make(uow, Concern, id=name, raised_on=OLD, closed_on=closed, state=state, **two)
            note = {"kind": "worry", "happened_on": OLD, "said_by": "worker", "stage": 1}
            make(uow, ConcernNote, id=name, concern_id=name, sealed=SEALED, **note)

    kept.run_now(more)
    remove_all(kept, "personal")
    assert ids(kept, AgreementText, "agreement_id") == {"later", "now"}
    assert ids(kept, ConcernNote, "concern_id") == {"lately", "open"}
    assert ids(kept, CpdEntry, "id") == {"replaced", "later", "now"}


def taught(uow: UnitOfWork, person: str, written: datetime) -> None:
    event = Event(id=person, what="done", rule="r", person_id=person, happened_on=OLD, recorded_by="x")
    add(uow, event, AuditLearning(event_id=person, person_id=person, sealed=SEALED, written_at=written))


def test_what_an_audit_taught_goes_once_a_case_supervision_took_it_up_long_ago(kept: Store) -> None:
    kept.run_now(partial(taught, person="worker", written=at(OLD) - timedelta(days=30)))
    remove_all(kept, "case")
    assert ids(kept, AuditLearning, "person_id") == set()


@pytest.mark.parametrize(("on", "status"), [(YOUNG, "held"), (TODAY + timedelta(days=9), "planned")])
def test_what_an_audit_taught_waits_for_the_session_that_takes_it_up(
    kept: Store, on: date, status: str
) -> None:
    session = SupervisionSession(
        id="theirs", supervisee_id="manager", supervisor_id="worker", starts_at=at(on), status=status
    )
    kept.run_now(partial(taught, person="manager", written=at(OLD)))
    kept.run_now(partial(add_one, session))
    remove_all(kept, "case")
    assert ids(kept, AuditLearning, "person_id") == {"manager"}


@pytest.mark.parametrize(("written", "left"), [(OLD, set[str]()), (YOUNG, {"manager"})])
def test_what_an_audit_taught_and_no_session_takes_up_goes_by_the_day_it_was_written(
    kept: Store, written: date, left: set[str]
) -> None:
    kept.run_now(partial(taught, person="manager", written=at(written)))
    remove_all(kept, "case")
    assert ids(kept, AuditLearning, "person_id") == left


def test_messages_go_once_nothing_they_are_about_still_stands(kept: Store, clock: Clock) -> None:
    def put(uow: UnitOfWork) -> None:
        about = (
            ("old", None),
            ("owed", None),
            ("planned", None),
            ("x", "about-a-record"),
            ("y", "done-long-ago"),
        )
        for to, subject, duty in [("operator", "old", None), *(("worker", *one) for one in about)]:
            put_row(
                uow, recipient_id=to, kind="k", subject=("s", subject, 1), stage="", duty_id=duty, escalation=False,
                send_after=uow.now,
            )  # fmt: skip
        first_time(uow, "old")

    def sent(uow: UnitOfWork) -> None:
        for one in uow.session.scalars(select(OutboxRow)):
            one.state = "sent"

    clock.now = at(OLD)
    kept.run_now(put)
    clock.now = at(TODAY)
    kept.run_now(lambda uow: first_time(uow, "young"))
    pending = kept.read_now(lambda uow: count(uow, "messages", LIMIT))
    assert pending == {"outbox": 0, "delivery": 1}
    kept.run_now(sent)
    remove_all(kept, "messages")
    assert ids(kept, OutboxRow, "subject_id") == {"owed", "planned", "x", "old"}
    assert ids(kept, OutboxRow, "recipient_id") == {"worker", "operator"}
    assert not kept.run_now(lambda uow: first_time(uow, "young"))


def test_those_who_left_lose_their_name_unless_somebody_still_stands_under_them(kept: Store) -> None:
    def leave(uow: UnitOfWork) -> None:
        for one in ("gone", "manager", "worker"):
            person = uow.session.get_one(Person, one)
            person.left_on, person.email, person.teams_user_id = OLD, f"{one}@council.example", one
            place = {"conversation_id": one, "service_url": "u", "account_id": one, "bot_id": "b"}
            make(uow, Conversation, channel="teams", person_id=one, changed_at=uow.now, **place)
            save_dialog(uow, one, "preparation", "elder")
        uow.session.get_one(Person, "here").supervisor_id = "manager"
        uow.session.flush()

    kept.run_now(leave)
    # The worker still has something open about them.
    assert kept.read_now(lambda uow: count(uow, "leavers", LIMIT)) == {"person": 1}
    remove_all(kept, "leavers")
    gone = kept.read_now(lambda uow: uow.session.get_one(Person, "gone"))
    assert (gone.name, gone.email, gone.teams_user_id, gone.left_on) == (NAME, "", None, OLD)
    assert ids(kept, Conversation, "person_id") == {"manager", "worker"}


def test_conversations_left_standing_and_the_pages_history_go(kept: Store, clock: Clock) -> None:
    for name, on in (("worker", OLD), ("manager", YOUNG)):
        clock.now = at(on)
        kept.run_now(partial(save_dialog, person=name, flow="preparation", state="elder"))
        message = LocalMessage(
            id=name, person_id=name, first_at=at(on), at=at(on), kind="said", sealed=SEALED
        )
        kept.run_now(partial(add_one, message))
    remove_all(kept, "working")
    assert ids(kept, LocalMessage, "id") == {"manager"}


def test_every_sealed_text_belongs_to_a_class() -> None:
    found = {pile.table.name for piles in PILES.values() for pile in piles}
    assert {column.table for column in SEALED_COLUMNS} <= found, (
        "a table of sealed texts needs a line in PILES"
    )


def test_many_rows_go_in_slices(store: Store) -> None:
    def many(uow: UnitOfWork) -> None:
        day = at(OLD)
        for number in range(450):
            row = LocalMessage(
                id=f"{number}", person_id="x", first_at=day, at=day, kind="said", sealed=SEALED
            )
            uow.session.add(row)

    store.run_now(many)
    for left in (250, 50, 0):
        assert store.run_now(lambda uow: remove(uow, "working", LIMIT, "clock"))
        assert len(ids(store, LocalMessage, "id")) == left
    assert not store.run_now(lambda uow: remove(uow, "working", LIMIT, "clock"))
