"""A 10-minute update across channels: the worker in Microsoft's playground, the supervisor on the page, case by case."""

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.bot.channels.teams.playground.playground import Playground
from tests.bot.channels.teams.playground.window import TeamsWindow
from tests.scenarios.browser.demo import demo_cast
from tests.scenarios.browser.server import LONDON
from tests.scenarios.browser.window import Window
from tests.scenarios.browser.working_days import working_days_after

pytestmark = [pytest.mark.needs_node, pytest.mark.needs_chromium]

# Of the fictional council: updates are on for these two, who meet in two working days.
WORKER, SUPERVISOR = "cb106", "cb103"
FIRST, SECOND = "CB-1042", "CB-1067"
FIRST_PLACE, SECOND_PLACE = "1 of 3 on the agenda", "2 of 3 on the agenda"
WORRY = "Whether he is safe at weekends"
TWO_MINUTES = timedelta(minutes=2)
MOST_LATE = timedelta(seconds=2)
LONGEST_WAIT = timedelta(seconds=20)
LOOK_EVERY = 50
PATIENCE = 20_000


@pytest.fixture
def supervisor(window: Window) -> Window:
    """The page."""
    return window.be(SUPERVISOR)


@pytest.fixture
def worker(window: Window, browser: Browser, tmp_path: Path) -> Iterator[TeamsWindow]:
    """The worker's Teams client, a process of its own, in a browser session of its own."""
    now = window.server.now
    account = next(one["teams_user_id"] for one in window.server.get("/local/people") if one["id"] == WORKER)
    name = demo_cast(now.date()).names[WORKER]
    with ExitStack() as ending:
        playground = Playground(tmp_path / WORKER, window.server.address, account, name, 56_160)
        ending.callback(playground.stop)
        context = browser.new_context(viewport={"width": 1280, "height": 1000}, locale="en-GB")
        ending.callback(context.close)
        yield TeamsWindow(context.new_page(), playground.address)


class Both:
    """What the two have before them."""

    def __init__(self, worker: TeamsWindow, supervisor: Window) -> None:
        self.worker, self.supervisor = worker, supervisor
        self.server = supervisor.server

    def card(self, *words: str) -> Locator:
        """The worker's newest card with all these words."""
        found = self.worker.cards
        for one in words:
            found = found.filter(has_text=one)
        return found.last

    def entry(self, *words: str) -> Locator:
        """What stands on the supervisor's page with all these words."""
        found = self.supervisor.log.get_by_role("article")
        for one in words:
            found = found.filter(has_text=one)
        return found

    def lateness(self, due: datetime, *words: str) -> list[timedelta]:
        """How long after an instant each can read these words on their screen, by the bot's own clock."""
        late = []
        for where in (self.card(*words), self.entry(*words)):
            # Playwright's own waiting looks every half second, which would be told as the bot's lateness.
            while not where.is_visible():
                assert self.server.now - due < LONGEST_WAIT
                self.worker.page.wait_for_timeout(LOOK_EVERY)
            late.append(self.server.now - due)
        return late

    def ends(self) -> datetime:
        """The exact instant at which the running clock ends: on a card it is said to the second."""
        with closing(
            sqlite3.connect(f"file:{self.server.data}/supervision.sqlite3?mode=ro", uri=True)
        ) as kept:
            ((at,),) = kept.execute("select ends_at from case_update where ends_at is not null")
        return datetime.fromisoformat(at).replace(tzinfo=UTC)

    def move_to(self, at: datetime) -> None:
        """Move the bot's clock to an instant."""
        self.server.move_to(at.astimezone(LONDON).replace(tzinfo=None))

    def power_cut(self) -> None:
        """The bot dies without a word, and is started again."""
        self.server.kill()
        self.server.start()


def in_time(late: list[timedelta]) -> bool:
    """Neither early nor later than promised, for each of the two."""
    return all(timedelta(0) <= one <= MOST_LATE for one in late)


def test_an_update_in_teams_and_on_the_page_is_timed_case_by_case_through_power_cuts(
    worker: TeamsWindow, supervisor: Window
) -> None:
    both = Both(worker, supervisor)
    today = both.server.now.date()
    both.server.move_to(datetime.combine(working_days_after(today, 2), time(10)))

    # The worker begins, on the reminder that came to Teams.
    worker.press("Start an update", worker.sees("Either of you starts the update of a case"))
    worker.press(f"Start: {FIRST}", worker.sees("when you are both ready"))
    mine = both.card("You have the floor", FIRST)
    theirs = both.entry("no typing up and no questions", FIRST_PLACE)
    expect(theirs).to_be_visible(timeout=PATIENCE)
    ends = f"{both.ends().astimezone(LONDON):%H:%M:%S}"
    expect(mine).to_contain_text(ends)
    expect(theirs).to_contain_text(ends)

    # A pause on the page is a pause in Teams: the card there changes in its place.
    supervisor.press("Pause", theirs)
    paused = both.card("Update paused")
    expect(paused).to_be_visible(timeout=PATIENCE)
    expect(both.worker.cards.filter(has_text="You have the floor")).to_have_count(1)
    worker.press("Resume", paused)
    expect(theirs).to_contain_text("10-minute update", timeout=PATIENCE)
    expect(theirs.get_by_role("button", name="Pause")).to_be_visible(timeout=PATIENCE)

    # The power goes seconds before the word is due.
    due = both.ends()
    both.move_to(due - TWO_MINUTES - timedelta(seconds=6))
    both.power_cut()
    assert both.server.now < due - TWO_MINUTES
    late = both.lateness(due - TWO_MINUTES, "2 minutes left", FIRST_PLACE)
    assert in_time(late), late
    both.move_to(due - timedelta(seconds=2))
    late = both.lateness(due, "Time is up", FIRST_PLACE)
    assert in_time(late), late
    expect(theirs).to_have_count(0)
    expect(both.entry(FIRST_PLACE)).to_have_count(1)
    for old in ("You have the floor", "2 minutes left"):
        expect(both.worker.cards.filter(has_text=old).get_by_role("button")).to_have_count(0)

    # What the worker needs is said on Teams.
    supervisor.press("Go on without", both.entry("Time is up"))
    worker.press("Answer", worker.sees("Say what concerns you most"))
    worker.fill("Concerns me most", WORRY)
    worker.press("Save and continue")
    question = worker.sees("Question 2 of 4")

    # The next case, begun by the other; the power goes in the middle of it.
    supervisor.press(f"Next case: {SECOND}", both.entry("Ask: What concerns you most"))
    expect(both.entry("no typing up", SECOND_PLACE)).to_be_visible()
    expect(both.card("You have the floor", SECOND_PLACE)).to_be_visible(timeout=PATIENCE)
    due = both.ends()
    both.power_cut()
    both.move_to(due - TWO_MINUTES - timedelta(seconds=2))
    late = both.lateness(due - TWO_MINUTES, "2 minutes left", SECOND_PLACE)
    assert in_time(late), late
    both.move_to(due - timedelta(seconds=2))
    late = both.lateness(due, "Time is up", SECOND_PLACE)
    assert in_time(late), late
    expect(both.entry(SECOND_PLACE)).to_have_count(1)

    # What was being answered about the first case goes on where it was.
    worker.press("Skip", question)
    worker.sees("Question 3 of 4")
