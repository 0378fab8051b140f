"""Local mode answers this machine only, and refuses in sentences."""

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.channels.local.guard import in_sentences
from storage.errors import NotSaved, StorageError, Unsealable
from tests.bot.channels.local.page import Page, assert_sentence

TURN = {"person": "wren", "delivery": "d", "reply": {"say": "due"}}


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:3978", "127.0.0.1.evil.example", "10.0.0.1:3978", "[::2]"]
)
async def test_another_host_is_refused(page: Page, host: str) -> None:
    async with page.client.get("/local/people", headers={"Host": host}) as answer:
        assert answer.status == 403
        assert_sentence(await answer.json())


@pytest.mark.parametrize("host", ["localhost:3978", "127.0.0.1:3978", "[::1]:3978", "[::1]", "localhost"])
async def test_this_machine_is_answered_by_any_of_its_names(page: Page, host: str) -> None:
    async with page.client.get("/local/people", headers={"Host": host}) as answer:
        assert answer.status == 200


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "https://127.0.0.1:3978", "http://127.0.0.1:1"]
)
async def test_another_pages_scripts_are_refused(page: Page, origin: str) -> None:
    headers = {"Host": "127.0.0.1:3978", "Origin": origin}
    async with page.client.post("/local/chat", json=TURN, headers=headers) as answer:
        assert answer.status == 403
        assert_sentence(await answer.json())
    assert await page.history("wren") == []


async def test_the_pages_own_scripts_are_answered(page: Page) -> None:
    headers = {"Host": "127.0.0.1:3978", "Origin": "http://127.0.0.1:3978"}
    async with page.client.post("/local/chat", json=TURN, headers=headers) as answer:
        assert answer.status == 200


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"]
)
async def test_what_a_form_of_another_page_could_send_is_refused(page: Page, content_type: str) -> None:
    """Such a form needs nobody's leave to be sent, where JSON does."""
    headers = {"Content-Type": content_type}
    async with page.client.post("/local/chat", data=b'{"person": "wren"}', headers=headers) as answer:
        assert answer.status == 415
        assert_sentence(await answer.json())


async def test_no_other_site_may_frame_the_page_or_be_asked_by_it(page: Page) -> None:
    async with page.client.get("/") as answer:
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("method", "path", "status"), [("GET", "/local/nothing", 404), ("PUT", "/local/chat", 405)]
)
async def test_what_is_not_there_is_said_in_a_sentence(
    page: Page, method: str, path: str, status: int
) -> None:
    async with page.client.request(method, path) as answer:
        assert answer.status == status
        assert_sentence(await answer.json())


@pytest.mark.parametrize(
    ("fault", "words"), [(Unsealable(), "cannot be read"), (NotSaved(), "was not saved")]
)
async def test_what_cannot_be_read_is_told_apart_from_what_was_not_saved(
    fault: StorageError, words: str
) -> None:
    async def failing(_: web.Request) -> web.Response:
        raise fault

    app = web.Application(middlewares=[in_sentences])
    app.router.add_get("/", failing)
    async with TestClient(TestServer(app)) as client, client.get("/") as answer:
        assert answer.status == 503
        body = await answer.json()
        assert_sentence(body)
        assert words in body["error"]


async def test_health_and_readiness_are_told(page: Page) -> None:
    assert (await page.get("/health"))["status"] == "ok"
    assert (await page.get("/ready"))["status"] == "ready"


@pytest.mark.parametrize("path", ["/local/chat", "/local/clock"])
async def test_a_body_that_is_not_what_its_encoding_says_is_refused_in_a_sentence(
    page: Page, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    headers = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
    for _ in range(2):
        async with page.client.post(path, data=b'{"person": "wren"}', headers=headers) as answer:
            assert answer.status == 400
            assert_sentence(await answer.json())
    assert [one for one in caplog.records if one.exc_info] == []


@pytest.mark.parametrize("delivery", ["", " ", "\ud800", "\x00", "a b", "é", "x" * 101])
async def test_a_delivery_is_named_in_signs_that_every_database_takes(page: Page, delivery: str) -> None:
    await page.post("/local/chat", {**TURN, "delivery": delivery}, 400)


@pytest.mark.parametrize("person", ["\ud800", "wren\x00", "\x00"])
async def test_a_person_nobody_can_be_called_is_refused(page: Page, person: str) -> None:
    await page.post("/local/chat", {**TURN, "person": person}, 400)
    if person != "\ud800":
        await page.get("/local/chat", 404, person=person)
