"""What signing an agreement does in the ledger of duties, in both authorities."""

from collections.abc import Iterator
from datetime import date

import pytest

from storage.store import Store
from storage.tables import Agreement, Person
from supervision import agreements, duties, events, undo
from supervision.policy import load_policies
from supervision.work import CLOCK, Refused, Work
from tests.supervision.world import World, day
from tests.support.stores import Clock

SAID = {"frequency": "as_policy", "will": "meet", "will_not": None}


def world_of(store: Store, clock: Clock, authority: str) -> World:
    """Robin has just started."""
    world = World(store, clock, load_policies(), authority)

    def start(work: Work) -> None:
        robin = work.uow.session.get(Person, "robin")
        assert robin is not None
        robin.started_on = day("2026-11-16")
        duties.settle(work, robin)

    world.do(CLOCK, start)
    world.differences()
    return world


@pytest.fixture
def bedfordshire(sqlite_store: Store, clock: Clock) -> Iterator[World]:
    made = world_of(sqlite_store, clock, "central-bedfordshire")
    yield made
    assert made.differences() == []


@pytest.fixture
def bradford(sqlite_store: Store, clock: Clock) -> Iterator[World]:
    made = world_of(sqlite_store, clock, "bradford")
    yield made
    assert made.differences() == []


def written(world: World, by: str = "robin", edition: int = 0, review_on: date | None = None) -> Agreement:
    return world.do(by, agreements.write, ("robin", "amara"), edition, SAID, review_on)


def parties(world: World, rule: str) -> list[str]:
    return sorted(one.party for one in world.duties(rule, about="robin"))


@pytest.mark.parametrize("authority", ["central-bedfordshire", "bradford"])
def test_each_signature_meets_the_duty_of_whoever_signs(
    sqlite_store: Store, clock: Clock, authority: str
) -> None:
    world = world_of(sqlite_store, clock, authority)
    assert parties(world, "agreement-first") == ["supervisee", "supervisor"]
    agreement = written(world)
    world.do("robin", agreements.sign, agreement.id)
    assert parties(world, "agreement-first") == ["supervisor"]
    world.do("amara", agreements.sign, agreement.id)
    assert parties(world, "agreement-first") == []
    met = [one for one in world.duties("agreement-first", live=False) if one.owed_to_id in ("robin", "amara")]
    assert {one.status for one in met} == {"met"}
    assert world.differences() == []


def test_a_change_after_a_signature_opens_that_duty_again(bedfordshire: World) -> None:
    agreement = written(bedfordshire)
    bedfordshire.do("robin", agreements.sign, agreement.id)
    bedfordshire.do("amara", agreements.write, ("robin", "amara"), 1, {**SAID, "will_not": "rush"}, None)
    assert parties(bedfordshire, "agreement-first") == ["supervisee", "supervisor"]
    bedfordshire.do("amara", agreements.sign, agreement.id)
    bedfordshire.do("robin", agreements.sign, agreement.id)
    assert parties(bedfordshire, "agreement-first") == []


def test_taking_a_change_back_gives_the_signature_back(bedfordshire: World) -> None:
    agreement = written(bedfordshire)
    bedfordshire.do("robin", agreements.sign, agreement.id)
    bedfordshire.do("amara", agreements.write, ("robin", "amara"), 1, {**SAID, "will_not": "rush"}, None)
    bedfordshire.do("amara", undo.undo)
    assert parties(bedfordshire, "agreement-first") == ["supervisor"]
    stands, said = bedfordshire.do("amara", agreements.texts, agreement.id)
    assert (stands.edition, said) == (1, SAID)


def test_an_edition_that_was_taken_back_is_never_anothers_number(bedfordshire: World) -> None:
    written(bedfordshire)
    first = {**SAID, "will": "listen"}
    read = bedfordshire.do("robin", agreements.write, ("robin", "amara"), 1, first, None).edition
    bedfordshire.do("robin", undo.undo)
    again = bedfordshire.do("robin", agreements.write, ("robin", "amara"), 1, {**SAID, "will": "rest"}, None)
    assert again.edition != read
    with pytest.raises(agreements.WrittenMeanwhile):
        bedfordshire.do("amara", agreements.write, ("robin", "amara"), read, SAID, None)


