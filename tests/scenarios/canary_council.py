"""A council in which every conversation has something to be about, and often two things to choose between."""

from datetime import UTC, date, datetime, timedelta

from storage import learning
from storage.tables import (
    Absence,
    Agreement,
    Case,
    CaseUpdate,
    CaseWorker,
    Concern,
    ConcernNote,
    DraftAction,
    Event,
    Person,
    Reading,
    Record,
    RecordDraft,
    SupervisionSession,
    UpdateSetting,
)
from storage.unit import UnitOfWork
from supervision import duties
from tests.scenarios.council import Policies, clock_work, keep_cases, keep_person, keep_session

MONDAY = date(2026, 11, 23)
TODAY = datetime(2026, 11, 23, 10, tzinfo=UTC)
RECORDS = (
    ("tasked1", "tasked"),
    ("tasked2", "tasked"),
    ("tasked3", "tasked"),
    ("awaiting1", "awaiting"),
    ("awaiting2", "awaiting"),
    ("assumed1", "assumed_agreed"),
    ("assumed2", "assumed_agreed"),
)


def keep_canary_council(policies: Policies, side: str, uow: UnitOfWork) -> None:
    """Everybody's id begins with `side`, so that a store can hold the council twice."""
    keep_person(uow, f"{side}dara", "assistant_director")
    for manager in ("maple", "rowan"):
        keep_person(uow, f"{side}{manager}", "team_manager", f"{side}dara")
    for one in ("sorrel", "briar", "tansy", "yarrow"):
        keep_person(uow, f"{side}{one}", "practice_supervisor", f"{side}maple")
    for worker, supervisor in (
        ("wren", "sorrel"), ("finch", "sorrel"), ("heath", "briar"), ("ivy", "tansy"), ("jay", "yarrow"),
    ):  # fmt: skip
        keep_person(uow, f"{side}{worker}", supervisor=f"{side}{supervisor}")
    keep_person(uow, f"{side}lark", "business_support")
    for worker in ("wren", "finch"):
        person = f"{side}{worker}"
        cases = keep_cases(uow, person, f"CB-1-{person}", f"CB-2-{person}")
        for number, days in enumerate((2, 9)):
            starts_at = TODAY + timedelta(days=days)
            keep_session(clock_work(uow, policies), f"{person}-next{number}", person, starts_at, cases)
        for number in range(2):
            starts_at = TODAY - timedelta(days=3 + number)
            keep_session(clock_work(uow, policies), f"{person}-past{number}", person, starts_at, cases)
        _keep_records(uow, person, f"{side}sorrel")
        _keep_update(uow, person, f"{side}sorrel", cases[0])
        _keep_drafts(uow, person, cases[0])
    # Of an authority whose policy has other headings for a record, and counts shifts.
    keep_person(uow, f"{side}sage", "agency", f"{side}sorrel", authority="bradford")
    keep_person(uow, f"{side}fern", "nqsw", f"{side}sorrel", "bradford")
    _keep_past(policies, uow, f"{side}fern")
    # A student's personal notes have a heading of their own.
    keep_person(uow, f"{side}rush", "student", f"{side}sorrel")
    _keep_past(policies, uow, f"{side}rush")
    _keep_learning(uow, f"{side}fern", f"{side}dara")
    _keep_ended(uow, f"{side}fern")
    for case_id in keep_cases(uow, f"{side}heath", f"CB-8-{side}", f"CB-9-{side}"):
        uow.session.add(CaseWorker(case_id=case_id, person_id=f"{side}ivy"))
    _keep_agreement(uow, f"{side}finch", f"{side}sorrel")
    _keep_concern(uow, f"{side}wren", f"{side}sorrel")
    _keep_concern(uow, f"{side}finch", f"{side}sorrel", f"{side}maple")
    _keep_reading(uow, f"{side}wren", f"{side}maple")
    for away in ("tansy", "yarrow"):
        uow.session.add(
            Absence(id=f"{side}{away}-away", person_id=f"{side}{away}", from_on=date(2026, 11, 4))
        )
    uow.session.flush()
    settled = ("wren", "finch", "fern", "heath", "ivy", "jay", "maple", "rowan")
    everyone = [uow.session.get(Person, f"{side}{one}") for one in settled]
    duties.settle_all(clock_work(uow, policies), [one for one in everyone if one])


def _keep_past(policies: Policies, uow: UnitOfWork, person: str) -> None:
    """Two sessions that have begun, about no case, with the drafts of their records."""
    for number in range(2):
        starts_at = TODAY - timedelta(days=3 + number)
        keep_session(clock_work(uow, policies), f"{person}-past{number}", person, starts_at, [])
    _keep_drafts(uow, person, None)


def _keep_update(uow: UnitOfWork, person: str, supervisor: str, case_id: str) -> None:
    """10-minute updates are on, and one of them has had its time."""
    setting = UpdateSetting(id=f"{person}-updates", supervisee_id=person, supervisor_id=supervisor)
    update = CaseUpdate(
        id=f"{person}-update",
        session_id=f"{person}-past0",
        case_id=case_id,
        state="time_up",
        minutes=10,
        clarify_minutes=3,
    )
    uow.session.add_all([setting, update])
    uow.session.flush()


