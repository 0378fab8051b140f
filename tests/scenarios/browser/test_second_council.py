"""The main story on a council nobody has seen before, imported from CSV: `--councils 20` tells it on twenty."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.scenarios.browser import absence, meeting, preparing
from tests.scenarios.browser.conftest import Serve
from tests.scenarios.browser.window import Window
from tests.support.second_council import Cast, Council

AUTHORITIES = ("central-bedfordshire", "bradford")


@pytest.fixture(params=AUTHORITIES)
def cast(request: pytest.FixtureRequest, imported: tuple[Council, Path]) -> Cast:
    return imported[0].casts[request.param]


@pytest.fixture
def window(page: Page, serve: Serve, imported: tuple[Council, Path]) -> Window:
    return Window(page, serve(imported[1], "--no-demo"))


def test_a_session_from_its_preparation_to_the_sign_off(window: Window, cast: Cast) -> None:
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
