"""What leaves by itself: where it goes, and what becomes of it when the service says no."""

from collections.abc import Callable, Mapping
from datetime import timedelta

import pytest

from bot.channels.chosen import Chosen
from bot.channels.teams.assembly import Teams
from bot.house import build
from dialogs.exchange.message import Button, Message
from dialogs.exchange.reply import Press
from scheduler.sending import AnswerLost, NotAccepted, Outcome, Sent, Undeliverable
from storage.queries import conversations as query
from storage.store import Store
from supervision.policy import Policy
from tests.bot.channels.teams.card_schema import faults
from tests.bot.channels.teams.client import Client, says
from tests.bot.channels.teams.people import ANN
from tests.bot.channels.teams.service import No, Service
from tests.support.stores import Clock

As = Callable[[str], Client]
NUDGE = Message(
    "Prepare.", title="Due", buttons=(Button("Why?", Press("why", "d", 1)),), summary="Due", card="duty:d"
)


async def test_a_message_is_posted_to_the_conversation_and_rings(
    as_person: As, service: Service, teams: Teams
) -> None:
    await as_person(ANN).say("help")
    service.calls.clear()
    assert await teams.channel.deliver(ANN, NUDGE, "key") == Sent()
    (call,) = service.calls
    assert (call.method, call.path) == ("POST", "/teams/v3/conversations/a%3Achat-of-aad-ann/activities")
    assert call.body["channelData"] == {"notification": {"alert": True}}
    assert call.body["summary"] == "Due"
    assert "text" not in call.body
    assert faults(call.body["attachments"][0]["content"]) == []


async def test_a_newer_message_takes_the_buttons_off_the_older_one(
    as_person: As, service: Service, teams: Teams
) -> None:
    ann = as_person(ANN)
    await ann.say("help")
    await teams.channel.deliver(ANN, NUDGE, "first")
    await teams.channel.deliver(ANN, NUDGE, "second")
    older, newer = ann.cards[-2:]
    assert "goes on in a newer message" in says(older)
    assert "actions" not in older
    assert newer["actions"][0]["title"] == "Why?"


async def test_whoever_never_spoke_is_not_reachable(service: Service, teams: Teams) -> None:
    assert await teams.channel.deliver(ANN, NUDGE, "key") == Undeliverable("NotInstalled")
    assert service.calls == []


async def test_whoever_removed_the_app_is_not_written_to(
    as_person: As, service: Service, teams: Teams
) -> None:
    ann = as_person(ANN)
    await ann.install()
    await ann.uninstall()
    service.calls.clear()
    assert await teams.channel.deliver(ANN, NUDGE, "key") == Undeliverable("NotInstalled")
    assert service.calls == []


@pytest.mark.parametrize(
    ("no", "outcome", "state"),
    [
        (No(429, "Throttled", {"Retry-After": "90"}), NotAccepted, "open"),
        (No(429, "Throttled"), NotAccepted, "open"),
        (No(412, "PreconditionFailed"), NotAccepted, "open"),
        (No(500), AnswerLost, "open"),
        (No(502), AnswerLost, "open"),
        (No(503), AnswerLost, "open"),
        (No(504), AnswerLost, "open"),
        (No(403, "BotNotInConversationRoster"), Undeliverable, "closed"),
        (No(403, "ForbiddenOperationException"), Undeliverable, "closed"),
        (No(404, "ConversationNotFound"), Undeliverable, "closed"),
        (No(403, "ConversationBlockedByUser"), Undeliverable, "blocked"),
        (No(403, "BotDisabledByAdmin"), Undeliverable, "blocked"),
        (No(403, "MessageWritesBlocked"), Undeliverable, "blocked"),
        (No(401, "BotNotRegistered"), Undeliverable, "open"),
        (No(400, "BadSyntax"), Undeliverable, "open"),
        (No(413, "MessageSizeTooBig"), Undeliverable, "open"),
        (No(302, headers={"Location": "http://127.0.0.1:9/"}), Undeliverable, "open"),
    ],
    ids=lambda value: f"{value.status} {value.code}" if isinstance(value, No) else "",
)
async def test_each_failure_of_the_service_has_its_meaning(
    as_person: As,
    service: Service,
    teams: Teams,
    sqlite_store: Store,
    no: No,
    outcome: type[Outcome],
    state: str,
) -> None:
    await as_person(ANN).say("help")
    service.calls.clear()
    service.noes = [no]
    assert isinstance(await teams.channel.deliver(ANN, NUDGE, "key"), outcome)
    # Tried once: whether to try again is the scheduler's to decide.
    assert len(service.calls) == 1
    kept = sqlite_store.read_now(lambda uow: query.conversation(uow, "teams", ANN))
    assert kept is not None
    assert kept.state == state


async def test_retry_after_says_when_it_is_tried_again(
    as_person: As, service: Service, teams: Teams, clock: Clock
) -> None:
    await as_person(ANN).say("help")
    service.noes = [No(429, "Throttled", {"Retry-After": "90"})]
    outcome = await teams.channel.deliver(ANN, NUDGE, "key")
    assert outcome == NotAccepted(clock.now + timedelta(seconds=90), "Throttled")


async def test_without_retry_after_each_wait_is_longer_than_the_last(
    as_person: As, service: Service, teams: Teams, clock: Clock
) -> None:
    await as_person(ANN).say("help")
    waits = []
    for _ in range(3):
        service.noes = [No(412, "PreconditionFailed")]
        outcome = await teams.channel.deliver(ANN, NUDGE, "key")
        assert isinstance(outcome, NotAccepted)
        waits.append((outcome.again_at - clock.now).total_seconds())
    assert waits == [30, 60, 120]


async def test_a_service_that_is_not_there_took_nothing(
    as_person: As, service: Service, teams: Teams, sqlite_store: Store
) -> None:
    ann = as_person(ANN)
    service.url = "http://127.0.0.1:9/teams/"
    await ann.post(ann.activity("message", text="help"))
    assert isinstance(await teams.channel.deliver(ANN, NUDGE, "key"), NotAccepted)


async def test_a_channel_that_took_nothing_is_followed_by_the_next(
    as_person: As, service: Service, teams: Teams
) -> None:
    heard: list[str] = []

    class Other:
        async def deliver(self, person_id: str, message: Message, key: str) -> Outcome:
            heard.append(person_id)
            return Sent()

    chosen = Chosen(teams.channel, Other())
    assert await chosen.deliver(ANN, NUDGE, "key") == Sent()
    assert heard == [ANN]
    await as_person(ANN).say("help")
    service.noes = [No(502)]
    # It may have arrived, so nobody is told a second time.
    assert isinstance(await chosen.deliver(ANN, NUDGE, "key"), AnswerLost)
    assert heard == [ANN]


async def test_what_is_due_arrives_by_itself(
    as_person: As,
    service: Service,
    teams: Teams,
    sqlite_store: Store,
    policies: Mapping[str, Policy],
    clock: Clock,
) -> None:
    await as_person(ANN).say("help")
    service.calls.clear()
    sweep = build(sqlite_store, policies, teams.channel).sweep
    clock.move(days=1)
    await sweep.run_once()
    assert any("Prepare for supervision" in says(one) for one in service.posted)
