"""Where the bot calls Slack: what is passed on over the line is worked on as what is posted is, and the line is kept."""

from collections.abc import AsyncIterator, Mapping

import pytest

from bot.channels.limiter import Limiter
from bot.channels.slack.assembly import Slack, slack
from bot.channels.slack.web import Web
from bot.turn import Turns
from storage.queries import conversations as query
from storage.store import Store
from tests.bot.channels.slack.client import Client, labels, says
from tests.bot.channels.slack.conftest import As
from tests.bot.channels.slack.lines import kind_of
from tests.bot.channels.slack.service import TEAM, No, Service
from tests.bot.channels.slack.state import action, submission
from tests.bot.channels.teams.people import ANN
from tests.scenarios.canary import CANARY, in_records
from tests.support.stores import Clock

TOKEN = "xapp-a-token-of-ours"


@pytest.fixture
async def on_slack(turns: Turns, clock: Clock, service: Service) -> AsyncIterator[Slack]:
    """Slack as an organisation runs it that opens nothing to the internet."""
    web = Web("xoxb-a-token-of-ours", address=service.url, limiter=Limiter(()))
    made = slack(
        turns, clock, team=TEAM, token="xoxb-a-token-of-ours", app_token=TOKEN, contact="the people team",
        web=web, ping=0.5,
    )  # fmt: skip
    await made.start()
    yield made
    await made.close()


@pytest.fixture
async def ann(as_person: As, service: Service) -> Client:
    """Ann, once the line is open."""
    await service.lines.called()
    return as_person(ANN)


async def passed_on(client: Client, body: Mapping[str, object], envelope: str = "") -> dict[str, object]:
    """Pass something on, and wait until all of it is done; gives what the bot answered."""
    answer = await client.service.lines.pass_on(kind_of(body), body, envelope)
    await client.settle()
    return dict(answer.get("payload", {}))


async def test_the_line_is_opened_with_the_token_for_it_and_nothing_is_served(
    ann: Client, on_slack: Slack, service: Service
) -> None:
    (call,) = [one for one in service.calls if one.method == "apps.connections.open"]
    assert call.token == f"Bearer {TOKEN}"
    assert on_slack.routes() == []


async def test_what_is_typed_is_answered_in_the_chat(ann: Client, service: Service) -> None:
    assert await passed_on(ann, ann.typed("help")) == {}
    assert "I help you prepare for supervision" in says(ann.chat[-1])
    assert {one.token for one in service.calls if one.method == "chat.postMessage"} == {
        "Bearer xoxb-a-token-of-ours"
    }


async def test_a_question_is_answered_in_a_modal(ann: Client, service: Service) -> None:
    await passed_on(ann, ann.typed("prepare"))
    await passed_on(
        ann, ann.interaction(action(ann.message_with("Save and continue"), "Save and continue", {}))
    )
    await passed_on(ann, ann.interaction(action(ann.message_with("Answer"), "Answer", {})))
    view = service.views[service.opened]
    answer = await passed_on(ann, ann.interaction(submission(view, {"key_dates": "a date"})))
    assert answer["response_action"] == "update"
    assert "Question 1 of 4" in str(answer["view"])
    assert "a date" not in str(service.messages)


async def test_the_home_tab_is_made_when_it_is_opened(ann: Client) -> None:
    await passed_on(
        ann, ann.event(type="app_home_opened", user=ann.account, channel=ann.conversation, tab="home")
    )
    assert "You owe" in says(ann.home)


async def test_what_is_to_be_put_right_is_the_answer_to_the_modal(ann: Client, service: Service) -> None:
    await passed_on(ann, ann.typed("prepare"))
    await passed_on(
        ann, ann.interaction(action(ann.message_with("Save and continue"), "Save and continue", {}))
    )
    await passed_on(ann, ann.interaction(action(ann.message_with("Answer"), "Answer", {})))
    answer = await passed_on(
        ann, ann.interaction(submission(service.views[service.opened], {"key_dates": " "}))
    )
    assert answer["response_action"] == "errors"


