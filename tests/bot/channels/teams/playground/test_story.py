"""The main story through Microsoft's own client: prepared by cards and by typing, reminded, covered, signed off."""

from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.bot.channels.teams.playground.playground import Playground
from tests.bot.channels.teams.playground.window import TeamsWindow
from tests.scenarios.browser.demo import demo_cast
from tests.scenarios.browser.server import LONDON, Server
from tests.scenarios.browser.working_days import working_day_before, working_day_from
from tests.support.second_council import Cast

pytestmark = [pytest.mark.needs_node, pytest.mark.needs_chromium]

WORRY = "Two school days missed, says little about home"
ASK = "Whether a strategy meeting comes first"
MORNING = time(9)
SOON = timedelta(minutes=5)

Open = Callable[[str], TeamsWindow]


@pytest.fixture
def cast() -> Cast:
    return demo_cast(datetime.now(LONDON).date())


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """The bot as `make run` starts it."""
    server = Server(tmp_path / "data")
    yield server
    server.stop()
    assert "Traceback" not in server.errors.read_text()


@pytest.fixture
def teams(server: Server, browser: Browser, tmp_path: Path, cast: Cast) -> Iterator[Open]:
    """Opens a person's own client; each is a process of its own."""
    accounts = {one["id"]: one["teams_user_id"] for one in server.get("/local/people")}
    started: list[Playground] = []

    def open_for(person: str) -> TeamsWindow:
        playground = Playground(
            tmp_path / person, server.address, accounts[person], cast.names[person], 56_150 + len(started)
        )
        started.append(playground)
        page = browser.new_context(viewport={"width": 1280, "height": 1000}, locale="en-GB").new_page()
        return TeamsWindow(page, playground.address)

    yield open_for
    for context in browser.contexts:
        context.close()
    for one in started:
        one.stop()


def test_a_session_from_its_preparation_to_the_sign_off(server: Server, teams: Open, cast: Cast) -> None:
    worker, supervisor = teams(cast.meeting.supervisee), teams(cast.meeting.supervisor)
    supervisee = cast.names[cast.meeting.supervisee]

    # By card: which cases, then the first question.
    worker.say("prepare")
    agenda = worker.sees("Which cases do you want to discuss?")
    boxes = agenda.get_by_role("checkbox")
    for place in range(boxes.count()):
        boxes.nth(place).set_checked(place == 0)
    worker.press("Save and continue", agenda)
    worker.sees("Key dates and appointments")
    worker.fill("Key dates and appointments", "Review conference next Thursday")
    worker.press("Save and continue")
    worker.sees("Question 1 of 4")
    # By typing, after a restart in the middle.
    server.kill()
    server.start()
    worker.say(WORRY)
    worker.sees("Question 2 of 4")
    # As a form.
    worker.press("Show as one form")
    worker.sees("This is the issue that I am asking support with today")
    worker.fill("This is the issue that I am asking support with today", ASK)
    worker.press("Save and continue")
    check = worker.sees("Check your answers")
    expect(check).to_contain_text(WORRY)
    worker.press("Save preparation", check)
    worker.sees("Your preparation is saved")
    worker.choose("Neither", "Finish")
    worker.sees("You are prepared for")

    # The working day before, the supervisor hears of it without being asked, and reads it on request.
    morning = datetime.combine(working_day_before(cast.meeting.starts.date()), MORNING)
    server.move_to(morning)
    digest = supervisor.sees(f"supervision: {supervisee}")
    expect(digest).not_to_contain_text(WORRY)
    label = digest.get_by_role("button").filter(has_text="Read the preparation").first.inner_text()
    supervisor.press(label, digest)
    read = supervisor.sees(WORRY)
    expect(read).to_contain_text(ASK)

    # A record that waits for a signature.
    worker.say("sign off")
    worker.sees("Sign off")
    worker.press("Sign off")
    worker.reads("signed off")


def test_a_supervisor_who_stays_away_is_reported_and_covered(server: Server, teams: Open, cast: Cast) -> None:
    session = cast.during_absence
    away = cast.names[session.supervisor]
    worker, manager, covering = teams(session.supervisee), teams(cast.manager), teams(cast.covering)
    morning = datetime.combine(working_day_from(cast.away_since + timedelta(days=14)), MORNING)
    server.move_to(morning)

    nudge = worker.sees("away for more than two weeks")
    label = nudge.get_by_role("button").filter(has_text="Send the report").first.inner_text()
    worker.press(label, nudge)
    worker.reads(f"{cast.names[cast.manager]} is told now")

    # A card that arrives redraws the others there, and what was chosen on them is lost: both come first.
    manager.sees("asks for supervision to be arranged")
    escalation = manager.sees(f"Arrange cover for {away}")
    label = escalation.get_by_role("button").filter(has_text="Arrange cover").first.inner_text()
    manager.press(label, escalation)
    manager.choose(cast.names[cast.covering], "Continue")
    manager.choose("Until they are back", "Arrange cover")
    manager.reads("Cover arranged")

    server.move_to(morning + SOON)
    worker.sees(f"{cast.names[cast.covering]} supervises you in place of")
    covering.sees("You supervise in place of")
