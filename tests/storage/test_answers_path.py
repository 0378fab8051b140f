"""What an answer touches on its way: its delivery, the conversation, the answer."""

from storage.answers import answers, keep_answer
from storage.deliveries import first_time
from storage.dialogs import clear_dialog, load_dialog, save_dialog
from storage.settings import get_setting, set_setting
from storage.store import Store
from tests.storage.rows import keep_people, keep_preparation
from tests.support.stores import Clock


def test_a_delivery_is_new_once(store: Store) -> None:
    assert store.run_now(lambda uow: first_time(uow, "teams/1"))
    assert not store.run_now(lambda uow: first_time(uow, "teams/1"))
    assert store.run_now(lambda uow: first_time(uow, "teams/2"))


def test_a_conversation_is_kept_where_it_stands_until_it_is_cleared(store: Store, clock: Clock) -> None:
    store.run_now(lambda uow: keep_people(uow, "ash", "birch"))
    assert store.run_now(lambda uow: load_dialog(uow, "ash")) is None
    store.run_now(lambda uow: save_dialog(uow, "ash", "preparation", "elder"))
    clock.move(days=3)
    store.run_now(lambda uow: save_dialog(uow, "ash", "booking", "willow"))
    kept = store.run_now(lambda uow: load_dialog(uow, "ash"))
    assert kept is not None
    assert kept.state == "willow"
    assert "willow" not in repr(kept)
    assert store.run_now(lambda uow: load_dialog(uow, "birch")) is None
    store.run_now(lambda uow: clear_dialog(uow, "ash"))
    assert store.run_now(lambda uow: load_dialog(uow, "ash")) is None


def test_an_answer_replaces_the_earlier_one_and_a_skipped_question_is_kept_as_such(store: Store) -> None:
    store.run_now(lambda uow: keep_preparation(uow, "p"))
    store.run_now(lambda uow: keep_answer(uow, "p", "worries", "elder"))
    store.run_now(lambda uow: keep_answer(uow, "p", "strengths", None))
    store.run_now(lambda uow: keep_answer(uow, "p", "worries", "willow"))
    store.run_now(lambda uow: keep_answer(uow, "p", "next", ""))
    assert store.read_now(lambda uow: answers(uow, "p")) == {
        "worries": "willow",
        "strengths": None,
        "next": "",
    }
    assert store.read_now(lambda uow: answers(uow, "other")) == {}


def test_a_setting_is_kept_and_replaced(store: Store) -> None:
    assert store.read_now(lambda uow: get_setting(uow, "clock_offset")) is None
    store.run_now(lambda uow: set_setting(uow, "clock_offset", "1"))
    store.run_now(lambda uow: set_setting(uow, "clock_offset", "2"))
    assert store.read_now(lambda uow: get_setting(uow, "clock_offset")) == "2"
