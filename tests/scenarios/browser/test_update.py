"""A 10-minute update on the page: the two in two windows, the bot killed in the middle, case by case."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, time, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.scenarios.browser.server import LONDON
from tests.scenarios.browser.window import Window
from tests.scenarios.browser.working_days import working_days_after
from tests.support.browser import Axe

# Of the fictional council: updates are on for these two, who meet in two working days.
WORKER, SUPERVISOR = "cb106", "cb103"
FIRST = "CB-1042"
HALF = "And whether his aunt"
MOST_LATE = timedelta(seconds=2)
PATIENCE = 20_000


@pytest.fixture
def both(window: Window, second_page: Page) -> tuple[Window, Window]:
    """Worker and supervisor, each in a window of their own, in the minute in which they meet."""
    supervisor = Window(second_page, window.server)
    now = window.server.now
    window.server.move_to(datetime.combine(working_days_after(now.date(), 2), time(10)))
    return window.be(WORKER), supervisor.be(SUPERVISOR)


def local(at: datetime) -> datetime:
    """An instant by the clock on the wall, as the clock is moved."""
    return at.astimezone(LONDON).replace(tzinfo=None)


def fact(card: Locator, label: str) -> str:
    """The value that stands beside a label."""
    return card.locator(f"dt:text-is('{label}') + dd").inner_text()


def lateness(window: Window, person: str, title: str, due: datetime) -> timedelta:
    """How long after its instant a word was shown to somebody, by the bot's own clock."""
    entries = window.server.get(f"/local/chat?person={person}")["messages"]
    (at,) = [datetime.fromisoformat(one["at"]) for one in entries if one["message"]["title"] == title]
    return at - due


def ends_at(window: Window) -> datetime:
    """The exact instant at which the running clock ends: on a card it is said to the second."""
    place = f"file:{window.server.data}/supervision.sqlite3?mode=ro"
    with closing(sqlite3.connect(place, uri=True)) as kept:
        ((at,),) = kept.execute("select ends_at from case_update where ends_at is not null")
    return datetime.fromisoformat(at).replace(tzinfo=UTC)


def test_an_update_in_two_windows_goes_on_through_a_restart_and_is_timed(
    both: tuple[Window, Window], axe: Axe
) -> None:
    worker, supervisor = both
    server = worker.server
    worker.press("Start an update", worker.nudge("10-minute updates"))
    worker.press(f"Start: {FIRST}")
    card = worker.entry("You have the floor")
    theirs = supervisor.entry("no typing up and no questions")
    expect(theirs).to_be_visible(timeout=PATIENCE)
    assert fact(card, "Ends") == fact(theirs, "Ends")

    box = supervisor.entry("A question you do not want to lose")
    box.get_by_role("textbox").fill("Who collects him on Fridays?")
    expect(supervisor.press("Keep for afterwards", box)).to_contain_text("Kept so far: 1")

    # What is half typed is neither lost nor left by whatever the clock or the other one does.
    half = supervisor.entry("Kept so far: 1").get_by_role("textbox")
    half.fill(HALF)
    half.focus()
    assert [line for window in both for line in axe(window.page)] == []

    worker.press("Pause", card)
    expect(supervisor.entry("Update paused")).to_be_visible(timeout=PATIENCE)
    expect(half).to_be_focused()
    supervisor.press("Resume", supervisor.entry("Update paused"))
    expect(worker.entry("You have the floor").get_by_role("button", name="Pause")).to_be_visible(
        timeout=PATIENCE
    )
    due = ends_at(worker)

    # The bot dies as it would in a power cut, seconds before the word is due, and is started again.
    server.move_to(local(due - timedelta(minutes=2, seconds=6)))
    server.kill()
    server.start()
    for window in both:
        expect(window.entry("2 minutes left")).to_be_visible(timeout=PATIENCE)
    assert server.now.astimezone(UTC) < due
    expect(supervisor.entry("Kept so far: 1").get_by_role("textbox")).to_have_value(HALF)
    for person in (WORKER, SUPERVISOR):
        assert (
            timedelta(0)
            <= lateness(worker, person, "2 minutes left", due - timedelta(minutes=2))
            <= MOST_LATE
        )

    server.move_to(local(due - timedelta(seconds=2)))
    for window in both:
        expect(window.entry("Time is up")).to_be_visible(timeout=PATIENCE)
    for person in (WORKER, SUPERVISOR):
        assert timedelta(0) <= lateness(worker, person, "Time is up", due) <= MOST_LATE

    expect(supervisor.press("Show what I kept", supervisor.entry("Time is up"))).to_contain_text("on Fridays")
    supervisor.press("Start clarifying questions", supervisor.entry("Time is up"))
    expect(worker.entry("Clarifying questions now")).to_be_visible(timeout=PATIENCE)
    due = ends_at(worker)
    server.move_to(local(due - timedelta(seconds=2)))
    for window in both:
        expect(window.entry("Clarifying questions are over")).to_be_visible(timeout=PATIENCE)
    for person in (WORKER, SUPERVISOR):
        assert lateness(worker, person, "Clarifying questions are over", due) <= MOST_LATE
    expect(supervisor.entry("Clarifying questions are over")).to_contain_text(
        "help do you need most from me?"
    )

    worker.press("Answer", worker.entry("Clarifying questions are over"))
    worker.save("Whether he is safe at weekends")
    worker.save("He says he is fine")
    expect(worker.press("Skip", worker.last)).to_contain_text("What is the reason?")
    worker.save("He did not want to say")
    worker.press("Skip", worker.last)
    worker.press("Keep these answers", worker.last)
    expect(worker.entry("This update is finished")).to_be_visible()
    expect(supervisor.entry("This update is finished")).to_be_visible(timeout=PATIENCE)

    # The next case, started by the other.
    supervisor.press("Next case", supervisor.entry("This update is finished"))
    expect(worker.entry("2 of 3 on the agenda")).to_be_visible(timeout=PATIENCE)
    worker.press("Stop", worker.entry("2 of 3 on the agenda"))
    expect(supervisor.entry("Clarifying questions come next")).to_contain_text("2 of 3", timeout=PATIENCE)
    worker.say("export")
    expect(worker.entry("Whether he is safe at weekends")).to_contain_text(FIRST)
