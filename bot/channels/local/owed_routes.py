"""The page's list of people, and what is owed by and to one of them, and why."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import partial

from aiohttp import web

from bot.channels.local.guard import Said
from dialogs.wording.citing import explained, rule_of
from dialogs.wording.matters import HEADINGS, Matter, matters
from dialogs.wording.owed import task
from dialogs.wording.owed_list import CASES, OF_AN_ABSENCE, SIDES, what
from dialogs.wording.phrases import capital
from dialogs.wording.reminded import reminders
from storage.queries import people
from storage.store import Store
from storage.unit import UnitOfWork
from supervision import access, duties
from supervision.duties.reading import Entry, entry_for
from supervision.people import has_left
from supervision.policy import Policy
from supervision.work import SaidNo, Work


class OwedRoutes:
    """Reading people and duties."""

    def __init__(self, store: Store, policies: Mapping[str, Policy]) -> None:
        self.store, self.policies = store, policies

    def routes(self) -> list[web.RouteDef]:
        """What it answers."""
        return [
            web.get("/local/people", self.people),
            web.get("/local/duties", self.duties),
            web.get("/local/explain", self.explain),
        ]

    async def people(self, request: web.Request) -> web.Response:
        """Everybody one can choose to be."""
        return web.json_response(await self.store.read(_people))

    async def duties(self, request: web.Request) -> web.Response:
        """What a person owes and is owed."""
        return await self._answer(partial(self._duties, request.query.get("person", "")))

    async def explain(self, request: web.Request) -> web.Response:
        """Why one duty is due when it is."""
        query = request.query
        return await self._answer(partial(self._explain, query.get("person", ""), query.get("duty", "")))

    async def _answer(self, work: Callable[[UnitOfWork], object]) -> web.Response:
        try:
            return web.json_response(await self.store.read(work))
        except SaidNo as no:
            raise Said(404, str(no)) from None

    def _duties(self, person_id: str, uow: UnitOfWork) -> list[dict[str, object]]:
        work = Work(uow, self.policies, person_id)
        today, found = work.today(access.actor(work)), duties.entries(work, person_id)
        return [
            entry_json(work, one) | _place(work, matter)
            for side in SIDES
            for matter in matters(work, [one for one in found if one.side == side], today)
            for one in matter.entries
        ]

    def _explain(self, person_id: str, duty_id: str, uow: UnitOfWork) -> object:
        work = Work(uow, self.policies, person_id)
        entry = entry_for(work, duty_id)
        told = [{"who": one.label, "when": one.value} for one in reminders(work, entry)]
        return {**explained(work, entry.duty).as_json(), "told": told}


def entry_json(work: Work, entry: Entry) -> dict[str, object]:
    """One line of what is owed, as the page shows it."""
    duty, rule = entry.duty, rule_of(work, entry.duty)
    return {
        "id": duty.id,
        "rule": rule.id,
        # The page says beside it who owes it.
        "title": capital(task(work, duty)),
        "authority": duty.authority,
        "subject": f"{duty.subject_kind}:{duty.subject_id}",
        "owner": duty.owner_id,
        "opened_on": duty.opened_on.isoformat(),
        "due": duty.due_on.isoformat() if duty.due_on else None,
        "status": entry.status,
        "late_working_days": entry.late_working_days,
        "next_nudge": _iso(duty.next_nudge_at),
        "side": entry.side,
        "local_setting": entry.local_setting,
        "uncertain": entry.uncertain,
        "clause": rule.clause.id,
        "rule_title": rule.title,
        "section": rule.clause.section,
    }


def _place(work: Work, matter: Matter) -> dict[str, object]:
    """Where it stands on the page: under which heading, with which other duties; several cases are only
    counted, and those who wait for one absence to be covered are named together.
    """
    together = matter.also and matter.kind in (*CASES, *OF_AN_ABSENCE)
    counted = capital(what(work, matter)) if together else ""
    return {"heading": HEADINGS[matter.heading], "matter": matter.first.duty.id, "counted": counted}


def _iso(at: datetime | None) -> str | None:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z") if at else None


def _people(uow: UnitOfWork) -> list[dict[str, object]]:
    return [
        {
            "id": one.id,
            "name": one.name,
            "role": one.role,
            "authority": one.authority,
            "teams_user_id": one.teams_user_id,
        }
        for one in people.everyone(uow)
        if not has_left(one, uow.now.date())
    ]
