"""Bad requests: each is answered as the table says, nothing is changed, nothing is told."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from sqlmodel import SQLModel

from bot.channels.slack.intake import PATH
from dialogs.registry import VERBS
from storage.queries import duties
from storage.store import Store
from storage.unit import UnitOfWork
from tests.bot.channels.slack.abuse import TABLE, Bad, good, says, written
from tests.bot.channels.slack.client import Client, signed
from tests.bot.channels.slack.service import Service
from tests.bot.channels.slack.state import submission
from tests.bot.channels.teams.people import ANN, BEN, SESSION
from tests.support.stores import Clock

As = Callable[[str], Client]

# What a turn notes of itself, whatever comes of it: that it was taken, and where its person is.
OF_THE_TURN = {"delivery", "conversation", "sent_card"}
MARKUP = "<!channel> <https://example.org|a link> *bold* &lt;b&gt; & :tada: {{x}} \\ \u202e"


@pytest.fixture
def ann(as_person: As) -> Client:
    return as_person(ANN)


@pytest.fixture
def ben(as_person: As) -> Client:
    return as_person(BEN)


def rows(store: Store) -> dict[str, list[str]]:
    """Everything that is kept, table by table."""

    def read(uow: UnitOfWork) -> dict[str, list[str]]:
        return {
            name: sorted(map(repr, uow.connection.execute(table.select()).all()))
            for name, table in SQLModel.metadata.tables.items()
        }

    return store.read_now(read)


def changed(store: Store, before: dict[str, list[str]]) -> set[str]:
    """The tables that hold something else than before."""
    after = rows(store)
    return {name for name in after if after[name] != before[name]}


def shown(client: Client, answer: str) -> str:
    """All that was answered and sent."""
    return f"{answer} {client.service.messages} {client.service.views}"


def test_each_row_of_the_table_is_its_own() -> None:
    every = [bad.what for part in TABLE.values() for bad in part]
    assert len(every) >= 90
    assert len(set(every)) == len(every)


@pytest.mark.parametrize("of", ["typed", "pressed", "sent", "command"])
async def test_a_good_request_is_taken(ann: Client, service: Service, of: str) -> None:
    raw, kind = written(of, good(of, ann))
    response = await ann.post_raw(raw, **{"Content-Type": kind})
    await ann.settle()
    assert response.status == 200
    assert service.posted != []


@pytest.mark.parametrize("part", TABLE)
async def test_each_is_answered_as_written_and_changes_nothing(
    ann: Client, service: Service, sqlite_store: Store, part: str, caplog: pytest.LogCaptureFixture
) -> None:
    before = rows(sqlite_store)
    wrong = []
    for bad in TABLE[part]:
        service.calls.clear()
        service.messages.clear()
        status, answer = await post(ann, bad)
        if status != bad.status or "Traceback" in answer or bad.answered not in shown(ann, answer):
            wrong.append(f"{bad.what}: answered {status}")
        if not bad.answered and service.calls:
            wrong.append(f"{bad.what}: something was sent")
    assert wrong == []
    taken = OF_THE_TURN if any(bad.answered for bad in TABLE[part]) else set()
    assert changed(sqlite_store, before) - taken == set()
    assert [one for one in caplog.records if one.exc_info] == []


async def post(client: Client, bad: Bad) -> tuple[int, str]:
    """Post it; gives the status and what was answered."""
    body = good(bad.of, client)
    bad.change(body)
    raw, kind = written(bad.of, body)
    raw, kind = raw if bad.raw is None else bad.raw, bad.content_type or kind
    headers = {"Content-Type": kind, **signed(raw, client.clock()), **bad.headers(raw, client)}
    given = {name: value for name, value in headers.items() if value}
    response = await client.bot.post(PATH, data=raw, headers=given)
    answer = await response.text()
    await client.settle()
    return response.status, answer


async def test_nobody_does_anything_to_what_is_not_theirs(
    ben: Client, service: Service, sqlite_store: Store
) -> None:
    before = rows(sqlite_store)
    duty = sqlite_store.read_now(lambda uow: duties.live_of(uow, ANN)[0].id)
    told = []
    for subject in (SESSION, duty, "case-EX-1", "x' or '1'='1", "\ud800"):
        for verb in sorted(VERBS):
            body = good("pressed", ben)
            says({"press": {"verb": verb, "subject": subject, "version": 1}})(body)
            response = await ben.post(body)
            assert response.status == 200
            told.append(await response.text())
    await ben.settle()
    assert "EX-1" not in shown(ben, str(told))
    assert "EX-2" not in shown(ben, str(told))
    # What is one's own may be begun: a flow of ben's, with a line that he did.
    assert changed(sqlite_store, before) <= {*OF_THE_TURN, "dialog", "audit"}


async def test_a_replayed_form_is_answered_and_changes_nothing(ann: Client, sqlite_store: Store) -> None:
    await at_the_form(ann)
    body = ann.interaction(submission(ann.view, dict.fromkeys(typed_in(ann.view), "a worry")))
    assert (await ann.post(body)).status == 200
    await ann.settle()
    once = rows(sqlite_store)
    for _ in range(3):
        assert (await ann.post(body)).status == 200
        await ann.settle()
    assert changed(sqlite_store, once) <= OF_THE_TURN


async def test_a_form_that_was_sent_late_is_told_where_things_stand(ann: Client, sqlite_store: Store) -> None:
    await at_the_form(ann)
    old = ann.view
    await ann.send(**dict.fromkeys(typed_in(old), "a worry"))
    once = rows(sqlite_store)
    response = await ann.post(ann.interaction(submission(old, dict.fromkeys(typed_in(old), "sent too late"))))
    await ann.settle()
    answer = await response.text()
    assert "You had moved on from that question" in answer
    # What was sent is shown back, and nothing but the place in the conversation has changed.
    assert "sent too late" in answer
    assert changed(sqlite_store, once) <= {*OF_THE_TURN, "dialog"}


async def test_hidden_words_on_who_speaks_say_nothing(ben: Client, service: Service) -> None:
    body = good("pressed", ben) | {
        "actor": ANN,
        "person": ANN,
        "api_app_id": "A0OTHER",
        "enterprise": {"id": "E1"},
    }
    body["user"] |= {"username": "ann", "name": "ann", "person_id": ANN}
    assert (await ben.post(body)).status == 200
    await ben.settle()
    assert "EX-1" not in shown(ben, "")


async def test_somebody_elses_form_is_answered_by_whoever_sends_it(
    ann: Client, ben: Client, sqlite_store: Store
) -> None:
    """A modal's inner part, taken from ann's and sent by ben, is an answer of ben's to what he was not asked."""
    await at_the_form(ann)
    sent = submission(ann.view, dict.fromkeys(typed_in(ann.view), "ben's own words"))
    before = rows(sqlite_store)
    response = await ben.post(ben.interaction(sent))
    await ben.settle()
    assert changed(sqlite_store, before) <= OF_THE_TURN
    assert "EX-1" not in await response.text()


