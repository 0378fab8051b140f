"""What audits taught is kept sealed, and is gone from sight when the audit is taken back."""

from datetime import date

from storage import learning
from storage.damaged import UNREADABLE
from storage.store import Store
from storage.tables import AuditLearning, Event, Person
from storage.unit import UnitOfWork

DAY = date(2026, 11, 20)


def audited(uow: UnitOfWork, event_id: str = "e1") -> None:
    uow.session.add(
        Person(id="amara", name="Amara", role="team_manager", authority="bradford", known_from=DAY)
    )
    uow.session.flush()
    uow.session.add(
        Event(
            id=event_id,
            what="done",
            rule="audit-monthly",
            person_id="amara",
            happened_on=DAY,
            recorded_by="morgan",
        )
    )
    uow.session.flush()
    learning.keep(uow, event_id, "amara", "Ask the child.")


def test_it_is_listed_without_its_text_and_opened_by_itself(store: Store) -> None:
    store.run_now(audited)
    (found,) = store.read_now(lambda uow: learning.about(uow, "amara"))
    assert (found.event_id, found.audited_on) == ("e1", DAY)
    assert store.read_now(lambda uow: learning.text_of(uow, "e1")) == "Ask the child."
    assert store.read_now(lambda uow: learning.about(uow, "morgan")) == []


def test_of_an_audit_taken_back_nothing_is_listed(store: Store) -> None:
    store.run_now(audited)
    store.run_now(lambda uow: setattr(uow.session.get(Event, "e1"), "state", "withdrawn"))
    assert store.read_now(lambda uow: learning.about(uow, "amara")) == []


def test_what_no_key_opens_says_so_and_what_is_not_there_is_empty(store: Store) -> None:
    store.run_now(audited)
    store.run_now(lambda uow: setattr(uow.session.get(AuditLearning, "e1"), "sealed", b"\1\1x"))
    assert store.read_now(lambda uow: learning.text_of(uow, "e1")) == UNREADABLE
    assert store.read_now(lambda uow: learning.text_of(uow, "e2")) == ""
