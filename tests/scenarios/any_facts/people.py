"""People as the people file brings them: their role, supervisor, authority, hours and dates."""

from datetime import timedelta
from random import Random

from supervision.work import Work
from tests.scenarios.any_facts.rows import NEW, ROLES, as_they_stand, imported, somebody


def role(work: Work, chance: Random) -> object:
    """Somebody is given another role."""
    return imported(work, "people", {**as_they_stand(somebody(work, chance)), "role": chance.choice(ROLES)})


def supervisor(work: Work, chance: Random) -> object:
    """Somebody is given another supervisor, or it becomes known since when they have had theirs."""
    someone = somebody(work, chance)
    since = work.today(someone) - timedelta(days=chance.randint(0, 60))
    worker = {
        **as_they_stand(someone),
        "supervisor": chance.choice(["amara", "joan", "morgan"]),
        "supervisor_since": chance.choice(["", str(since)]),
    }
    if worker["id"] == worker["supervisor"]:
        return None
    return imported(work, "people", worker)


def dates(work: Work, chance: Random) -> object:
    """The first day of somebody's employment, and of their ASYE, become known or move."""
    someone = somebody(work, chance)
    first = work.today(someone) - timedelta(days=chance.randint(0, 400))
    row = {**as_they_stand(someone), "started_on": str(first)}
    return imported(work, "people", {**row, "asye_started_on": chance.choice(["", str(first)])})


def leaves(work: Work, chance: Random) -> object:
    """Somebody leaves, now or on a day that is known beforehand, or does not after all."""
    someone = somebody(work, chance)
    last = work.today(someone) + timedelta(days=chance.randint(-3, 30))
    row = as_they_stand(someone)
    if row["started_on"] > str(last) or row["asye_started_on"] > str(last):
        return None
    return imported(work, "people", {**row, "left_on": chance.choice(["", str(last)])})


def comes_back(work: Work, chance: Random) -> object:
    """Somebody starts anew, a little ago or in some days."""
    someone = somebody(work, chance)
    first = work.today(someone) + timedelta(days=chance.randint(-5, 10))
    row = {**as_they_stand(someone), "started_on": str(first), "asye_started_on": "", "left_on": ""}
    return imported(work, "people", row)


def newcomer(work: Work, chance: Random) -> object:
    """Somebody comes who was not known, some of them before their first day; or is corrected."""
    known = work.now.date()
    first = known + timedelta(days=chance.choice([chance.randint(0, 20), -chance.randint(0, 400)]))
    asye = known - timedelta(days=chance.randint(-20, 300))
    number = chance.choice(NEW)
    row = {
        "id": number,
        "name": number,
        "role": chance.choice((*ROLES, "nqsw", "nqsw", "nqsw")),
        "authority": chance.choice(sorted(work.policies)),
        "supervisor": chance.choice(["amara", "joan", ""]),
        "started_on": str(first),
        "asye_started_on": chance.choice(["", str(first), str(asye)]),
    }
    return imported(work, "people", row)


def authority(work: Work, chance: Random) -> object:
    """Somebody goes to another authority."""
    row = as_they_stand(somebody(work, chance))
    return imported(work, "people", {**row, "authority": chance.choice(sorted(work.policies))})


def manager(work: Work, chance: Random) -> object:
    """Somebody is given a line manager who is not above their supervisor, or has none of their own any more."""
    row = as_they_stand(somebody(work, chance))
    row["line_manager"] = chance.choice(["", "dana", "joan", "morgan"])
    return imported(work, "people", row) if row["line_manager"] != row["id"] else None


def hours(work: Work, chance: Random) -> object:
    """How long somebody works in a week becomes known, or changes; or how often they are supervised is agreed with them."""
    column, known = chance.choice(
        [("weekly_hours", ("", "37", "18.5")), ("supervised_every_weeks", ("", "2", "5"))]
    )
    row = as_they_stand(somebody(work, chance))
    return imported(work, "people", {**row, column: chance.choice(known)})
