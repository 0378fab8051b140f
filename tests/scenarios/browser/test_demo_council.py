"""The main story on the fictional council that `make run` brings, and the picture of the page in the documentation."""

import struct
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.scenarios.browser import absence, meeting, preparing
from tests.scenarios.browser.conftest import Serve
from tests.scenarios.browser.demo import demo_cast
from tests.scenarios.browser.server import LONDON
from tests.scenarios.browser.window import Window
from tests.support.second_council import Cast

PICTURE = Path(__file__).parents[3] / "docs" / "pictures" / "page.png"


@pytest.fixture
def cast() -> Cast:
    return demo_cast(datetime.now(LONDON).date())


@pytest.fixture
def window(page: Page, serve: Serve) -> Window:
    return Window(page, serve())


def test_a_session_from_its_preparation_to_the_sign_off(
    window: Window, cast: Cast, request: pytest.FixtureRequest
) -> None:
    window.be(cast.meeting.supervisee)
    first, second = preparing.open_agenda(window, 2)
    preparing.answer_until_left(window, cast, first)
    window.server.kill()
    window.server.start()
    preparing.resume(window, cast)
    preparing.finish_first(window)
    preparing.second_as_a_form(window, cast, second)
    morning = meeting.digest(window, cast)
    rebooking = meeting.cancel(window, cast, morning)
    if request.config.getoption("--pictures", default=False):
        _take_picture(window)
    starts = meeting.rebook(window, cast, morning)
    meeting.told_of_both(window, cast, morning)
    heard = meeting.hold_and_sign_off(window, cast, starts)
    meeting.silent_about_rebooking(window, rebooking, heard)


def test_a_supervisor_who_stays_away_is_reported_and_covered_until_they_are_back(
    window: Window, cast: Cast
) -> None:
    preparing.prepare_one(window, cast.during_absence.supervisee)
    morning = absence.report_on_day_15(window, cast)
    absence.arrange_cover(window, cast, morning)
    absence.access_follows(window, cast)
    absence.back_ends_it(window, cast)


def _take_picture(window: Window) -> None:
    """An answer with its clause and date, and beside it why it is due when it is."""
    window.page.get_by_role("button", name="Close").click()
    window.entry("Session cancelled").scroll_into_view_if_needed()
    window.owed("owes", "rebook").last.scroll_into_view_if_needed()
    window.page.screenshot(path=PICTURE)


def test_the_documentation_has_a_picture_of_the_page_as_wide_as_a_desk() -> None:
    head = PICTURE.read_bytes()[:24]
    assert head.startswith(b"\x89PNG")
    assert struct.unpack(">II", head[16:24]) == (1280, 900)
