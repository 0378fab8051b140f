"""The rows of a generated council's files, made by the chance of one seed."""

from datetime import date, datetime, time, timedelta
from itertools import product
from random import Random

from supervision.policy import Policy

FIRST_NAMES = (
    "Adwoa Bethan Callum Dilnoza Ewan Farida Gethin Hana Ibrahim Jolanta Kwame Leila Morag Nikhil Oona Pavel "
    "Quinn Rukhsana Siobhan Tendai Una Viktor Wanjiru Xenia Yusuf Zofia Aoife Benedek Carys Dmitri"
)
LAST_NAMES = (
    "Ainsley Bakare Cwiklinski Dogan Ellwood Farquhar Grzelak Hollins Iqbal Jankovic Kaplan Lockwood Mbeki "
    "Nwosu O'Dowd Pritchard Quayle Rasmussen Sandhu Tarkowski Umar Vaughan Weatherby Xu Yeboah Zielinski"
)
REFERENCES = ("{number}", "LCS-{number}", "{letter}{number}", "{number}/{letter}", "case {number}")
_AT_MOST = 100

Row = dict[str, str]


def names(chance: Random) -> list[str]:
    """Enough names for a council, each once."""
    every = [" ".join(both) for both in product(FIRST_NAMES.split(), LAST_NAMES.split())]
    return chance.sample(every, _AT_MOST)


class Rows:
    """One authority's rows; what is not said is left to chance. Each method gives the id or reference of its row."""

    def __init__(self, chance: Random, policy: Policy, today: date, given_names: list[str]) -> None:
        self.chance, self.policy, self.today, self._names = chance, policy, today, given_names
        self.people: list[Row] = []
        self.cases: list[Row] = []
        self.sessions: list[Row] = []
        self.absences: list[Row] = []
        self.events: list[Row] = []
        self.prefix = chance.choice(("", "u", "emp-", "SW."))

    def person(self, role: str, supervisor: str, started: date | None = None) -> str:
        number = self.chance.randint(1000, 9999) * 100 + len(self.people)
        person, name = f"{self.prefix}{number}", self._names.pop()
        started_on = (started or self.before(400, 3000)).isoformat()
        self.people.append({
            "id": person, "name": name, "email": f"{name.split()[0].lower()}.{number}@council.example",
            "role": role, "authority": self.policy.key, "supervisor": supervisor, "line_manager": "",
            "started_on": started_on, "asye_started_on": started_on if role == "nqsw" else "", "left_on": "",
            "teams_user_id": "", "slack_user_id": "",
        })  # fmt: skip
        return person

    def absence(self, person: str, since: date, returned: date | None = None, planned: bool = False) -> None:
        self.absences.append({
            "person": person, "from": since.isoformat(), "expected_back": "",
            "returned_on": returned.isoformat() if returned else "", "planned": "yes" if planned else "no",
        })  # fmt: skip

    def held(self, supervisee: str, supervisor: str, cases: tuple[str, ...] = (), kind: str = "") -> None:
        """A session of some weeks ago, recorded and signed off within the time there is."""
        day = self.working(self.before(12, 20))
        recorded, tasked, signed = (self.policy.calendar.add_working_days(day, after) for after in (1, 2, 3))
        self.session(
            supervisee, supervisor, datetime.combine(day, time(10)), "held", cases, held_on=day.isoformat(),
            recorded_on=recorded.isoformat(), tasked_on=tasked.isoformat(), signed_off_on=signed.isoformat(),
            kind=kind or self.chance.choice(("case", "both")),
        )  # fmt: skip

    def session(
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

    def case(self, workers: str, kind: str = "", **more: str) -> str:
        pattern = self.chance.choice(REFERENCES)
        number = self.chance.randint(10, 99) * 1000 + len(self.cases)
        reference = pattern.format(number=number, letter=self.chance.choice("BCDFGH"))
        self.cases.append({
            "reference": reference, "types": kind or self.chance.choice(sorted(self.policy.case_types)),
            "workers": workers, "allocated_on": self.before(30, 300).isoformat(), "closed_on": "",
            "last_supervised_on": "", "plan_review_months": "", "facts": "", **more,
        })  # fmt: skip
        return reference

    def event(self, what: str, on: date, **more: str) -> None:
        blank = dict.fromkeys(("rule", "person", "case", "session", "party", "withdrawn"), "")
        key = f"{self.prefix}e{len(self.events)}-{self.policy.key}"
        self.events.append({"id": key, "what": what, "on": on.isoformat(), **blank, **more})

    def before(self, least: int, most: int) -> date:
        """A day so many days before today."""
        return self.today - timedelta(days=self.chance.randint(least, most))

    def ahead(self, least: int, most: int) -> date:
        """A working day so many of them after today."""
        return self.policy.calendar.add_working_days(self.today, self.chance.randint(least, most))

    def working(self, day: date) -> date:
        """The day, or the last working day before it."""
        while not self.policy.calendar.is_working(day):
            day -= timedelta(days=1)
        return day
