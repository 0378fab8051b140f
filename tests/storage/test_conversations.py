"""Where people are reached, on both databases."""

from datetime import date
from functools import partial

import pytest

from storage.queries import conversations as query
from storage.queries.conversations import Reference
from storage.store import Store
from storage.tables import Person
from storage.unit import UnitOfWork

ACCOUNT = "2f6c1a3e-0000-4000-8000-00000000000a"
HERE = Reference(
    "a:1conversation", "https://smba.trafficmanager.net/uk/", "tenant", "29:ann", "28:bot", "en-GB"
)


@pytest.fixture
def store_with_ann(store: Store) -> Store:
    def add(uow: UnitOfWork) -> None:
        for person_id, account in (("ann", ACCOUNT), ("gone", "left-account")):
            uow.session.add(
                Person(
                    id=person_id,
                    name=person_id.title(),
                    role="sw",
                    authority="bradford",
                    known_from=date(2026, 1, 1),
                    left_on=date(2026, 2, 1) if person_id == "gone" else None,
                    teams_user_id=account,
                )
            )

    store.run_now(add)
    return store


def test_a_person_is_found_by_their_account_in_either_case(store_with_ann: Store) -> None:
    find = query.person_by_teams_account
    assert store_with_ann.read_now(lambda uow: find(uow, ACCOUNT)) == "ann"
    assert store_with_ann.read_now(lambda uow: find(uow, ACCOUNT.upper())) == "ann"


def test_an_account_that_was_kept_in_other_letters_is_found_all_the_same(store_with_ann: Store) -> None:
    def keep_otherwise(uow: UnitOfWork) -> None:
        uow.session.get_one(Person, "ann").teams_user_id = ACCOUNT.upper()

    store_with_ann.run_now(keep_otherwise)
    assert store_with_ann.read_now(lambda uow: query.person_by_teams_account(uow, ACCOUNT)) == "ann"
    assert store_with_ann.read_now(lambda uow: query.person_by_teams_account(uow, "%")) is None


def test_nobody_is_found_for_another_account_or_for_one_who_left(store_with_ann: Store) -> None:
    find = query.person_by_teams_account
    assert store_with_ann.read_now(lambda uow: find(uow, "another")) is None
    assert store_with_ann.read_now(lambda uow: find(uow, "left-account")) is None
    assert store_with_ann.read_now(lambda uow: find(uow, "")) is None


def test_a_conversation_is_kept_and_follows_its_person(store_with_ann: Store) -> None:
    first = store_with_ann.run_now(lambda uow: query.keep(uow, "teams", "ann", HERE))
    assert (first.state, first.welcomed) == ("closed", False)

    moved = HERE._replace(service_url="https://smba.trafficmanager.net/emea/")
    store_with_ann.run_now(lambda uow: query.keep(uow, "teams", "ann", moved))
    kept = store_with_ann.read_now(lambda uow: query.conversation(uow, "teams", "ann"))
    assert kept == query.Kept(moved, "open", welcomed=False)


def test_a_closed_conversation_is_welcomed_anew_and_a_blocked_one_is_not(store_with_ann: Store) -> None:
    def welcome_and(state: query.State) -> query.Kept | None:
        def work(uow: UnitOfWork) -> query.Kept | None:
            query.keep(uow, "teams", "ann", HERE)
            query.welcomed(uow, "teams", "ann")
            query.set_state(uow, "teams", "ann", state)
            return query.conversation(uow, "teams", "ann")

        return store_with_ann.run_now(work)

    assert welcome_and("blocked") == query.Kept(HERE, "blocked", welcomed=True)
    assert welcome_and("closed") == query.Kept(HERE, "closed", welcomed=False)


def test_speaking_again_opens_a_conversation(store_with_ann: Store) -> None:
    def work(uow: UnitOfWork) -> query.Kept | None:
        query.keep(uow, "teams", "ann", HERE)
        query.set_state(uow, "teams", "ann", "blocked")
        query.keep(uow, "teams", "ann", HERE)
        return query.conversation(uow, "teams", "ann")

    kept = store_with_ann.run_now(work)
    assert kept is not None
    assert kept.state == "open"


def test_the_message_of_a_card_is_the_latest_until_it_is_forgotten(store_with_ann: Store) -> None:
    def work(uow: UnitOfWork) -> list[str | None]:
        query.keep_cards(uow, "teams", "ann", {"flow:1": "first", "flow:2": "other"})
        query.keep_cards(uow, "teams", "ann", {"flow:1": "second"})
        query.forget_cards(uow, "teams", "ann", ["flow:2"])
        return [query.message_of(uow, "teams", "ann", card) for card in ("flow:1", "flow:2", "flow:3")]

    assert store_with_ann.run_now(work) == ["second", None, None]


def test_a_person_is_found_by_their_slack_account_and_it_by_them(store_with_ann: Store) -> None:
    def give(uow: UnitOfWork) -> None:
        uow.session.get_one(Person, "ann").slack_user_id = "U02ANN"
        uow.session.get_one(Person, "gone").slack_user_id = "U02GONE"

    store_with_ann.run_now(give)
    read = store_with_ann.read_now
    assert read(lambda uow: query.person_by_slack_account(uow, "U02ANN")) == "ann"
    assert read(lambda uow: query.slack_account_of(uow, "ann")) == "U02ANN"
    for account in ("U02GONE", "u02ann", ""):
        assert read(partial(query.person_by_slack_account, account=account)) is None
    assert read(lambda uow: query.slack_account_of(uow, "nobody")) is None


def test_a_bot_that_was_taken_off_a_channel_has_no_open_conversation_there(store_with_ann: Store) -> None:
    def take_off(uow: UnitOfWork) -> None:
        for channel in ("slack", "teams"):
            query.keep(uow, channel, "ann", HERE)
            query.welcomed(uow, channel, "ann")
        query.close_all(uow, "slack")

    store_with_ann.run_now(take_off)
    kept = {
        channel: store_with_ann.read_now(partial(query.conversation, channel=channel, person_id="ann"))
        for channel in ("slack", "teams")
    }
    assert kept == {
        "slack": query.Kept(HERE, "closed", welcomed=False),
        "teams": query.Kept(HERE, "open", welcomed=True),
    }
