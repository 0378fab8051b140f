"""England, made for measuring: 153 authorities with their people, cases, sessions and records. Nobody in it exists.

The authorities' policies are the two published ones under keys of their own. Everything is drawn from a seed, as of one
Monday morning, and put into an SQLite file past all that checks it: what is measured is what comes afterwards.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import insert
from sqlalchemy.dialects.sqlite import dialect
from sqlmodel import SQLModel

from storage.keyring import Keyring
from storage.store import Store, open_store
from supervision.policy import Policy, load_policies

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
TODAY = NOW.date()
KNOWN_FROM = date(2026, 3, 2)
KEYRING = Keyring({"first": bytes(range(32))})
AUTHORITIES = 153
HEADS, TEAMS, TEAM = 4, 25, 8
"""In each authority: heads of service, their team managers, and the workers of each of those; one director above all."""
CASES = 20
"""Open cases of each worker, more or less."""
HELD = 12
"""Sessions held with each supervisee, four weeks apart; those since the bot came have agendas."""
WITH_AGENDA = 2
_CO_WORKED = 0.06
_UNCLASSIFIED = 0.03

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class England:
    """Where it is kept, and by which policies its authorities work."""

    store: Path
    policies: Mapping[str, Policy]

    def open(self) -> Store:
        """Its store, on that Monday morning."""
        return open_store(self.store, KEYRING, lambda: NOW, durable=False)


def policies(authorities: int) -> dict[str, Policy]:
    """So many authorities' policies: the published ones in turn, under other keys."""
    published = [json.loads(one.dump()) for one in load_policies().values()]
    made = {}
    for number in range(authorities):
        key = f"authority-{number:03}"
        text = published[number % len(published)]
        made[key] = Policy.parse(json.dumps({**text, "key": key, "name": f"Authority {number}"}))
    return made


