"""Who plays which part in the fictional council, read from the files it comes from."""

import csv
from collections.abc import Mapping
from datetime import date, datetime

from bot.demo.days import dated
from bot.demo.load import COUNCIL
from supervision.policy import load_policies
from tests.support.second_council import Cast, Planned

AUTHORITY = "central-bedfordshire"
WORKER, AWAY, MANAGER, COVERING = "cb106", "cb104", "cb102", "cb105"


def demo_cast(today: date) -> Cast:
    """The council as it stands when it is loaded on this day."""
    people = {row["id"]: row for row in _rows("people", today)}
    planned = [_planned(row) for row in _rows("sessions", today) if row["status"] == "planned"]
    (absence,) = (row for row in _rows("absences", today) if row["person"] == AWAY)
    return Cast(
        authority=AUTHORITY,
        meeting=next(one for one in planned if one.supervisee == WORKER),
        during_absence=next(one for one in planned if one.supervisor == AWAY),
        away_since=date.fromisoformat(absence["from"]),
        manager=MANAGER,
        covering=COVERING,
        names={key: row["name"] for key, row in people.items()},
    )


def _rows(name: str, today: date) -> list[Mapping[str, str]]:
    calendar = load_policies()[AUTHORITY].calendar
    with (COUNCIL / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [
            {column: dated(cell, today, calendar) for column, cell in row.items()}
            for row in csv.DictReader(file)
        ]


def _planned(row: Mapping[str, str]) -> Planned:
    starts = datetime.fromisoformat(row["starts_at"])
    return Planned(row["supervisee"], row["supervisor"], starts, tuple(row["cases"].split(";")))
