"""All of it without a mouse."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.scenarios.browser.preparing import DECIDED, SUPPORT, WORKING_WELL, WORRIED
from tests.scenarios.browser.server import Server
from tests.scenarios.browser.window import Window

MOST_TABS = 80


@pytest.fixture(scope="module")
def server(demo_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One for all of these: none of them minds what another has said."""
    server = Server(shutil.copytree(demo_data, tmp_path_factory.mktemp("keyboard") / "data"))
    yield server
    server.stop()


@pytest.fixture
def window(page: Page, server: Server) -> Window:
    return Window(page, server)


def reach(target: Locator, key: str = "Tab") -> Locator:
    """Tab on until something has the focus."""
    for _ in range(MOST_TABS):
        if target.evaluate("it => it === document.activeElement"):
            return target
        target.page.keyboard.press(key)
    raise AssertionError(f"{target} cannot be reached with {key}")


def test_a_person_is_chosen_by_typing_part_of_their_name(window: Window) -> None:
    window.page.goto(window.server.address)
    reach(window.page.get_by_role("searchbox", name="Find a person")).press_sequentially("okon")
    reach(window.page.get_by_role("button", name="Maya Okonjo")).press("Enter")
    expect(window.message).to_be_focused()
    expect(window.page).to_have_title("Maya Okonjo · Supervision")


def test_the_conversation_can_be_skipped_to(window: Window) -> None:
    window.be("cb106")
    window.page.get_by_role("link", name="Skip to the conversation").focus()
    window.page.keyboard.press("Enter")
    expect(window.page.locator("#talk")).to_be_focused()


def test_questions_and_forms_are_answered_and_the_focus_is_where_one_goes_on(window: Window) -> None:
    page = window.be("cb106").page
    reach(window.message).press_sequentially("prepare")
    page.keyboard.press("Enter")
    boxes = window.last.get_by_role("checkbox")
    expect(boxes.first).to_be_focused()
    expect(boxes.first).to_be_checked()
    reach(boxes.nth(2)).press("Space")
    expect(boxes.nth(2)).not_to_be_checked()
    reach(window.last.get_by_role("button", name="Save and continue")).press("Enter")

    expect(window.last.get_by_role("textbox")).to_be_focused()
    page.keyboard.type("Review on Thursday")
    reach(window.last.get_by_role("button", name="Save and continue")).press("Enter")
    expect(window.last).to_contain_text("Question 1 of 4")
    expect(window.last.get_by_role("textbox")).to_be_focused()
    reach(window.last.get_by_role("button", name="Show as one form")).press("Space")

    expect(window.last.get_by_role("textbox", name="Key dates")).to_be_focused()
    for label in (WORRIED, WORKING_WELL, DECIDED):
        page.keyboard.press("Tab")
        expect(window.last.get_by_role("textbox", name=label)).to_be_focused()
    reach(window.last.get_by_role("button", name="Save and continue")).press("Enter")
    # What is missing has the focus, wherever on the form it is.
    expect(window.last.get_by_role("textbox", name=SUPPORT)).to_be_focused()
    page.keyboard.type("How to begin")
    reach(window.last.get_by_role("button", name="Save and continue")).press("Enter")
    expect(window.last).to_contain_text("Check your answers")


def test_the_clock_is_moved_and_its_date_closed_again_with_escape(window: Window) -> None:
    page = window.be("cb106").page
    report = page.get_by_role("region", name="What the clock brought")
    hour = page.get_by_role("button", name="Next hour")
    reach(hour, "Shift+Tab").press("Enter")
    expect(report).to_contain_text("It is now")
    expect(hour).to_be_focused()
    toggle = page.get_by_role("button", name="Go to a date")
    reach(toggle).press("Enter")
    expect(page.get_by_label("Date", exact=True)).to_be_focused()
    page.keyboard.press("Escape")
    expect(toggle).to_be_focused()
    expect(toggle).to_have_attribute("aria-expanded", "false")
    reach(page.get_by_role("button", name="Close")).press("Enter")
    expect(report).not_to_be_visible()


def test_why_something_is_due_opens_and_closes(window: Window) -> None:
    window.be("cb106")
    row = window.owed("owes", "prep")
    why = row.get_by_role("button", name="Why?")
    reach(why).press("Enter")
    expect(row.get_by_text("Counted from")).to_be_visible()
    page = window.page
    page.keyboard.press("Escape")
    expect(row.get_by_text("Counted from")).not_to_be_visible()
    expect(why).to_be_focused()
