"""people.csv: id, name, role and authority, who supervises whom, and how to reach them."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.directory.cells import Cells
from bot.directory.entry import Applied, Entry, RowChange, overwrite
from bot.directory.kind import Kind, Step
from bot.directory.reserved import RESERVED_IDS
from storage.queries import people as query
from storage.queries import relationships
from storage.tables import Event, Person
from supervision import duties, events
from supervision.passing_on import pass_on
from supervision.policy import Policy
from supervision.policy.vocabulary import ROLES
from supervision.work import Work

# Written once everybody is there: whom they point to may stand further down, and two people may swap an account.
_LATER = ("supervisor_id", "line_manager_id", "teams_user_id", "slack_user_id")
_COLUMN_OF = {
    "supervisor_id": "supervisor",
    "line_manager_id": "line_manager",
    "weekly_minutes": "weekly_hours",
}
_WEEK = 7 * 24
"""In hours."""
_YEAR = 52
"""In weeks."""
_ON_SLACK = re.compile(r"[UW][A-Z0-9]{2,}", re.ASCII)
_ACCOUNTS = ("teams_user_id", "slack_user_id")


@dataclass(slots=True)
class PersonEntry(Entry):
    """A row of people.csv. `since` is the day from which the supervisor has been theirs, where the file says."""

    since: date | None


class People(Kind[PersonEntry]):
    """One row a person. An empty line_manager means the supervisor's own supervisor."""

    name = "people"
    columns = (
        "id",
        "name",
        "email",
        "role",
        "authority",
        "supervisor",
        "line_manager",
        "started_on",
        "asye_started_on",
        "left_on",
        "teams_user_id",
        "slack_user_id",
    )
    optional = ("weekly_hours", "supervised_every_weeks", "supervisor_since")

    def read(self, cells: Cells, digest: str, policies: Mapping[str, Policy]) -> PersonEntry:
        """Ids, a known role and authority, dates in order."""
        person_id = cells.identifier("id", required=True)
        if person_id in RESERVED_IDS:
            cells.fault("id", "is a word the bot uses for itself. Choose another id.")
        if ":" in person_id:
            cells.fault("id", "must be without colons: the bot puts ids together with them.")
        email = cells.text("email")
        if email and ("@" not in email or " " in email):
            cells.fault("email", "must be one email address, or empty.")
        slack_user_id = cells.text("slack_user_id")
        if slack_user_id and not _ON_SLACK.fullmatch(slack_user_id):
            cells.fault(
                "slack_user_id", "must be a member ID as Slack shows it, such as U02AB3CD4EF, or empty."
            )
        cells.in_order("started_on", "left_on")
        cells.in_order("asye_started_on", "left_on")
        values = {
            "name": cells.text("name", required=True),
            "email": email,
            "role": cells.choice("role", ROLES),
            "authority": cells.choice("authority", sorted(policies)),
            "supervisor_id": cells.identifier("supervisor") or None,
            "line_manager_id": cells.identifier("line_manager") or None,
            "started_on": cells.day("started_on"),
            "asye_started_on": cells.day("asye_started_on"),
            "left_on": cells.day("left_on"),
            "weekly_minutes": cells.hours("weekly_hours", _WEEK),
            "supervised_every_weeks": cells.number("supervised_every_weeks", _YEAR),
            "teams_user_id": _as_compared("teams_user_id", cells.text("teams_user_id")) or None,
            "slack_user_id": slack_user_id or None,
        }
        since = cells.day("supervisor_since")
        if since is not None and values["supervisor_id"] is None:
            cells.fault("supervisor_since", "has no supervisor beside it. Name one, or empty it.")
        return PersonEntry(cells, person_id, digest, values, since)

    def check(self, work: Work, entries: Sequence[PersonEntry], listed: Collection[str]) -> None:
        """Supervisors and line managers exist, in no circle, and nobody shares an account."""
        stored = {one.id: one for one in query.everyone(work.uow)}
        rows: dict[str, Entry] = {entry.key: entry for entry in entries}
        for entry in entries:
            for name in ("supervisor_id", "line_manager_id"):
                other, column = entry.values[name], _COLUMN_OF[name]
                if other is not None and other not in listed and other not in stored:
                    entry.cells.fault(
                        column, "there is no such person here or in the store. Add them or correct it."
                    )
            if entry.values["line_manager_id"] == entry.key:
                entry.cells.fault("line_manager", "is the person themselves. Name somebody else.")
            if entry.since is not None and entry.since > _today(work, entry.values["authority"]):
                entry.cells.fault("supervisor_since", "lies in the future. Import it once it has come.")
        self._check_circles(rows, stored)
        for name in _ACCOUNTS:
            self._check_accounts(name, rows, stored)

    def _check_circles(self, rows: Mapping[str, Entry], stored: Mapping[str, Person]) -> None:
        above = {one.id: one.supervisor_id for one in stored.values()}
        above |= {key: entry.values["supervisor_id"] for key, entry in rows.items()}
        for person_id in _in_circles(above):
            if person_id in rows:
                problem = "leads back to the same person by way of their own supervisors. Break the circle."
                rows[person_id].cells.fault("supervisor", problem)

    def _check_accounts(self, name: str, rows: Mapping[str, Entry], stored: Mapping[str, Person]) -> None:
        held = {one.id: _as_compared(name, getattr(one, name)) for one in stored.values()}
        held |= {key: entry.values[name] for key, entry in rows.items()}
        counts = Counter(account for account in held.values() if account)
        for entry in rows.values():
            if counts[entry.values[name]] > 1:
                entry.cells.fault(
                    name, "belongs to another person too. An account is one person's; correct one."
                )

    def write(self, work: Work, entries: Sequence[PersonEntry], step: Step) -> Applied:
        """Everybody first, then whom they point to. The day they were first imported is kept.

        A new supervisor is an event of its own: the relationship with them starts today, or when the file says. So is a
        new role.
        """
        applied, session = Applied(), work.uow.session
        stored = {one.id: one for one in query.everyone(work.uow)}
        written: list[tuple[PersonEntry, Person, dict[str, object]]] = []
        for entry in entries:
            person = stored.get(entry.key)
            first = {name: value for name, value in entry.values.items() if name not in _LATER}
            before = {name: getattr(person, name) for name in (*_LATER, "role")} if person else {}
            if person is None:
                known_from = _today(work, entry.values["authority"])
                person = Person(id=entry.key, known_from=known_from, **first)
                session.add(person)
                applied.changes.append(RowChange(entry.line, entry.key, "new"))
            else:
                differing = overwrite(person, first)
                differing += [name for name in _LATER if before[name] != entry.values[name]]
                columns = tuple(_COLUMN_OF.get(name, name) for name in differing)
                applied.changes.append(RowChange(entry.line, entry.key, "changed", columns))
                overwrite(person, {name: None for name in _ACCOUNTS if before[name] != entry.values[name]})
            written.append((entry, person, before))
            step()
        session.flush()
        for entry, person, _ in written:
            overwrite(person, {name: entry.values[name] for name in _LATER})
        session.flush()
        begun = relationships.begun(work.uow, (one.id for entry, one, _ in written if entry.since))
        for place, (entry, person, before) in enumerate(written):
            former = before.get("supervisor_id")
            if before and person.supervisor_id not in (None, former):
                _begin(work, person, entry.since or work.today(person))
            elif entry.since is not None:
                _date(work, person, entry.since, begun.get(person.id))
            if before and before["role"] != person.role:
                events.note(
                    work, "role_changed", work.today(person), person_id=person.id, party=str(before["role"])
                )
            if isinstance(former, str) and pass_on(work, person, former):
                change = applied.changes[place]
                applied.changes[place] = replace(change, columns=(*change.columns, "planned sessions"))
            applied.touch(person, *(duties.concerned_by_absence(work, person.id) if before else ()))
        session.flush()
        return applied