def make(folder: Path, authorities: int = AUTHORITIES) -> England:
    """England, or so many authorities of it, in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    england = England(folder / "england.sqlite3", policies(authorities))
    open_store(england.store, KEYRING, lambda: NOW, durable=False, migrate=True).close()
    connection = sqlite3.connect(england.store, isolation_level=None)
    try:
        connection.execute("pragma synchronous = off")
        connection.execute("pragma journal_mode = wal")
        connection.execute("begin")
        for number, policy in enumerate(england.policies.values()):
            _Authority(connection, policy, number).fill()
        connection.execute("commit")
    finally:
        connection.close()
    return england


class _Authority:
    """One authority's people and what they do, drawn from a seed of its own."""

    def __init__(self, connection: sqlite3.Connection, policy: Policy, number: int) -> None:
        self._connection, self._policy, self._number = connection, policy, number
        self._chance = Random(number)
        self._types = list(policy.case_types)

    def fill(self) -> None:
        """Everything, table by table."""
        people = list(self._people())
        self._insert("person", people)
        supervisees = [one for one in people if one["supervisor_id"]]
        cases: dict[str, list[str]] = {}
        for one in supervisees:
            if one["role"] in _WORKERS:
                cases[one["id"]] = self._cases(one["id"])
        for one in supervisees:
            self._sessions(one, cases.get(one["id"], []))
        self._insert("absence", self._absences(supervisees))
        self._insert("event", self._events(supervisees))

    def _people(self) -> Iterator[Row]:
        director = self._person("d", "assistant_director", None)
        yield director
        for head in range(HEADS):
            yield self._person(f"h{head}", "head_of_service", director["id"])
        for team in range(TEAMS):
            lead = self._person(f"m{team:02}", "team_manager", self._id(f"h{team % HEADS}"))
            yield lead
            for place in range(TEAM):
                yield self._person(f"w{team:02}{place}", self._role(), lead["id"])

    def _role(self) -> str:
        drawn = self._chance.random()
        return "social_worker" if drawn < 0.8 else "nqsw" if drawn < 0.92 else "unqualified"

    def _person(self, short: str, role: str, supervisor: str | None) -> Row:
        started = TODAY - timedelta(days=self._chance.randrange(30, 3000))
        asye = TODAY - timedelta(days=self._chance.randrange(20, 360)) if role == "nqsw" else None
        return {
            "id": self._id(short),
            "name": f"Robin {self._id(short)}",
            "email": "",
            "role": role,
            "authority": self._policy.key,
            "supervisor_id": supervisor,
            "known_from": max(KNOWN_FROM, asye or started).isoformat(),
            "started_on": (asye or started).isoformat(),
            "asye_started_on": asye.isoformat() if asye else None,
        }

    def _cases(self, worker: str) -> list[str]:
        ids, chance = [], self._chance
        made, works = [], []
        for number in range(CASES - 3 + chance.randrange(6)):
            allocated = TODAY - timedelta(days=chance.randrange(2, 540))
            case_id = f"{worker}-c{number:02}"
            ids.append(case_id)
            known = max(KNOWN_FROM, allocated).isoformat()
            types = [] if chance.random() < _UNCLASSIFIED else [chance.choice(self._types)]
            made.append(
                {
                    "id": case_id,
                    "reference": case_id.upper(),
                    "authority": self._policy.key,
                    "types": json.dumps(types),
                    "facts": json.dumps(self._facts(types)),
                    "allocated_on": allocated.isoformat(),
                    "known_from": known,
                    "version": 1,
                }
            )
            works.append({"case_id": case_id, "person_id": worker, "known_from": known})
            if chance.random() < _CO_WORKED:
                other = worker[:-1] + str((int(worker[-1]) + 1) % TEAM)
                works.append({"case_id": case_id, "person_id": other, "known_from": known})
        self._insert("case", made)
        self._insert("case_worker", works)
        return ids

    def _facts(self, types: list[str]) -> Row:
        chance = self._chance
        found: Row = {}
        for name, kind in (self._policy.case_types[types[0]].facts if types else {}).items():
            if kind == "yes_no" and chance.random() < 0.3:
                found[name] = True
            elif name.startswith("visits_") and chance.random() < 0.5:
                found[name] = chance.choice((1, 2, 3))
        return found

    def _sessions(self, supervisee: Row, cases: list[str]) -> None:
        chance, chair = self._chance, supervisee["supervisor_id"]
        last = TODAY - timedelta(days=chance.randrange(1, 33))
        sessions, records, agenda = [], [], []
        for number in range(HELD):
            day = last - timedelta(days=28 * number)
            session = self._session(
                supervisee["id"], chair, number, day, status="held", held_on=day.isoformat()
            )
            sessions.append(session)
            records.append(self._record(session["id"], day, number))
            if number < WITH_AGENDA:
                agenda += _items(session["id"], [one for one in cases if chance.random() < 0.9])
        booked = last + timedelta(days=1)
        if chance.random() < 0.85:
            day = max(last + timedelta(days=26 + chance.randrange(4)), TODAY + timedelta(days=1))
            session = self._session(supervisee["id"], chair, 90, day, booked_on=booked.isoformat())
            sessions.append(session)
            agenda += _items(session["id"], cases[: chance.randrange(len(cases) + 1)])
        if chance.random() < 0.04:
            day = TODAY - timedelta(days=chance.randrange(1, 20))
            cancelled = {
                "cancelled_on": day.isoformat(),
                "planned_on": day.isoformat(),
                "cancelled_by": chair,
            }
            why = {
                "status": "cancelled",
                "cancel_reason": "other",
                "booked_on": (day - timedelta(9)).isoformat(),
            }
            sessions.append(self._session(supervisee["id"], chair, 91, day, **cancelled, **why))
        self._insert("session", sessions)
        self._insert("record", records)
        self._insert("agenda_item", agenda)

    def _session(self, supervisee: str, chair: str, number: int, day: date, **more: Any) -> Row:
        return {
            "id": f"{supervisee}-s{number:02}",
            "supervisee_id": supervisee,
            "supervisor_id": chair,
            "starts_at": f"{day.isoformat()} 10:00:00.000000",
            "minutes": 60,
            "kind": "both",
            "status": "planned",
            "cancel_reason": "",
            "version": 1,
            **more,
        }

    def _record(self, session: str, day: date, number: int) -> Row:
        written = (day + timedelta(days=1)).isoformat()
        state = "closed" if number > 1 else self._chance.choice(("signed_off", "tasked", "awaiting"))
        return {
            "id": f"{session}-r",
            "session_id": session,
            "kind": "case",
            "state": state,
            "recorded_on": None if state == "awaiting" else written,
            "tasked_on": None if state == "awaiting" else written,
            "version": 1,
        }

    def _absences(self, people: Iterable[Row]) -> Iterator[Row]:
        for one in people:
            if self._chance.random() < 0.03:
                first = TODAY - timedelta(days=self._chance.randrange(1, 40))
                yield {
                    "id": f"{one['id']}-a",
                    "person_id": one["id"],
                    "from_on": first.isoformat(),
                    "planned": self._chance.random() < 0.5,
                    "state": "entered",
                    "version": 1,
                }

    def _events(self, people: Iterable[Row]) -> Iterator[Row]:
        """The agreement was signed, and the yearly appraisal held."""
        yearly = [one.id for one in self._policy.rules_opened_by("last_appraisal")]
        first = [one.id for one in self._policy.rules.values() if one.gives == "signed"][:1]
        for one in people:
            for rule in (*yearly, *first):
                yield {
                    "id": f"{one['id']}-{rule}",
                    "what": "done",
                    "rule": rule,
                    "person_id": one["id"],
                    "party": "",
                    "happened_on": (KNOWN_FROM + timedelta(days=self._chance.randrange(250))).isoformat(),
                    "recorded_by": one["supervisor_id"],
                    "state": "recorded",
                    "version": 1,
                }

    def _id(self, short: str) -> str:
        return f"a{self._number:03}-{short}"

    def _insert(self, table: str, rows: Iterable[Row]) -> None:
        """Rows that need not all have the same columns: each is put in with those it has."""
        by_columns: dict[tuple[str, ...], list[tuple[Any, ...]]] = {}
        for row in rows:
            by_columns.setdefault(tuple(row), []).append(tuple(row.values()))
        for columns, values in by_columns.items():
            statement, places = _insert(table, columns)
            self._connection.executemany(statement, ([one[place] for place in places] for one in values))


@lru_cache
def _insert(table: str, columns: tuple[str, ...]) -> tuple[str, list[int]]:
    """The statement that puts these columns in, and the place of each value it takes among them."""
    made = insert(SQLModel.metadata.tables[table]).compile(dialect=dialect(), column_keys=list(columns))
    return made.string, [columns.index(name) for name in made.positiontup or ()]


_WORKERS = ("social_worker", "nqsw", "unqualified")


def _items(session: str, cases: list[str]) -> list[Row]:
    return [{"session_id": session, "case_id": one, "position": place} for place, one in enumerate(cases)]
