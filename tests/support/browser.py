"""Pages in Debian's Chromium, at a desk's and at a phone's width, and axe-core to examine them.

The browser lives as long as the module of tests that uses it. Such a module holds no coroutine tests:
Playwright's plain interface keeps an event loop running in its thread, and pytest-asyncio needs its own.
"""

from collections.abc import Callable, Iterator
from importlib.resources import files
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from tests.support.programs import PROGRAMS

DESKTOP: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 360, "height": 740}

# Root may test in a container; and the browser must talk to nobody but the page under test.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

Axe = Callable[[Page], list[str]]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=PROGRAMS["needs_chromium"].find(), args=list(FLAGS)
        )
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page at a desk's width. An error that nobody caught in the page's scripts fails the test."""
    yield from _page(browser, DESKTOP)


@pytest.fixture
def second_page(browser: Browser) -> Iterator[Page]:
    """Somebody else's page, at a desk of their own. In one browser, what lies behind is drawn once a second."""
    yield from _page(browser, DESKTOP)


@pytest.fixture
def phone_page(browser: Browser) -> Iterator[Page]:
    """The same at a phone's width, with a finger for a mouse."""
    yield from _page(browser, PHONE, touch=True)


def _page(browser: Browser, viewport: ViewportSize, *, touch: bool = False) -> Iterator[Page]:
    context = browser.new_context(
        viewport=viewport,
        has_touch=touch,
        is_mobile=touch,
        locale="en-GB",
        # At a desk they have asked for less motion, so that no test waits for a page to come to rest; phones have not.
        reduced_motion="no-preference" if touch else "reduce",
    )
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert errors == []


@pytest.fixture(scope="session")
def axe() -> Axe:
    """Examines a page as it stands now: a line for each violation, empty when there is none."""
    source = (files("axe_playwright_python") / "axe.min.js").read_text()

    def examine(page: Page) -> list[str]:
        # Evaluated rather than added to the page, whose content policy would rightly refuse it.
        page.evaluate(source)
        return [line for violation in page.evaluate("axe.run()")["violations"] for line in _lines(violation)]

    return examine


def _lines(violation: dict[str, Any]) -> Iterator[str]:
    for node in violation["nodes"]:
        where = " ".join(map(str, node["target"]))
        yield f"{violation['id']} ({violation['impact']}): {violation['help']}: {where}"