def _begin(work: Work, person: Person, since: date) -> None:
    """The supervision relationship with somebody's supervisor starts."""
    party = person.supervisor_id or ""
    events.note(work, "relationship_started", since, person_id=person.id, party=party)


def _date(work: Work, person: Person, since: date, begun: Event | None) -> None:
    """The file says since when a supervisor who is known already has been theirs: what was noted here is put right."""
    if begun is not None and begun.happened_on == since:
        return
    if begun is not None and begun.party == person.supervisor_id:
        begun.happened_on = since
        begun.version += 1
    else:
        _begin(work, person, since)


def _today(work: Work, authority: str) -> date:
    return work.now.astimezone(work.policies[authority].timezone).date()


def _as_compared(name: str, account: str | None) -> str | None:
    """An account as it is told from others: Teams sends capitals or small letters, and means the same by both."""
    return account.lower() if account and name == "teams_user_id" else account


def _in_circles(above: Mapping[str, str | None]) -> Iterator[str]:
    """Everybody who stands above themselves."""
    done: set[str] = set()
    for start in above:
        path: dict[str, None] = {}
        one: str | None = start
        while one is not None and one not in done and one not in path:
            path[one] = None
            one = above.get(one)
        if one is not None and one in path:
            members = list(path)
            yield from members[members.index(one) :]
        done.update(path)
