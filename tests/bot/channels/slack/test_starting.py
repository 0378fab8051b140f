"""What is wrong with the settings is said at the start, and keeps nothing from starting."""

import pytest

from bot.channels.slack.assembly import Slack
from dialogs.exchange.message import Message
from scheduler.sending import NotAccepted
from tests.bot.channels.slack.service import No, Service
from tests.bot.channels.teams.people import ANN


async def started(on_slack: Slack) -> None:
    await on_slack.start()
    await on_slack.talk.settle()


async def test_a_token_of_the_workspace_is_nothing_to_speak_of(
    on_slack: Slack, service: Service, caplog: pytest.LogCaptureFixture
) -> None:
    await started(on_slack)
    assert [one.method for one in service.calls] == ["auth.test"]
    assert caplog.records == []


async def test_a_token_of_another_workspace_is_said(
    on_slack: Slack, service: Service, caplog: pytest.LogCaptureFixture
) -> None:
    service.team = "T0OTHER"
    await started(on_slack)
    assert "of another workspace" in caplog.text


@pytest.mark.parametrize("org_wide", [True, False])
async def test_by_a_token_that_was_not_meant_nothing_is_sent_and_reminders_wait(
    on_slack: Slack, service: Service, caplog: pytest.LogCaptureFixture, org_wide: bool
) -> None:
    service.team, service.org_wide = "T0OTHER", org_wide
    await started(on_slack)
    assert ("a whole organisation of workspaces" in caplog.text) is org_wide
    service.calls.clear()
    assert isinstance(
        await on_slack.channel.deliver(ANN, Message("Prepare.", summary="Due"), "key"), NotAccepted
    )
    assert service.calls == []


async def test_a_token_that_slack_does_not_take_is_said_by_slacks_own_name_for_why(
    on_slack: Slack, service: Service, caplog: pytest.LogCaptureFixture
) -> None:
    service.says_no("auth.test", No("invalid_auth"))
    await started(on_slack)
    assert "does not take the bot's token: refused 200 invalid_auth" in caplog.text
    assert "xoxb" not in caplog.text


async def test_that_slack_is_not_reached_is_said(
    on_slack: Slack, service: Service, caplog: pytest.LogCaptureFixture
) -> None:
    service.says_no("auth.test", No(lost=True))
    await started(on_slack)
    assert "slack was not reached" in caplog.text
