"""What leaves by itself: where it goes, and what becomes of it when Slack says no."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.channels.limiter import Limiter
from bot.channels.slack.assembly import Slack, slack
from bot.channels.slack.faults import GONE, UNFIT
from bot.channels.slack.web import Web
from bot.house import build
from bot.turn import Turns
from dialogs.exchange.message import Button, Message
from dialogs.exchange.reply import Press
from scheduler.sending import AnswerLost, NotAccepted, Outcome, Sent, Undeliverable
from storage.queries import conversations as query
from storage.store import Store
from supervision.policy import Policy
from tests.bot.channels.slack.client import SECRET, Client, labels, says
from tests.bot.channels.slack.service import TEAM, No, Service
from tests.bot.channels.teams.people import ANN
from tests.support.stores import Clock

As = Callable[[str], Client]
NUDGE = Message(
    "Prepare for Wednesday.",
    title="Due",
    buttons=(Button("Why?", Press("why", "d", 1)),),
    summary="Due",
    card="duty:d",
)


@pytest.fixture
async def ann(as_person: As) -> Client:
    """Ann, who has spoken once."""
    client = as_person(ANN)
    await client.say("help")
    client.service.calls.clear()
    return client


def state_of(store: Store, person: str = ANN) -> str:
    kept = store.read_now(lambda uow: query.conversation(uow, "slack", person))
    return kept.state if kept is not None else "none"


async def test_a_message_is_posted_into_the_chat_with_the_line_for_a_lock_screen_first(
    ann: Client, on_slack: Slack, service: Service
) -> None:
    assert await on_slack.channel.deliver(ANN, NUDGE, "key") == Sent()
    (call,) = service.calls
    assert (call.method, call.token) == ("chat.postMessage", "Bearer xoxb-a-token-of-ours")
    assert call.body["channel"] == ann.conversation
    assert call.body["text"].startswith("Due\n")
    assert "Prepare for Wednesday." in says(call.body)


async def test_whoever_never_spoke_has_a_chat_opened_which_is_kept(
    as_person: As, on_slack: Slack, service: Service, sqlite_store: Store
) -> None:
    for _ in range(2):
        assert await on_slack.channel.deliver(ANN, NUDGE, "key") == Sent()
    assert service.called("conversations.open") == [{"users": "U0ANN"}]
    assert {one["channel"] for one in service.posted} == {as_person(ANN).conversation}
    assert state_of(sqlite_store) == "open"


async def test_whoever_has_no_account_is_not_reachable(on_slack: Slack, service: Service) -> None:
    assert await on_slack.channel.deliver("nobody", NUDGE, "key") == Undeliverable("NoSlackAccount")
    assert service.calls == []


async def test_a_newer_message_takes_the_buttons_off_the_older_one(ann: Client, on_slack: Slack) -> None:
    await on_slack.channel.deliver(ANN, NUDGE, "first")
    await on_slack.channel.deliver(ANN, NUDGE, "second")
    older, newer = ann.chat[-2:]
    assert "goes on in a newer message" in says(older)
    assert (labels(older), labels(newer)) == ([], ["Why?"])


async def test_what_changes_its_card_in_place_rings_for_nobody(
    ann: Client, on_slack: Slack, service: Service
) -> None:
    await on_slack.channel.deliver(ANN, NUDGE, "first")
    count = len(ann.chat)
    changed = replace(NUDGE, text="Two minutes are left.", in_place=True)
    assert await on_slack.channel.deliver(ANN, changed, "second") == Sent()
    assert len(ann.chat) == count
    assert "Two minutes are left." in says(ann.chat[-1])
    # Where Slack no longer has the older one, it is posted as a new one.
    service.gone()
    assert await on_slack.channel.deliver(ANN, changed, "third") == Sent()
    assert "Two minutes are left." in says(ann.chat[-1])


async def test_a_closed_chat_is_opened_again(
    ann: Client, on_slack: Slack, service: Service, sqlite_store: Store
) -> None:
    await ann.post(ann.event(type="app_uninstalled"))
    assert state_of(sqlite_store) == "closed"
    assert await on_slack.channel.deliver(ANN, NUDGE, "key") == Sent()
    assert len(service.called("conversations.open")) == 1
    assert state_of(sqlite_store) == "open"


FAILURES: list[tuple[No, type[Outcome]]] = [
    (No("ratelimited", 429, {"Retry-After": "90"}), NotAccepted),
    (No("ratelimited", 429), NotAccepted),
    (No("ratelimited"), NotAccepted),
    (No("invalid_auth"), NotAccepted),
    (No("not_authed"), NotAccepted),
    (No("token_expired"), NotAccepted),
    (No("missing_scope"), NotAccepted),
    (No("messages_tab_disabled"), NotAccepted),
    (No("ekm_access_denied"), NotAccepted),
    (No("message_limit_exceeded"), NotAccepted),
    (No("org_login_required"), NotAccepted),
    (No("team_added_to_org"), NotAccepted),
    (No("request_timeout"), NotAccepted),
    (No("ratelimited", headers={"Retry-After": "90"}), NotAccepted),
    (No("internal_error"), AnswerLost),
    (No("fatal_error"), AnswerLost),
    (No("service_unavailable", 503), AnswerLost),
    (No("", 500), AnswerLost),
    (No("", 504), AnswerLost),
    (No("", 502, text="<html>Bad gateway</html>"), AnswerLost),
    (No("", 200, text="<html>Welcome</html>"), AnswerLost),
    (No(lost=True), AnswerLost),
    (No("token_revoked"), Undeliverable),
    (No("account_inactive"), Undeliverable),
    (No("restricted_action"), Undeliverable),
    (No("", 404), Undeliverable),
    (No("an error, with words of ann's in it"), AnswerLost),
]


async def test_each_failure_of_slack_has_its_meaning(
    ann: Client,
    on_slack: Slack,
    service: Service,
    sqlite_store: Store,
    caplog: pytest.LogCaptureFixture,
) -> None:
    for no, outcome in FAILURES:
        service.calls.clear()
        service.says_no("chat.postMessage", no)
        found = await on_slack.channel.deliver(ANN, NUDGE, "key")
        assert isinstance(found, outcome), no
        # Tried once: whether to try again is the scheduler's to decide.
        assert len(service.posted) == 1, no
        assert state_of(sqlite_store) == "open", no
        for said in (caplog.text, repr(found)):
            assert "Wednesday" not in said
            assert "words of ann's" not in said


@pytest.mark.parametrize("code", sorted(UNFIT - {"view_too_large"}))
async def test_what_is_not_drawn_as_slack_takes_it_is_said_in_plain_words(
    ann: Client, on_slack: Slack, service: Service, code: str, caplog: pytest.LogCaptureFixture
) -> None:
    service.says_no("chat.postMessage", No(code))
    assert await on_slack.channel.deliver(ANN, NUDGE, "key") == Sent()
    assert "cannot be shown in Slack" in says(ann.chat[-1])
    assert f"not drawn as slack takes it: refused 200 {code}" in caplog.text
    # Of a reply as well.
    service.says_no("chat.postMessage", No(code))
    await ann.say("help")
    assert "cannot be shown in Slack" in says(ann.chat[-1])
    # Where Slack takes not even that, it is over.
    service.says_no("chat.postMessage", No(code), No(code))
    assert await on_slack.channel.deliver(ANN, NUDGE, "key") == Undeliverable(code)


@pytest.mark.parametrize("code", sorted(GONE | UNFIT - {"view_too_large"}))
async def test_what_cannot_be_changed_is_said_anew(
    ann: Client, on_slack: Slack, service: Service, code: str
) -> None:
    await on_slack.channel.deliver(ANN, NUDGE, "first")
    service.says_no("chat.update", No(code))
    await on_slack.channel.deliver(ANN, replace(NUDGE, text="Two minutes are left.", in_place=True), "second")
    assert "Two minutes are left." in says(ann.chat[-1])


async def test_settings_that_are_to_be_mended_are_a_line_in_the_log_once(
    ann: Client, on_slack: Slack, service: Service, caplog: pytest.LogCaptureFixture
) -> None:
    service.says_no("chat.postMessage", *[No("missing_scope")] * 3)
    for _ in range(3):
        assert isinstance(await on_slack.channel.deliver(ANN, NUDGE, "key"), NotAccepted)
    assert caplog.text.count("wait until this is put right: refused 200 missing_scope") == 1
    assert await on_slack.channel.deliver(ANN, NUDGE, "key") == Sent()
    service.says_no("chat.postMessage", No("missing_scope"))
    await on_slack.channel.deliver(ANN, NUDGE, "key")
    assert caplog.text.count("wait until this is put right") == 2


@pytest.mark.parametrize("code", ["user_not_found", "user_disabled", "cannot_dm_bot", "users_not_found"])
async def test_whoever_slack_does_not_know_cannot_be_reached(
    on_slack: Slack, service: Service, code: str
) -> None:
    service.says_no("conversations.open", No(code))
    assert await on_slack.channel.deliver(ANN, NUDGE, "key") == Undeliverable(code)
    assert service.posted == []


@pytest.mark.parametrize("no", [No(lost=True), No("internal_error"), No("", 504)], ids=str)
async def test_a_chat_that_was_perhaps_opened_is_opened_again_as_nothing_was_said_in_it(
    on_slack: Slack, service: Service, no: No
) -> None:
    service.says_no("conversations.open", no)
    assert isinstance(await on_slack.channel.deliver(ANN, NUDGE, "key"), NotAccepted)
    assert service.posted == []
    assert await on_slack.channel.deliver(ANN, NUDGE, "key") == Sent()


async def test_a_chat_that_slack_has_lost_is_looked_for_once_more(
    ann: Client, on_slack: Slack, service: Service, sqlite_store: Store
) -> None:
    service.says_no("chat.postMessage", No("channel_not_found"))
    assert await on_slack.channel.deliver(ANN, NUDGE, "key") == Sent()
    assert [one.method for one in service.calls] == [
        "chat.postMessage",
        "conversations.open",
        "chat.postMessage",
    ]
    service.calls.clear()
    service.says_no("chat.postMessage", No("channel_not_found"), No("channel_not_found"))
    assert await on_slack.channel.deliver(ANN, NUDGE, "key") == Undeliverable("channel_not_found")
    assert len(service.posted) == 2
    assert state_of(sqlite_store) == "closed"


async def test_retry_after_says_when_it_is_tried_again(
    ann: Client, on_slack: Slack, service: Service, clock: Clock
) -> None:
    service.says_no("chat.postMessage", No("ratelimited", 429, {"Retry-After": "90"}))
    outcome = await on_slack.channel.deliver(ANN, NUDGE, "key")
    assert outcome == NotAccepted(clock.now + timedelta(seconds=90), "ratelimited")


@pytest.mark.parametrize(("said", "seconds"), [("soon", 30), ("-5", 0), ("1e9", 3600), ("nan", 30)])
async def test_a_retry_after_that_cannot_be_meant_is_not_waited_for(
    ann: Client, on_slack: Slack, service: Service, clock: Clock, said: str, seconds: int
) -> None:
    service.says_no("chat.postMessage", No("ratelimited", 429, {"Retry-After": said}))
    outcome = await on_slack.channel.deliver(ANN, NUDGE, "key")
    assert outcome == NotAccepted(clock.now + timedelta(seconds=seconds), "ratelimited")


async def test_without_retry_after_each_wait_is_longer_than_the_last_until_one_arrives(
    ann: Client, on_slack: Slack, service: Service, clock: Clock
) -> None:
    async def wait() -> float:
        service.says_no("chat.postMessage", No("ratelimited"))
        outcome = await on_slack.channel.deliver(ANN, NUDGE, "key")
        assert isinstance(outcome, NotAccepted)
        return (outcome.again_at - clock.now).total_seconds()

    assert [await wait() for _ in range(3)] == [30, 60, 120]
    assert await on_slack.channel.deliver(ANN, NUDGE, "key") == Sent()
    assert await wait() == 30


async def test_a_service_that_is_not_there_took_nothing(turns: Turns, clock: Clock) -> None:
    nowhere = Web("xoxb", address="http://127.0.0.1:9/api/", limiter=Limiter(()))
    made = slack(
        turns, clock, team=TEAM, token="xoxb", signing_secret=SECRET, contact="the people team", web=nowhere
    )
    assert isinstance(await made.channel.deliver(ANN, NUDGE, "key"), NotAccepted)
    await made.close()


async def test_no_cookie_that_slack_sets_is_kept(service: Service) -> None:
    # By name, as nothing keeps the cookies of an address that is a number.
    by_name = Web("xoxb", address=service.url.replace("127.0.0.1", "localhost"), limiter=Limiter(()))
    for _ in range(2):
        await by_name.whoami()
    await by_name.close()
    assert [one.method for one in service.calls] == ["auth.test"] * 2
    assert service.cookies == set()


async def test_a_proxy_that_lets_nothing_through_took_nothing(
    turns: Turns, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bytes] = []

    async def refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")
        writer.close()

    async with await asyncio.start_server(refuse, "127.0.0.1", 0) as proxy:
        port = proxy.sockets[0].getsockname()[1]
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{port}")
        behind = Web("xoxb", address="https://slack.example.org/api/", limiter=Limiter(()))
        made = slack(
            turns,
            clock,
            team=TEAM,
            token="xoxb",
            signing_secret=SECRET,
            contact="the people team",
            web=behind,
        )
        assert isinstance(await made.channel.deliver(ANN, NUDGE, "key"), NotAccepted)
        await made.close()
    assert asked[0].startswith(b"CONNECT slack.example.org:443 ")


async def test_a_chat_that_was_written_to_a_moment_ago_is_written_to_later(
    turns: Turns, clock: Clock, service: Service
) -> None:
    hurried = Web("xoxb", address=service.url, limiter=Limiter(((1, 60.0),)))
    made = slack(
        turns, clock, team=TEAM, token="xoxb", signing_secret=SECRET, contact="the people team", web=hurried
    )
    assert await made.channel.deliver(ANN, NUDGE, "first") == Sent()
    outcome = await made.channel.deliver(ANN, NUDGE, "second")
    assert isinstance(outcome, NotAccepted)
    assert timedelta(seconds=50) < outcome.again_at - clock.now <= timedelta(seconds=60)
    assert len(service.posted) == 1
    await made.close()


async def test_what_is_due_arrives_by_itself_and_names_no_case(
    ann: Client,
    service: Service,
    on_slack: Slack,
    sqlite_store: Store,
    policies: Mapping[str, Policy],
    clock: Clock,
) -> None:
    sweep = build(sqlite_store, policies, on_slack.channel).sweep
    clock.move(days=1)
    await sweep.run_once()
    (nudge,) = [
        one
        for one in service.posted
        if "Prepare for supervision" in one["text"] and one["channel"] == "DU0ANN"
    ]
    assert "EX-1" not in str(nudge)
    await ann.press(labels(nudge)[0], within=nudge)
    assert (
        service.called("chat.postMessage") + service.called("chat.update") + service.called("views.open")
        != []
    )
