"""A council nobody has seen before: other people, ids, dates and cases each time, as the five CSV files have them.

    council = second_council(seed=7, today=date(2026, 11, 23))
    council.write(folder)              # people.csv, cases.csv, sessions.csv, absences.csv, events.csv, and overlays/
    council.casts["bradford"]          # who plays which part in the story, there

The same seed and day give the same council. One team of each authority that a story is told about,
and a second service with every role and every type of case; all of it is invented.
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random

from supervision.policy import Policy, load_policies
from tests.support.second_rest import add_the_rest
from tests.support.second_rows import Rows, names

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
    """The rows of the five files, and who plays which part."""

    people: Sequence[Mapping[str, str]]
    cases: Sequence[Mapping[str, str]]
    sessions: Sequence[Mapping[str, str]]
    absences: Sequence[Mapping[str, str]]
    events: Sequence[Mapping[str, str]]
    casts: Mapping[str, Cast]

    def write(self, folder: Path) -> None:
        """The files to import, and the overlay for the data directory."""
        overlays = folder / "overlays"
        overlays.mkdir(parents=True)
        (overlays / "bradford.toml").write_text(OVERLAY, encoding="utf-8")
        for name in ("people", "cases", "sessions", "absences", "events"):
            rows: Sequence[Mapping[str, str]] = getattr(self, name)
            with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, list(rows[0]))
                writer.writeheader()
                writer.writerows(rows)


def second_council(seed: int, today: date) -> Council:
    """A council as it might stand on `today`."""
    chance = Random(seed)
    given = names(chance)
    made = [_Team(chance, policy, today, given) for policy in load_policies().values()]
    return Council(
        [row for team in made for row in team.people],
        [row for team in made for row in team.cases],
        [row for team in made for row in team.sessions],
        [row for team in made for row in team.absences],
        [row for team in made for row in team.events],
        {team.policy.key: team.cast() for team in made},
    )


class _Team(Rows):
    """One authority's people and what has happened among them."""

    def __init__(self, chance: Random, policy: Policy, today: date, given_names: list[str]) -> None:
        super().__init__(chance, policy, today, given_names)
        director = self.person("assistant_director", "")
        self.manager = self.person("head_of_service", director)
        self.here, self.away = (self.person("team_manager", self.manager) for _ in range(2))
        self.worker, self.other, self.left_alone = (
            self.person("social_worker", supervisor) for supervisor in (self.here, self.here, self.away)
        )
        self.person("business_support", self.here)
        self.away_since = today - timedelta(days=chance.randint(1, 9))
        self.absence(self.away, self.away_since)
        self.absence(self.other, today - timedelta(days=200), today - timedelta(days=180), planned=True)
        self.meeting = self._planned(self.worker, self.here, self.ahead(7, 12), 3)
        self._planned(self.other, self.here, self.meeting.starts.date(), 1)
        self.during_absence = self._planned(self.left_alone, self.away, self.ahead(16, 20), 2)
        for supervisee, supervisor in (
            (self.worker, self.here), (self.other, self.here), (self.left_alone, self.away)
        ):  # fmt: skip
            self.held(supervisee, supervisor)
        add_the_rest(self, director)

    def cast(self) -> Cast:
        """Who plays which part."""
        names = {row["id"]: row["name"] for row in self.people}
        return Cast(
            self.policy.key, self.meeting, self.during_absence, self.away_since, self.manager, self.here, names
        )  # fmt: skip

    def _planned(self, supervisee: str, supervisor: str, day: date, cases: int) -> Planned:
        starts = datetime.combine(day, time(self.chance.randint(9, 16), self.chance.choice((0, 15, 30))))
        references = tuple(self.case(supervisee) for _ in range(cases))
        self.session(supervisee, supervisor, starts, "planned", references)
        return Planned(supervisee, supervisor, starts, references)