def _keep_drafts(uow: UnitOfWork, person: str, case_id: str | None) -> None:
    """Drafts of the records of two sessions that have begun, with an action each."""
    for kind, about in (("case", case_id), ("personal", None)):
        for number in range(2):
            draft = f"{person}-draft{number}-{kind}"
            uow.session.add(
                RecordDraft(id=draft, session_id=f"{person}-past{number}", kind=kind, case_id=about)
            )
            uow.session.flush()
            what, why, who = (
                uow.seal("draft_action", f"{draft}-action", f"sealed_{one}", "a step for both")
                for one in ("what", "why", "who")
            )
            uow.session.add(
                DraftAction(
                    id=f"{draft}-action",
                    draft_id=draft,
                    sealed_what=what,
                    sealed_why=why,
                    sealed_who=who,
                    by_when=MONDAY,
                )
            )
    uow.session.flush()


def _keep_ended(uow: UnitOfWork, person: str) -> None:
    """Two assessments ended before any supervision, so oversight of each is owed."""
    for case_id in keep_cases(uow, person, f"BD-1-{person}", f"BD-2-{person}", authority="bradford"):
        case = uow.session.get_one(Case, case_id)
        case.types, case.known_from = ["single-assessment"], date(2026, 11, 2)
        case.allocated_on, case.closed_on = date(2026, 11, 9), date(2026, 11, 20)
    uow.session.flush()


def _keep_learning(uow: UnitOfWork, person: str, auditor: str) -> None:
    """An audit was done, and taught something."""
    event = Event(
        id=f"{person}-audited",
        what="done",
        rule="audit-monthly",
        person_id=person,
        happened_on=MONDAY,
        recorded_by=auditor,
    )
    uow.session.add(event)
    uow.session.flush()
    learning.keep(uow, event.id, person, "an invented lesson")


def _keep_agreement(uow: UnitOfWork, person: str, supervisor: str) -> None:
    """An agreement that waits for both signatures."""
    agreement = Agreement(
        id=f"{person}-agreement",
        supervisee_id=person,
        supervisor_id=supervisor,
        written_by=supervisor,
        written_on=MONDAY,
    )
    uow.session.add(agreement)
    uow.session.flush()


def _keep_concern(uow: UnitOfWork, person: str, supervisor: str, manager: str | None = None) -> None:
    """A concern at its first stage, or at its second with a manager. Something was written about it."""
    concern = Concern(
        id=f"{person}-concern",
        supervisee_id=person,
        supervisor_id=supervisor,
        manager_id=manager,
        raised_by=person,
        stage=2 if manager else 1,
        raised_on=MONDAY,
    )
    uow.session.add(concern)
    uow.session.flush()
    note = f"{person}-concern-note"
    sealed = uow.seal("concern_note", note, "sealed", "an invented worry")
    uow.session.add(
        ConcernNote(
            id=note,
            concern_id=concern.id,
            stage=1,
            kind="worry",
            sealed=sealed,
            happened_on=MONDAY,
            said_by=person,
        )
    )
    uow.session.flush()


def _keep_reading(uow: UnitOfWork, person: str, reader: str) -> None:
    """Somebody above has said today for which request they read a record that is to be disclosed."""
    reading = f"{person}-reading"
    uow.session.add(
        Reading(
            id=reading,
            reader_id=reader,
            session_id=f"{person}-past0",
            kind="case",
            purpose="disclosure",
            sealed=uow.seal("reading", reading, "sealed", "an invented request"),
            read_at=TODAY,
        )
    )
    uow.session.flush()


def _keep_records(uow: UnitOfWork, person: str, supervisor: str) -> None:
    for number, (name, state) in enumerate(RECORDS):
        held_on = MONDAY - timedelta(days=20 + number)
        session = SupervisionSession(
            id=f"{person}-{name}",
            supervisee_id=person,
            supervisor_id=supervisor,
            starts_at=datetime(held_on.year, held_on.month, held_on.day, 14, tzinfo=UTC),
            kind="both" if state == "awaiting" else "case",
            status="held",
            booked_on=held_on,
            held_on=held_on,
        )
        uow.session.add(session)
        uow.session.flush()
        tasked_on = {"tasked": MONDAY - timedelta(days=1), "assumed_agreed": MONDAY - timedelta(days=14)}.get(
            state
        )
        recorded_on = held_on if tasked_on else None
        record = Record(
            id=f"{person}-{name}-record",
            session_id=session.id,
            state=state,
            tasked_on=tasked_on,
            recorded_on=recorded_on,
        )
        uow.session.add(record)
        if state == "awaiting":
            notes = Record(id=f"{person}-{name}-notes", session_id=session.id, kind="personal", state=state)
            uow.session.add(notes)
    uow.session.flush()
