"""A council nobody has seen before: other people, ids, dates and cases each time, as the four CSV files have them.

    council = second_council(seed=7, today=date(2026, 11, 23))
    council.write(folder)              # people.csv, cases.csv, sessions.csv, absences.csv, and overlays/
    council.casts["bradford"]          # who plays which part in the story, there

The same seed and day give the same council. One team of each authority; all of it is invented.
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random

from supervision.policy import Policy, load_policies

FIRST_NAMES = (
    "Adwoa Bethan Callum Dilnoza Ewan Farida Gethin Hana Ibrahim Jolanta Kwame Leila Morag Nikhil Oona Pavel "
    "Quinn Rukhsana Siobhan Tendai Una Viktor Wanjiru Xenia Yusuf Zofia Aoife Benedek Carys Dmitri"
)
LAST_NAMES = (
    "Ainsley Bakare Cwiklinski Dogan Ellwood Farquhar Grzelak Hollins Iqbal Jankovic Kaplan Lockwood Mbeki "
    "Nwosu O'Dowd Pritchard Quayle Rasmussen Sandhu Tarkowski Umar Vaughan Weatherby Xu Yeboah Zielinski"
)
REFERENCES = ("{number}", "LCS-{number}", "{letter}{number}", "{number}/{letter}", "case {number}")

# A local setting, without which Bradford's text has no clause about a supervisor who is away.
OVERLAY = """\
[rules.absent-supervisor]
title = "Report that the supervisor is away, so that cover is arranged"
clause = { document = "Local settings", section = "Supervisors who are away", says = "Away for more than 2 weeks, \
unplanned: the supervisee tells the supervisor's line manager, who arranges cover." }
opened_by = "supervisor_absent"
owners = ["supervisee"]
then_owner = "line_manager"
clock = { kind = "once_passed", number = 2, unit = "weeks" }
nudges = "absence"
"""


@dataclass(frozen=True, slots=True)
class Planned:
    """A planned session: who with whom, when by the clock on the wall there, and the cases of the supervisee."""

    supervisee: str
    supervisor: str
    starts: datetime
    cases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cast:
    """Who plays which part in one authority: a session that is prepared, cancelled and rebooked, and a supervisor
    who has been away since `away_since`, whose session the `covering` supervisor takes over from them.
    """

    authority: str
    meeting: Planned
    during_absence: Planned
    away_since: date
    manager: str
    covering: str
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Council:
    """The rows of the four files, and who plays which part."""

    people: Sequence[Mapping[str, str]]
    cases: Sequence[Mapping[str, str]]
    sessions: Sequence[Mapping[str, str]]
    absences: Sequence[Mapping[str, str]]
    casts: Mapping[str, Cast]

    def write(self, folder: Path) -> None:
        """The files to import, and the overlay for the data directory."""
        overlays = folder / "overlays"
        overlays.mkdir(parents=True)
        (overlays / "bradford.toml").write_text(OVERLAY, encoding="utf-8")
        for name in ("people", "cases", "sessions", "absences"):
            rows: Sequence[Mapping[str, str]] = getattr(self, name)
            with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, list(rows[0]))
                writer.writeheader()
                writer.writerows(rows)


def second_council(seed: int, today: date) -> Council:
    """A council as it might stand on `today`."""
    chance = Random(seed)
    first, last = (chance.sample(names.split(), 26) for names in (FIRST_NAMES, LAST_NAMES))
    names = [" ".join(both) for both in zip(first, last, strict=True)]
    made = [_Team(chance, policy, today, names) for policy in load_policies().values()]
    return Council(
        [row for team in made for row in team.people],
        [row for team in made for row in team.cases],
        [row for team in made for row in team.sessions],
        [row for team in made for row in team.absences],
        {team.policy.key: team.cast() for team in made},
    )


class _Team:
    """One authority's people and what has happened among them."""

    def __init__(self, chance: Random, policy: Policy, today: date, names: list[str]) -> None:
        self.chance, self.policy, self.today, self.names = chance, policy, today, names
        self.people: list[dict[str, str]] = []
        self.cases: list[dict[str, str]] = []
        self.sessions: list[dict[str, str]] = []
        self.absences: list[dict[str, str]] = []
        self.prefix = chance.choice(("", "u", "emp-", "SW."))
        director = self._person("assistant_director", "")
        self.manager = self._person("head_of_service", director)
        self.here, self.away = (self._person("team_manager", self.manager) for _ in range(2))
        self.worker, self.other, self.left_alone = (
            self._person("social_worker", supervisor) for supervisor in (self.here, self.here, self.away)
        )
        self._person("business_support", self.here)
        self.away_since = today - timedelta(days=chance.randint(1, 9))
        self._absence(self.away, self.away_since)
        self._absence(self.other, today - timedelta(days=200), today - timedelta(days=180), planned=True)
        self.meeting = self._planned(self.worker, self.here, self._ahead(7, 12), 3)
        self._planned(self.other, self.here, self.meeting.starts.date(), 1)
        self.during_absence = self._planned(self.left_alone, self.away, self._ahead(16, 20), 2)
        for supervisee, supervisor in (
            (self.worker, self.here), (self.other, self.here), (self.left_alone, self.away)
        ):  # fmt: skip
            self._held(supervisee, supervisor)

    def cast(self) -> Cast:
        """Who plays which part."""
        names = {row["id"]: row["name"] for row in self.people}
        return Cast(
            self.policy.key, self.meeting, self.during_absence, self.away_since, self.manager, self.here, names
        )  # fmt: skip

    def _person(self, role: str, supervisor: str) -> str:
        number = self.chance.randint(1000, 9999) * 100 + len(self.people)
        person, name = f"{self.prefix}{number}", self.names.pop()
        self.people.append({
            "id": person, "name": name, "email": f"{name.split()[0].lower()}.{number}@council.example",
            "role": role, "authority": self.policy.key, "supervisor": supervisor, "line_manager": "",
            "started_on": self._before(400, 3000).isoformat(), "asye_started_on": "", "left_on": "",
            "teams_user_id": "", "slack_user_id": "",
        })  # fmt: skip
        return person

    def _absence(self, person: str, since: date, returned: date | None = None, planned: bool = False) -> None:
        self.absences.append({
            "person": person, "from": since.isoformat(), "expected_back": "",
            "returned_on": returned.isoformat() if returned else "", "planned": "yes" if planned else "no",
        })  # fmt: skip

    def _planned(self, supervisee: str, supervisor: str, day: date, cases: int) -> Planned:
        starts = datetime.combine(day, time(self.chance.randint(9, 16), self.chance.choice((0, 15, 30))))
        references = tuple(self._case(supervisee) for _ in range(cases))
        self._session(supervisee, supervisor, starts, "planned", references)
        return Planned(supervisee, supervisor, starts, references)

    def _held(self, supervisee: str, supervisor: str) -> None:
        """A session of some weeks ago, recorded and signed off within the time there is."""
        day = self._working(self._before(12, 20))
        recorded, tasked, signed = (self.policy.calendar.add_working_days(day, after) for after in (1, 2, 3))
        self._session(
            supervisee, supervisor, datetime.combine(day, time(10)), "held", (), held_on=day.isoformat(),
            recorded_on=recorded.isoformat(), tasked_on=tasked.isoformat(), signed_off_on=signed.isoformat(),
        )  # fmt: skip

    def _session(
        self, supervisee: str, supervisor: str, starts: datetime, status: str, cases: tuple[str, ...], **more: str
    ) -> None:  # fmt: skip
        blank = dict.fromkeys((
            "cancelled_on", "cancelled_by", "cancel_reason", "held_on", "recorded_on", "tasked_on", "signed_off_on",
        ), "")  # fmt: skip
        self.sessions.append({
            "id": f"{self.prefix}s{self.chance.randint(10, 99)}{len(self.sessions)}-{self.policy.key}",
            "supervisee": supervisee, "supervisor": supervisor, "starts_at": starts.isoformat(timespec="minutes"),
            "minutes": str(self.chance.choice((60, 75, 90))), "kind": self.chance.choice(("case", "both")),
            "status": status, "cases": ";".join(cases), **blank, **more,
        })  # fmt: skip

    def _case(self, worker: str) -> str:
        pattern = self.chance.choice(REFERENCES)
        number = self.chance.randint(10, 99) * 1000 + len(self.cases)
        reference = pattern.format(number=number, letter=self.chance.choice("BCDFGH"))
        self.cases.append({
            "reference": reference, "types": self.chance.choice(sorted(self.policy.case_types)), "workers": worker,
            "allocated_on": self._before(30, 300).isoformat(), "closed_on": "", "last_supervised_on": "",
            "plan_review_months": "", "facts": "",
        })  # fmt: skip
        return reference

    def _before(self, least: int, most: int) -> date:
        return self.today - timedelta(days=self.chance.randint(least, most))

    def _ahead(self, least: int, most: int) -> date:
        return self.policy.calendar.add_working_days(self.today, self.chance.randint(least, most))

    def _working(self, day: date) -> date:
        while not self.policy.calendar.is_working(day):
            day -= timedelta(days=1)
        return day
