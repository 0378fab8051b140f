"""Sessions, absences and events as their files bring them."""

from datetime import timedelta
from random import Random

from sqlmodel import col, select

from storage.tables import Absence, Case, CaseWorker, SupervisionSession
from supervision.work import Work
from tests.scenarios.any_facts.rows import day, imported, somebody

_SUPERVISORS = ("amara", "amara", "joan")


def session(work: Work, chance: Random) -> object:
    """A session comes that is planned, was held, perhaps with its record, or was cancelled; under whoever supervises, or
    did once.
    """
    someone, status = (
        somebody(work, chance),
        chance.choice(["planned", "held", "held", "cancelled", "cancelled"]),
    )
    cases = select(Case.reference).join(CaseWorker).where(CaseWorker.person_id == someone.id)
    ours = sorted(work.uow.session.exec(cases.where(Case.authority == someone.authority)))
    starts = work.now + timedelta(days=chance.randint(-60, 0 if status == "held" else 25))
    supervisor = chance.choice([someone.supervisor_id or "amara", *_SUPERVISORS])
    row = {
        "id": f"import-{chance.randint(1, 12)}",
        "supervisee": someone.id,
        "supervisor": supervisor,
        "starts_at": f"{starts:%Y-%m-%d}T10:00",
        "minutes": chance.choice(["30", "60", "90"]),
        "kind": chance.choice(["case", "personal", "both"]),
        "status": status,
        "cases": ";".join(ours[: chance.randint(0, 3)]),
    }
    if status == "cancelled":
        on = min(starts.date(), work.now.date()) - timedelta(days=chance.randint(0, 10))
        row |= {"cancelled_on": str(on), "cancel_reason": chance.choice(["sickness", "other"])}
        row["cancelled_by"] = chance.choice(["", someone.id, supervisor])
    if status == "held" and chance.random() < 0.5:
        recorded = starts.date() + timedelta(days=chance.randint(0, 3))
        row["recorded_on"] = str(recorded)
        row["tasked_on"] = chance.choice(["", str(recorded + timedelta(days=1))])
        row["signed_off_on"] = (
            str(recorded + timedelta(days=3)) if row["tasked_on"] and chance.random() < 0.4 else ""
        )
    return imported(work, "sessions", row)


def absence(work: Work, chance: Random) -> object:
    """An absence or leave comes, perhaps over already or still ahead; a second one, or what is known changes."""
    someone = chance.choice(["robin", "sam", "amara", "joan", "morgan"])
    standing = select(Absence).where(Absence.person_id == someone, Absence.state == "entered")
    known = [one.from_on for one in work.uow.session.exec(standing.order_by(col(Absence.from_on)))]
    first = (work.now - timedelta(days=chance.randint(-20, 40))).date()
    if known and chance.random() < 0.6:
        first = chance.choice(known)
    back, expected = (chance.choice([None, first + timedelta(days=chance.randint(1, 50))]) for _ in range(2))
    row = {"person": someone, "from": str(first), "returned_on": day(back), "expected_back": day(expected)}
    return imported(work, "absences", {**row, "planned": chance.choice(["yes", "no"])})


_WHATS = (
    *("done", "done", "done", "drawn", "event", "oversight", "shift_worked", "shift_worked"),
    *("circumstances_changed", "relationship_started"),
)


def event(work: Work, chance: Random) -> object:
    """A dated event comes: something was done or drawn, a shift was worked, circumstances changed; or one is taken back."""
    someone = somebody(work, chance)
    what = chance.choice(_WHATS)
    row = {"id": f"event-{chance.randint(1, 20)}", "what": what, "person": someone.id}
    row["on"] = str(work.today(someone) - timedelta(days=chance.randint(0, 90)))
    row["withdrawn"] = chance.choice(["", "", "", "yes"])
    if what in ("done", "drawn", "event"):
        row["rule"] = chance.choice(sorted(work.policy(someone).rules))
    if what == "oversight":
        row["party"] = chance.choice(["", "allocation", "sign_off"])
    if what in ("oversight", "drawn") or row.get("rule", "").startswith(("case-", "plan-")):
        row["case"] = f"R-{chance.randint(1, 9)}"
    if row.get("rule") == "cancel-note":
        ids = (
            select(SupervisionSession.id)
            .where(SupervisionSession.status == "cancelled")
            .order_by(col(SupervisionSession.id))
        )
        row["session"] = chance.choice([*work.uow.session.exec(ids), ""])
    return imported(work, "events", row)
