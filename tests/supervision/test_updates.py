"""Clause ten-minutes: who may turn updates on, who may touch their clock, and when, and what it comes to."""

from collections.abc import Callable

import pytest
from sqlmodel import select

from storage.queries import updates as query
from storage.tables import AgendaItem, Case, CaseUpdate, CaseWorker, UpdateSetting
from supervision import absences, access, records, sessions, undo
from supervision.updates import clock, setting, texts
from supervision.work import CLOCK, MovedOn, Refused, Work
from tests.supervision.world import World, at, day

Act = Callable[[Work, str, int], CaseUpdate]
ACTS: tuple[Act, ...] = (clock.pause, clock.resume, clock.stop, clock.again, clock.clarify, clock.close)


def on(world: World) -> World:
    """Robin's session at 10:00 this morning has two cases, and updates are on."""
    world.planned("s1", "robin", "2026-11-23 10:00")
    world.has(
        Case(id="case-2", reference="CB-102", authority=world.authority),
        CaseWorker(case_id="case-2", person_id="robin"),
        AgendaItem(session_id="s1", case_id="case-1", position=0),
        AgendaItem(session_id="s1", case_id="case-2", position=1),
    )
    world.do("amara", setting.turn_on, "robin")
    world.to("2026-11-23 10:00")
    return world


@pytest.fixture
def begun(world: World) -> World:
    """At ten o'clock."""
    return on(world)


def started(world: World, case: str = "case-1", by: str = "robin") -> CaseUpdate:
    return world.do(by, clock.start, "s1", case)


def noting(work: Work, case: str) -> CaseUpdate:
    """Somebody opens the notes of a case."""
    return clock.begin(work, access.session_as_supervisee(work, "s1"), case)


def pass_to(world: World, text: str) -> None:
    """Time goes on, and the clocks of updates with it."""
    world.to(text)
    world.do(CLOCK, clock.settle_due)


def now_is(world: World, update: CaseUpdate) -> CaseUpdate:
    return world.get(CaseUpdate, update.id)


def test_it_is_off_until_a_supervisor_turns_it_on(world: World) -> None:
    world.planned("s1", "robin", "2026-11-23 10:00")
    world.has(AgendaItem(session_id="s1", case_id="case-1", position=0))
    world.to("2026-11-23 10:00")
    with pytest.raises(clock.Off):
        started(world)
    for other in ("robin", "sam", "morgan", "joan"):
        with pytest.raises(Refused):
            world.do(other, setting.turn_on, "robin")
    assert world.do("robin", clock.sessions_now) == []
    world.do("amara", setting.turn_on, "robin")
    assert started(world).state == "running"


def test_turning_it_on_can_be_undone_and_its_minutes_are_the_pairs_own(world: World) -> None:
    made = world.do("amara", setting.turn_on, "robin", 5)
    assert (made.minutes, made.clarify_minutes) == (10, 5)
    world.do("amara", undo.undo)
    assert world.get(UpdateSetting, made.id).state == "withdrawn"
    again = world.do("amara", setting.turn_on, "robin")
    assert (again.id, again.state, again.clarify_minutes) == (made.id, "on", 5)
    world.do("amara", setting.turn_off, "robin")
    world.do("amara", undo.undo)
    assert world.get(UpdateSetting, made.id).state == "on"


def test_it_belongs_to_its_session(begun: World) -> None:
    begun.planned("s2", "robin", "2026-11-23 15:00")
    begun.has(AgendaItem(session_id="s2", case_id="case-1", position=0))
    with pytest.raises(clock.NotNow):
        begun.do("robin", clock.start, "s2", "case-1")
    begun.to("2026-11-23 14:45")
    assert begun.do("robin", clock.start, "s2", "case-1").state == "running"
    begun.do("amara", sessions.held, "s1", day("2026-11-23"))
    with pytest.raises(clock.NotNow):
        started(begun)


@pytest.mark.parametrize("person", ["sam", "joan", "morgan", "dana"])
def test_nobody_else_can_touch_it(begun: World, person: str) -> None:
    update = started(begun)
    before = now_is(begun, update)
    for act in ACTS:
        with pytest.raises(Refused):
            begun.do(person, act, update.id, update.version)
    for refused in (
        lambda work: clock.start(work, "s1", "case-2"),
        lambda work: texts.keep(work, update.id, "relevant", "a word"),
        lambda work: texts.listen(work, update.id, "a word"),
        lambda work: texts.read(work, "s1"),
        lambda work: clock.finish(work, update.id),
    ):
        with pytest.raises(Refused):
            begun.do(person, refused)
    assert now_is(begun, update) == before


