"""A workspace that belongs to an organisation of workspaces (Enterprise Grid), in which the app is installed."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.bot.channels.slack.abuse import good
from tests.bot.channels.slack.client import Client
from tests.bot.channels.slack.service import Service
from tests.bot.channels.teams.people import ANN

As = Callable[[str], Client]
HOME = pytest.mark.parametrize(
    "home", ["E0ORG", "T0ANOTHER"], ids=["of the organisation", "of another workspace"]
)


def in_organisation(body: dict[str, Any], home: str) -> dict[str, Any]:
    """What is posted, as it is there: it came by our workspace, and says of the person that they are of elsewhere."""
    body |= {"enterprise": {"id": "E0ORG", "name": "Example"}, "is_enterprise_install": False}
    if "event" in body:
        body["authorizations"][0] |= {"enterprise_id": "E0ORG", "is_enterprise_install": False}
        body["event"] |= {"user_team": home}
    if "user" in body:
        body["user"]["team_id"] = home
    if "command" in body:
        body |= {"enterprise": "", "enterprise_id": "E0ORG", "is_enterprise_install": "false"}
    return body


@HOME
@pytest.mark.parametrize("of", ["typed", "pressed", "sent", "command", "opened", "at home"])
async def test_whoever_is_known_is_served_in_it(as_person: As, service: Service, of: str, home: str) -> None:
    ann = as_person(ANN)
    assert (await ann.post(in_organisation(good(of, ann), home))).status == 200
    await ann.settle()
    assert service.posted or service.called("views.open") or service.called("views.publish")
    assert "I do not know you yet" not in str(service.messages)


@HOME
async def test_whoever_is_not_is_a_stranger_there_as_well(as_person: As, service: Service, home: str) -> None:
    stranger = as_person("W0NOBODY")
    assert (await stranger.post(in_organisation(stranger.typed("due"), home))).status == 200
    await stranger.settle()
    assert "I do not know you yet" in str(service.messages)
