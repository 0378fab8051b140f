"""Of which workspace something is that Slack posted, and how the app is installed there."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

Object = Mapping[str, object]

ORG_WIDE: Final = "the app is installed for a whole organisation of workspaces, not in one"
_TEAM = re.compile(r"[A-Z0-9]{1,64}", re.ASCII)


def workspace(body: Object, *whose: object) -> str:
    """The workspace that it came by, which every place that says it must agree on; empty if they do not.

    `whose` are further places that say of which workspace the person is. In an organisation of workspaces (Enterprise
    Grid) somebody may belong to another of them, or to the organisation, and be at home in this one all the same: their
    id is the same in all.
    """
    by = {one for one in _came_by(body) if one is not None}
    if _organisation(body) is None:
        by |= {one if isinstance(one, str) else "" for one in (*_of_person(body), *whose) if one is not None}
    (team,) = by if len(by) == 1 else ("",)
    return team if isinstance(team, str) and _TEAM.fullmatch(team) else ""


def is_org_wide(body: Object) -> bool:
    """Whether the app was installed for an organisation as a whole: then its people could be anybody of it."""
    said = (body.get("is_enterprise_install"), _authorization(body).get("is_enterprise_install"))
    # As a command says it, in a form.
    return True in said or "true" in said


def _came_by(body: Object) -> Iterator[object]:
    yield body.get("team_id")
    yield _within(body, "team").get("id")


def _of_person(body: Object) -> Iterator[object]:
    yield _within(body, "user").get("team_id")


def _organisation(body: Object) -> str | None:
    """The id of the organisation that the workspace belongs to, None where it stands alone."""
    named = (
        body.get("enterprise_id"),
        _within(body, "enterprise").get("id"),
        _authorization(body).get("enterprise_id"),
    )
    return next((one for one in named if isinstance(one, str) and _TEAM.fullmatch(one)), None)


def _authorization(body: Object) -> Object:
    """By which installation an event came: one is named."""
    named = body.get("authorizations")
    first = named[0] if isinstance(named, list) and named else None
    return first if isinstance(first, dict) else {}


def _within(body: Object, name: str) -> Object:
    found = body.get(name)
    return found if isinstance(found, dict) else {}
