"""The table of ended cases that a policy officer can read, held against the ledger: of which oversight is owed."""

import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, NotRequired, TypedDict

import pytest

from storage.store import Store
from storage.tables import AgendaItem, Case, CaseWorker, Event, SupervisionSession
from supervision.policy import Policy
from tests.supervision.policies import changed as overlaid
from tests.supervision.world import KNOWN_FROM, World, at
from tests.support.stores import Clock


class Became(TypedDict):
    types: list[str]
    on: date


class Noted(TypedDict):
    at: str
    on: date


class Ended(TypedDict):
    because: str
    types: list[str]
    owed: dict[str, date | str]
    allocated: NotRequired[date]
    closed: NotRequired[date]
    came: NotRequired[date]
    known: NotRequired[date]
    became: NotRequired[Became]
    again: NotRequired[bool]
    discussed: NotRequired[list[date]]
    noted: NotRequired[list[Noted]]
    local: NotRequired[bool]


_TABLE = tomllib.loads((Path(__file__).parent / "cases_oversight.toml").read_text("utf-8"))
ENDED: list[Ended] = _TABLE["ended"]
RULES: list[str] = _TABLE["ended_under"]
NUMBER = {"clock": {"kind": "within", "number": 3, "unit": "working_days"}}


def test_each_says_why_it_is_there() -> None:
    assert len(ENDED) >= 20
    assert len({one["because"] for one in ENDED}) == len(ENDED)


@pytest.mark.parametrize("told", ENDED, ids=lambda one: one["because"])
def test_of_a_case_that_has_ended_so_much_oversight_is_owed(
    told: Ended, sqlite_store: Store, clock: Clock, policies: Mapping[str, Policy]
) -> None:
    policy = policies["bradford"]
    if told.get("local"):
        policy = overlaid(policy, {"rules": dict.fromkeys(RULES, NUMBER)})
    world = World(sqlite_store, clock, {**policies, "bradford": policy}, "bradford")
    happened(world, told)
    found = {
        one.rule: one.due_on or "no number"
        for rule in RULES
        for one in world.duties(rule)
        if one.subject_id == "bd-1"
    }
    assert found == told["owed"]
    assert world.differences() == []


def happened(world: World, told: Ended) -> None:
    """All that is told of the case, as one import brings it."""
    became = told.get("became")
    types = became["types"] if became and not told.get("again") else told["types"]
    made = Case(
        id="bd-1",
        reference="BD-1",
        authority="bradford",
        types=types,
        allocated_on=told.get("allocated"),
        closed_on=told.get("closed"),
        known_from=told.get("came", KNOWN_FROM),
    )
    rows: list[object] = [made, CaseWorker(case_id="bd-1", person_id="robin")]
    for on in told.get("discussed", ()):
        row: dict[str, Any] = {
            "supervisee_id": "robin",
            "supervisor_id": "amara",
            "status": "held",
            "held_on": on,
        }
        rows.append(SupervisionSession(id=f"held-{on}", starts_at=at(f"{on} 10:00"), **row))
        rows.append(AgendaItem(session_id=f"held-{on}", case_id="bd-1", position=1))
    rows += [_event("oversight", one["at"], one["on"]) for one in told.get("noted", ())]
    if became:
        gone = (one for one in told["types"] if one not in became["types"])
        rows += [_event("type_ended", one, became["on"]) for one in gone]
    if known := told.get("known"):
        world.becomes("robin", known_from=known)
    world.has(*rows)


def _event(what: str, party: str, on: date) -> Event:
    return Event(
        id=f"{what}-{party}-{on}",
        what=what,
        case_id="bd-1",
        party=party,
        happened_on=on,
        recorded_by="import",
    )
