"""Chatting through the local server: turns, stale and doubled ones, and other people's."""

import pytest
from sqlalchemy import text

from storage.store import Store
from tests.bot.channels.local.page import Json, Page, button


async def first_question(page: Page, person: str = "wren") -> list[Json]:
    """Into the questions about the first case."""
    agenda = await page.say(person, "prepare")
    return list(await page.reply(person, button(agenda, "Save and continue")))


def asks(entries: list[Json]) -> tuple[str, int]:
    """Which step the last entry asks, and which version of it."""
    answer = entries[-1]["message"]["buttons"][0]["reply"]["answer"]
    return answer["step"], answer["version"]


async def test_what_is_said_and_answered_stands_in_the_history(page: Page) -> None:
    entries = await page.say("wren", "due")
    assert [(one["from"], one["kind"]) for one in entries[:2]] == [("person", "said"), ("bot", "reply")]
    assert await page.history("wren") == entries
    assert await page.history("finch") == []


async def test_a_question_replaces_the_one_before_it_in_place(page: Page) -> None:
    asked = await first_question(page)
    answered = await page.reply("wren", button(asked, "Save and continue", key_dates="Review on Friday"))
    assert answered[-1]["id"] == asked[-1]["id"]
    assert asks(answered)[0] == "worried"


async def test_a_delivery_that_comes_twice_changes_nothing_and_shows_where_things_stand(page: Page) -> None:
    asked = await first_question(page)
    reply = button(asked, "Save and continue", key_dates="Review on Friday")
    once = await page.reply("wren", reply, "same")
    twice = await page.reply("wren", reply, "same")
    assert asks(twice) == asks(once)
    assert "nothing was" not in str(twice)


async def test_the_same_answer_under_a_new_delivery_changes_nothing_and_shows_where_things_stand(
    page: Page,
) -> None:
    asked = await first_question(page)
    reply = button(asked, "Save and continue", key_dates="Review on Friday")
    once = await page.reply("wren", reply)
    stale = await page.reply("wren", button(asked, "Save and continue", key_dates="Something else"))
    assert asks(stale)[0] == asks(once)[0]
    shown = await page.reply("wren", button(stale, "Back"))
    (field,) = shown[-1]["message"]["fields"]
    assert field["value"] == "Review on Friday"


async def test_a_button_of_a_nudge_pressed_twice_does_its_work_once(page: Page) -> None:
    await page.clock_to("2026-11-23T09:00:00Z")
    (nudge,) = await page.history("sorrel")
    assert nudge["kind"] == "nudge"
    ready: Json = {"press": {"verb": "ready", "subject": "of-wren", "version": 1}}
    first = await page.reply("wren", ready)
    again = await page.reply("wren", ready)
    assert first[-1]["message"]["text"] == again[-1]["message"]["text"]
    duties = await page.get("/local/duties", person="wren")
    assert [one for one in duties if one["rule"] == "prep" and one["side"] == "owes"] == []


async def test_another_persons_conversation_cannot_be_answered(page: Page) -> None:
    asked = await first_question(page)
    before = await page.history("wren")
    answer = button(asked, "Save and continue", key_dates="Not mine to say")
    told = await page.reply("finch", answer)
    assert "Not mine to say" not in str(told)
    assert "CB-1-wren" not in str(told)
    assert await page.history("wren") == before


@pytest.mark.parametrize(
    "verb", ["prepare", "agenda", "read-preparation", "export", "ready", "cancel-session", "next-case"]
)
async def test_a_button_on_what_is_not_mine_looks_like_one_on_nothing(page: Page, verb: str) -> None:
    theirs = await page.reply("finch", {"press": {"verb": verb, "subject": "of-wren", "version": 1}})
    nothing = await page.reply("finch", {"press": {"verb": verb, "subject": "of-nobody", "version": 1}})
    assert [one["message"] for one in theirs] == [one["message"] for one in nothing]


async def test_somebody_unknown_is_refused_without_a_trace(page: Page) -> None:
    await page.reply("nobody", {"say": "due"}, status=404)
    await page.get("/local/chat", 404, person="nobody")
    await page.get("/local/duties", 404, person="nobody")
    await page.get("/local/events", 404, person="nobody")


async def test_each_duty_names_its_rule_and_section_and_stands_under_a_heading(page: Page) -> None:
    found = await page.get("/local/duties", person="wren")
    (prep,) = [one for one in found if one["rule"] == "prep" and one["side"] == "owes"]
    assert prep["rule_title"] == "Prepare for supervision"
    assert prep["section"] == "Preparation for case supervisions"
    assert (prep["heading"], prep["matter"]) in {
        (heading, prep["id"]) for heading in ("Today and late", "The next 7 days", "Later")
    }
    leading = {one["id"] for one in found}
    assert {one["matter"] for one in found} <= leading


async def test_why_is_told_to_those_concerned_only(page: Page) -> None:
    (duty, *_) = await page.get("/local/duties", person="wren")
    why = await page.get("/local/explain", duty=duty["id"], person="wren")
    assert why["rule"] == duty["rule"]
    assert all(one["who"] and one["when"] for one in why["told"])
    assert why["told"]
    await page.get("/local/explain", 404, duty=duty["id"], person="finch")
    await page.get("/local/explain", 404, duty="nothing", person="wren")


@pytest.mark.parametrize(
    "reply",
    [
        None,
        {},
        "due",
        {"say": 1},
        {"say": "due", "press": {}},
        {"shout": "due"},
        {"press": {"verb": "ready", "subject": "of-wren", "version": "1"}},
        {"press": {"verb": "ready", "more": 1}},
        {"answer": {"flow": "four_questions"}},
        {"answer": {"flow": "four_questions", "step": "worried", "version": 1, "values": {"worried": {}}}},
        {"answer": {"flow": "four_questions", "step": "worried", "version": 2**70, "values": {}}},
        {"say": "x" * 20_001},
        {"answer": {"flow": "f", "step": "s", "version": 1, "values": {str(n): "" for n in range(41)}}},
    ],
)
async def test_what_is_no_reply_is_refused_in_a_sentence(page: Page, reply: object) -> None:
    body = {"person": "wren", "delivery": "d", "reply": reply}
    await page.post("/local/chat", body, 400)
    assert await page.history("wren") == []


@pytest.mark.parametrize("delivery", [None, "", 1, "x" * 101])
async def test_a_turn_without_a_usable_name_is_refused(page: Page, delivery: object) -> None:
    await page.post("/local/chat", {"person": "wren", "delivery": delivery, "reply": {"say": "due"}}, 400)


async def test_a_body_beyond_all_measure_is_refused_in_a_sentence(page: Page) -> None:
    body = {"person": "wren", "delivery": "d", "reply": {"say": "x" * 300_000}}
    await page.post("/local/chat", body, 413)


async def test_a_message_that_cannot_be_opened_is_shown_as_such_among_the_others(
    page: Page, council: Store, caplog: pytest.LogCaptureFixture
) -> None:
    said, answered, *_ = await page.say("wren", "due")
    damage = "update local_message set sealed = :bytes where id = :id"
    council.run_now(lambda uow: uow.execute(text(damage), {"bytes": b"x", "id": answered["id"]}))
    entries = await page.history("wren")
    assert entries[0] == said
    assert entries[1]["message"]["text"] == "This message cannot be shown."
    assert answered["id"] in caplog.text