async def test_the_command_of_somebody_unknown_is_answered_where_it_was_typed(
    as_person: As, ann: Client
) -> None:
    stranger = as_person("U0NOBODY")
    given = {
        "command": "/supervision", "text": "due", "team_id": TEAM, "user_id": stranger.account,
        "channel_id": "C0GENERAL", "channel_name": "general", "trigger_id": "1.2.abc",
    }  # fmt: skip
    assert "I do not know you yet" in str((await passed_on(stranger, given))["text"])


@pytest.mark.parametrize(
    "payload",
    [
        {"type": "event_callback", "team_id": "T0OTHER", "event_id": "Ev1", "event": {"type": "app_uninstalled"}},
        {"type": "event_callback", "team_id": TEAM, "event_id": "Ev1"},
        {"type": "event_callback", "event_id": "Ev1", "event": {"type": "message", "text": CANARY}},
        {"type": "block_actions", "team": {"id": TEAM}, "actions": CANARY},
        {"type": "view_submission", "team": {"id": TEAM}, "view": {"private_metadata": CANARY}},
        {"type": CANARY},
        {"command": 7},
        {},
    ],
)  # fmt: skip
async def test_what_cannot_be_taken_is_answered_changes_nothing_and_does_not_come_again(
    ann: Client,
    service: Service,
    sqlite_store: Store,
    payload: dict[str, object],
    caplog: pytest.LogCaptureFixture,
) -> None:
    await passed_on(ann, ann.typed("help"))
    service.calls.clear()
    answer = await service.lines.pass_on("events_api", payload)
    await ann.settle()
    assert answer == {"envelope_id": answer["envelope_id"]}
    assert service.calls == []
    kept = sqlite_store.read_now(lambda uow: query.conversation(uow, "slack", ANN))
    assert kept is not None
    assert kept.state == "open"
    assert in_records(caplog.records) == []
    assert [one for one in caplog.records if one.exc_info] == []
    # The line still stands.
    await passed_on(ann, ann.typed("help"))
    assert len(service.lines.open) == 1


async def test_what_is_passed_on_twice_is_worked_on_once(ann: Client, service: Service) -> None:
    body = ann.typed("prepare")
    for number in range(3):
        await passed_on(ann, body, f"the-same-{number}")
    assert len([one for one in ann.chat if labels(one)]) == 1


async def test_a_line_that_breaks_is_opened_again(ann: Client, service: Service) -> None:
    await service.lines.hang_up()
    await service.lines.called(times=2)
    await passed_on(ann, ann.typed("help"))
    assert "I help you prepare for supervision" in says(ann.chat[-1])


async def test_a_line_that_slack_is_about_to_close_is_opened_anew(ann: Client, service: Service) -> None:
    await service.lines.hang_up(type="disconnect", reason="refresh_requested")
    await service.lines.called(times=2)
    await passed_on(ann, ann.typed("help"))
    assert "I help you prepare for supervision" in says(ann.chat[-1])


async def test_nothing_that_is_passed_on_is_in_a_log(ann: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("DEBUG"):
        await passed_on(ann, ann.typed(CANARY))
        await ann.service.lines.hang_up()
        await ann.service.lines.called(times=2)
        await passed_on(ann, ann.typed(f"{CANARY} again"))
    assert in_records(caplog.records) == []
    assert TOKEN not in caplog.text
    assert "/line" not in caplog.text.replace("GET /line", "")


async def test_a_token_that_will_not_do_is_named_in_the_log_until_it_does(
    turns: Turns, clock: Clock, service: Service, caplog: pytest.LogCaptureFixture
) -> None:
    service.says_no("apps.connections.open", No("invalid_auth"), None)
    web = Web("xoxb", address=service.url, limiter=Limiter(()))
    made = slack(turns, clock, team=TEAM, token="xoxb", app_token=TOKEN, contact="x", web=web, ping=0.05)
    await made.start()
    await service.lines.called()
    await made.close()
    assert "slack gives no connection: invalid_auth" in caplog.text
    assert TOKEN not in caplog.text


async def test_letting_go_before_the_line_stands_leaves_nothing_behind(turns: Turns, clock: Clock) -> None:
    web = Web("xoxb", address="http://127.0.0.1:9/api/", limiter=Limiter(()))
    made = slack(turns, clock, team=TEAM, token="xoxb", app_token=TOKEN, contact="x", web=web, ping=0.05)
    await made.start()
    await made.close()
