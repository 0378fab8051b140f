"""axe-core finds nothing, at a desk's and a phone's width, in light and dark, in each state the page has."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.scenarios.browser.conftest import Serve
from tests.scenarios.browser.preparing import SUPPORT, open_agenda
from tests.scenarios.browser.window import Window
from tests.support.browser import Axe

WORKER = "cb106"
Examine = Callable[[Page], None]


@pytest.fixture(params=["page", "phone_page"])
def either(request: pytest.FixtureRequest, demo_data: Path, serve: Serve) -> Window:
    return Window(request.getfixturevalue(request.param), serve(demo_data))


@pytest.fixture
def examine(axe: Axe) -> Examine:
    """Nothing to find by day or by night, and nothing that one would have to scroll sideways for."""

    def by_day_and_night(page: Page) -> None:
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            assert axe(page) == [], scheme
        assert page.evaluate("document.documentElement.scrollWidth") <= page.evaluate("window.innerWidth")

    return by_day_and_night


def of_a_small_phone(window: Window) -> float:
    """How much of the height of a small phone is the conversation's."""
    usual = window.page.viewport_size
    window.page.set_viewport_size({"width": 360, "height": 640})
    box = window.log.bounding_box()
    assert usual is not None
    assert box is not None
    window.page.set_viewport_size(usual)
    return box["height"] / 640


def test_everybody_can_use_the_page_in_each_of_its_states(either: Window, examine: Examine) -> None:
    page = either.page
    page.goto(either.server.address)
    expect(page.get_by_role("heading", name="Choose who to be")).to_be_visible()
    examine(page)

    either.be(WORKER)
    expect(either.last).to_contain_text("Type help")
    examine(page)
    assert of_a_small_phone(either) >= 0.6

    open_agenda(either, 1)
    expect(either.last).to_contain_text("Key dates")
    examine(page)

    form = either.press("Show as one form", either.last)
    problem = either.press("Save and continue", form)
    expect(problem.get_by_role("textbox", name=SUPPORT)).to_be_focused()
    examine(page)

    either.server.post("/local/clock", {"to": "next-working-day"})
    expect(either.nudge("Prepare for supervision")).to_be_attached()
    either.nudge("Prepare for supervision").scroll_into_view_if_needed()
    examine(page)

    show_owed = page.get_by_role("group", name="Show").get_by_role("button", name="Owed")
    if show_owed.is_visible():
        show_owed.click()
    row = either.owed("owes", "prep").first
    row.get_by_role("button", name="Why?").click()
    expect(row.get_by_text("Counted from")).to_be_visible()
    examine(page)
