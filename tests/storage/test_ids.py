from datetime import UTC, datetime, timedelta

from storage.ids import new_id

LATER = datetime(2100, 1, 1, tzinfo=UTC)


def test_an_id_has_26_letters_and_digits_and_no_other_is_like_it() -> None:
    ids = [new_id(LATER) for _ in range(1000)]
    assert len(set(ids)) == 1000
    assert {len(each) for each in ids} == {26}
    assert all(each.isascii() and each.isalnum() for each in ids)


def test_ids_sort_in_the_order_they_were_made_even_when_the_clock_goes_back() -> None:
    instants = [LATER, LATER, LATER + timedelta(milliseconds=1), LATER - timedelta(days=1), LATER]
    ids = [new_id(instant) for instant in instants]
    assert ids == sorted(ids)


def test_an_id_of_a_later_instant_sorts_later() -> None:
    assert new_id(LATER + timedelta(days=1)) < new_id(LATER + timedelta(days=2))