def test_a_case_that_is_not_on_the_agenda_is_not_there(begun: World) -> None:
    begun.has(Case(id="case-9", reference="CB-109", authority=begun.authority))
    for case in ("case-9", "nothing", ""):
        with pytest.raises(Refused):
            started(begun, case)


def test_a_stale_button_changes_nothing(begun: World) -> None:
    update = started(begun)
    paused = begun.do("amara", clock.pause, update.id, update.version)
    for act in ACTS:
        with pytest.raises(MovedOn):
            begun.do("robin", act, update.id, update.version)
    for act in (clock.pause, clock.clarify, clock.close):
        with pytest.raises(MovedOn):
            begun.do("robin", act, paused.id, paused.version)
    assert now_is(begun, update) == paused
    with pytest.raises(MovedOn):
        started(begun, by="amara")
    with pytest.raises(clock.AnotherRuns):
        started(begun, "case-2")


def test_paused_it_keeps_what_is_left_and_the_end_moves_along(begun: World) -> None:
    update = started(begun)
    begun.pass_seconds(90.5)
    paused = begun.do("amara", clock.pause, update.id, update.version)
    assert (paused.seconds_left, paused.ends_at, paused.look_at) == (510, None, None)
    pass_to(begun, "2026-11-23 10:30")
    assert now_is(begun, update).seconds_left == 510
    begun.do("robin", clock.resume, paused.id, paused.version)
    assert now_is(begun, update).ends_at == at("2026-11-23 10:38:30")
    pass_to(begun, "2026-11-23 10:36:29")
    assert begun.told("robin", "update-timer") == []
    pass_to(begun, "2026-11-23 10:36:30")
    assert (
        begun.told("robin", "update-timer")
        == begun.told("amara", "update-timer")
        == ["update-timer two-minutes"]
    )
    pass_to(begun, "2026-11-23 10:38:30")
    assert begun.told("amara", "update-timer")[1:] == ["update-timer time-up"]
    assert now_is(begun, update).state == "time_up"


def test_paused_in_its_last_two_minutes_it_says_only_the_end(begun: World) -> None:
    update = started(begun)
    pass_to(begun, "2026-11-23 10:09")
    paused = begun.do("robin", clock.pause, update.id, update.version)
    begun.do("robin", clock.resume, paused.id, paused.version)
    pass_to(begun, "2026-11-23 10:10")
    assert begun.told("robin", "update-timer") == ["update-timer two-minutes", "update-timer time-up"]


def test_however_late_the_clock_comes_only_what_holds_is_said_and_once(begun: World) -> None:
    update = started(begun)
    pass_to(begun, "2026-11-23 11:00")
    begun.do(CLOCK, clock.settle_due)
    assert begun.told("robin", "update-timer") == ["update-timer time-up"]
    assert now_is(begun, update).state == "time_up"


def test_the_way_through_for_one_case_and_the_next(begun: World) -> None:
    update = started(begun)
    stopped = begun.do("amara", clock.stop, update.id, update.version)
    assert stopped.state == "time_up"
    asking = begun.do("robin", clock.clarify, stopped.id, stopped.version)
    assert asking.ends_at == at("2026-11-23 10:03")
    pass_to(begun, "2026-11-23 10:03")
    assert now_is(begun, update).state == "closing"
    assert begun.told("amara", "update-timer") == ["update-timer time-up"]
    begun.do("robin", texts.keep, update.id, "concern", "a word")
    assert begun.do("robin", clock.finish, update.id).state == "done"
    version = now_is(begun, update).version
    begun.do("robin", clock.finish, update.id)
    assert now_is(begun, update).version == version
    assert started(begun, "case-2", "amara").state == "running"