def test_taking_a_signature_back_opens_its_duty_again(bedfordshire: World) -> None:
    agreement = written(bedfordshire)
    bedfordshire.do("robin", agreements.sign, agreement.id)
    bedfordshire.do("robin", undo.undo)
    assert parties(bedfordshire, "agreement-first") == ["supervisee", "supervisor"]


def test_the_yearly_review_is_counted_from_the_second_signature(bradford: World) -> None:
    agreement = written(bradford)
    bradford.do("robin", agreements.sign, agreement.id)
    assert bradford.duties("agreement-review", about="robin") == []
    bradford.to("2026-11-25 09:00")
    bradford.do("amara", agreements.sign, agreement.id)
    review = bradford.duty("agreement-review", about="robin")
    assert (review.party, review.due_on) == ("supervisor", day("2027-11-25"))


def test_looking_at_it_again_and_signing_meets_the_review_and_begins_the_next_year(bradford: World) -> None:
    first = written(bradford)
    bradford.do("robin", agreements.sign, first.id)
    bradford.do("amara", agreements.sign, first.id)
    bradford.to("2027-11-01 09:00")
    again = written(bradford, "amara")
    bradford.do("amara", agreements.sign, again.id)
    assert bradford.duty("agreement-review", about="robin").due_on == day("2027-11-23")
    bradford.do("robin", agreements.sign, again.id)
    assert bradford.duty("agreement-review", about="robin").due_on == day("2028-11-01")


def test_somebody_known_for_long_has_their_review_counted_from_the_agreement_they_sign(
    bradford: World,
) -> None:
    agreement = bradford.do("sam", agreements.write, ("sam", "amara"), 0, SAID, None)
    bradford.do("sam", agreements.sign, agreement.id)
    bradford.do("amara", agreements.sign, agreement.id)
    assert bradford.duty("agreement-review", about="sam").due_on == day("2027-11-23")


def change_supervisor(world: World, to: str) -> None:
    def change(work: Work) -> None:
        robin = work.uow.session.get(Person, "robin")
        assert robin is not None
        robin.supervisor_id = to
        events.note(work, "relationship_started", work.today(robin), person_id="robin")
        duties.settle(work, robin)

    world.do(CLOCK, change)


def test_after_a_change_of_supervisor_signing_meets_the_review_that_this_opened(bedfordshire: World) -> None:
    agreement = written(bedfordshire)
    bedfordshire.do("robin", agreements.sign, agreement.id)
    bedfordshire.do("amara", agreements.sign, agreement.id)
    bedfordshire.to("2026-12-01 09:00")
    change_supervisor(bedfordshire, "joan")
    assert parties(bedfordshire, "agreement-review") == ["supervisor"]
    again = bedfordshire.do("joan", agreements.write, ("robin", "joan"), 0, SAID, None)
    bedfordshire.do("joan", agreements.sign, again.id)
    assert parties(bedfordshire, "agreement-review") == ["supervisor"]
    bedfordshire.do("robin", agreements.sign, again.id)
    assert parties(bedfordshire, "agreement-review") == []


def test_what_both_signed_follows_the_supervisee_and_what_was_only_written_does_not(
    bedfordshire: World,
) -> None:
    signed = written(bedfordshire)
    bedfordshire.do("robin", agreements.sign, signed.id)
    bedfordshire.do("amara", agreements.sign, signed.id)
    draft = written(bedfordshire, "amara")
    change_supervisor(bedfordshire, "joan")
    assert bedfordshire.do("joan", agreements.texts, signed.id)[1] == SAID
    for person, agreement in (("joan", draft), ("amara", draft), ("amara", signed)):
        with pytest.raises(Refused):
            bedfordshire.do(person, agreements.texts, agreement.id)
    assert bedfordshire.do("robin", agreements.texts, draft.id)[1] == SAID