async def test_markup_that_is_typed_calls_nobody_wherever_it_is_shown(ann: Client, service: Service) -> None:
    await ann.say(MARKUP)
    await at_the_form(ann)
    await ann.send(**dict.fromkeys(typed_in(ann.view), MARKUP))
    await ann.settle()
    everything = [*service.messages.values(), *service.views.values()]
    assert '"mrkdwn"' not in json.dumps(everything)
    assert [one for one in service.posted if "<!" in one["text"] or "<http" in one["text"]] == []
    assert {one["parse"] for one in service.posted} <= {"none"}


@pytest.mark.parametrize("proof", [True, False])
async def test_a_body_that_is_not_what_its_encoding_says_is_refused_without_a_stack_trace(
    ann: Client, clock: Clock, proof: bool, caplog: pytest.LogCaptureFixture
) -> None:
    raw = b"{}" * 9
    headers = {
        "Content-Type": "application/json",
        "Content-Encoding": "gzip",
        **(signed(raw, clock.now) if proof else {}),
    }
    for _ in range(2):
        response = await ann.bot.post(PATH, data=raw, headers=headers)
        assert response.status == (400 if proof else 401)
    assert [one for one in caplog.records if one.exc_info] == []


async def at_the_form(client: Client) -> None:
    """Begin to prepare, as far as a question in one's own words, in a modal."""
    await client.say("prepare")
    for _ in range(4):
        message = client.chat[-1]
        if "Answer" in [one["text"]["text"] for block in message["blocks"] for one in block.get("elements", ())
                        if one.get("type") == "button"]:  # fmt: skip
            await client.press("Answer")
            return
        await client.press("Save and continue", message)
    raise AssertionError("nothing is asked in one's own words")


def typed_in(view: dict[str, Any]) -> list[str]:
    """The fields of a modal that one types in."""
    inputs = [one for one in view["blocks"] if one["type"] == "input"]
    return [
        one["block_id"].split(":", 2)[2] for one in inputs if one["element"]["type"] == "plain_text_input"
    ]