def test_started_by_mistake_it_is_stopped_and_can_start_again_from_the_whole_length(begun: World) -> None:
    update = started(begun)
    begun.pass_seconds(20)
    stopped = begun.do("robin", clock.stop, update.id, update.version)
    started(begun, "case-2")
    with pytest.raises(clock.AnotherRuns):
        begun.do("robin", clock.again, stopped.id, stopped.version)
    other = begun.store.read_now(lambda uow: query.of_session(uow, "s1"))[-1]
    begun.do("robin", clock.stop, other.id, other.version)
    again = begun.do("amara", clock.again, stopped.id, stopped.version)
    assert (again.state, again.ends_at) == ("running", at("2026-11-23 10:10:20"))


def test_a_session_that_is_over_or_cancelled_is_silent(begun: World) -> None:
    update = started(begun)
    begun.do("amara", sessions.cancel, "s1", "amara", "other")
    pass_to(begun, "2026-11-23 10:10")
    assert begun.told("robin", "update-timer") == []
    assert now_is(begun, update).look_at is None
    for act in ACTS:
        with pytest.raises(MovedOn):
            begun.do("robin", act, update.id, now_is(begun, update).version)


def test_what_is_kept_while_listening_is_only_its_writers(begun: World) -> None:
    update = started(begun)
    begun.do("amara", texts.listen, update.id, "the grandmother")
    begun.do("amara", texts.listen, update.id, "  Fridays ")
    begun.do("amara", texts.listen, update.id, " ")
    assert begun.do("amara", texts.listened, update) == "the grandmother\nFridays"
    assert begun.do("robin", texts.listened, update) == ""
    assert begun.do("robin", texts.read, "s1") == []
    with pytest.raises(MovedOn):
        begun.do("robin", texts.listen, update.id, "mine")
    with pytest.raises(texts.Full):
        begun.do("amara", texts.listen, update.id, "x" * 3000)
    assert begun.do("amara", texts.listened, update) == "the grandmother\nFridays"


def test_notes_are_typed_before_and_after_until_the_session_is_recorded(begun: World) -> None:
    update = begun.do("robin", noting, "case-1")
    begun.do("robin", texts.keep, update.id, "relevant", "before")
    assert started(begun).id == update.id
    begun.do("robin", texts.keep, update.id, "new_concerns", "during")
    begun.do("amara", sessions.held, "s1", day("2026-11-23"))
    begun.do("robin", texts.keep, update.id, "anything_else", "after")
    ((case, _, kept),) = begun.do("amara", texts.read, "s1")
    assert case.id == "case-1"
    assert kept == {"relevant": "before", "new_concerns": "during", "anything_else": "after"}
    assert begun.told("robin", "update-notes-read") == []
    begun.do("amara", records.recorded, begun.record("s1").id)
    with pytest.raises(texts.Recorded):
        begun.do("robin", texts.keep, update.id, "relevant", "too late")


def test_whoever_covers_hears_and_reads_and_the_worker_is_told_of_the_reading(begun: World) -> None:
    update = started(begun)
    begun.do("robin", texts.keep, update.id, "relevant", "a word")
    begun.do("morgan", absences.away, "amara", day("2026-11-23"), planned=False, expected_back=None)
    begun.do("morgan", absences.arrange_cover, begun.absence().id, "joan", None)
    paused = begun.do("joan", clock.pause, update.id, update.version)
    begun.do("robin", clock.resume, paused.id, paused.version)
    assert "update-changed resumed" in begun.told("joan", "update-")
    begun.do("joan", texts.read, "s1")
    begun.do("joan", texts.read, "s1")
    assert begun.told("robin", "update-notes-read") == ["update-notes-read joan:2026-11-23"]


def test_both_have_the_way_in_when_the_session_begins(begun: World) -> None:
    assert (
        begun.told("robin", "update-ready") == begun.told("amara", "update-ready") == ["update-ready begins"]
    )
    assert begun.leaves("robin", "update-ready") == at("2026-11-23 10:00")


def test_nobody_is_offered_it_where_it_is_off(world: World) -> None:
    world.planned("s1", "robin", "2026-11-24 10:00")
    assert world.told("robin", "update") == []


def test_in_either_authority(bradford: World) -> None:
    update = started(on(bradford))
    assert update.ends_at == at("2026-11-23 10:10")
    settings = select(UpdateSetting)
    (made,) = bradford.store.read_now(lambda uow: list(uow.session.exec(settings)))
    assert made.supervisor_id == "amara"
