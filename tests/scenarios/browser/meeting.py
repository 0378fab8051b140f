"""The second chapter: the digest, a cancellation, the session that replaces it, its record and its sign-off."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from playwright.sync_api import expect

from tests.scenarios.browser import preparing
from tests.scenarios.browser.window import Window, in_words
from tests.scenarios.browser.working_days import working_day_before, working_days_after
from tests.support.second_council import Cast

MORNING = time(9)
# By when a cancelled session takes place again: (working days, counted from).
REBOOK = {"central-bedfordshire": (5, "cancelled"), "bradford": (7, "planned")}
# By when a record is made and signed off, where the policy gives a number.
RECORD_DAYS = {"central-bedfordshire": 5, "bradford": None}


def digest(window: Window, cast: Cast) -> datetime:
    """The working day before, at nine, the supervisor hears who has prepared, and reads it on request; gives when."""
    meeting = cast.meeting
    morning = datetime.combine(working_day_before(meeting.starts.date()), MORNING)
    report = window.go_to(morning)
    report.get_by_role("button", name=f"Switch to {cast.names[meeting.supervisor]}").click()
    supervisee = cast.names[meeting.supervisee]
    said = window.nudge(f"supervision: {supervisee}")
    expect(said).to_contain_text("Everything on the agenda")
    for typed in (preparing.MENDED, preparing.ASKED, preparing.SECOND, *meeting.cases):
        expect(said).not_to_contain_text(typed)
    read = window.follow(f"supervision: {supervisee}", "Read the preparation")
    for typed in (preparing.MENDED, preparing.ASKED, preparing.SECOND):
        expect(read).to_contain_text(typed)
    return morning


@dataclass(frozen=True, slots=True)
class Rebooking:
    """The duty that a cancellation opened, and the day by which the session takes place again."""

    duty: str
    due: date


def cancel(window: Window, cast: Cast, morning: datetime) -> Rebooking:
    """The supervisor cancels, for another reason than sickness, and is told by when it takes place again, and why."""
    meeting = cast.meeting
    number, start = REBOOK[cast.authority]
    due = working_days_after(morning.date() if start == "cancelled" else meeting.starts.date(), number)
    window.say("cancel")
    supervisee = cast.names[meeting.supervisee]
    window.choose_if_asked(f"{in_words(meeting.starts.date())} at {meeting.starts:%H:%M}, {supervisee}")
    window.choose("Me")
    window.choose("Another reason")
    cancelled = window.entry("Session cancelled")
    expect(cancelled.get_by_role("definition").filter(has_text=in_words(due))).to_be_visible()
    expect(cancelled.get_by_role("definition").filter(has_text="rebook: ")).to_be_visible()

    # By itself, or with what the same session meets as well.
    nudge = window.nudge(f"Rebook the cancelled supervision with {supervisee}")
    expect(nudge.get_by_role("definition").filter(has_text=in_words(due))).to_be_visible()
    expect(nudge.get_by_role("definition").filter(has_text="rebook: ")).to_be_visible()

    row = window.owed("owes", "rebook", cast.names[meeting.supervisee])
    expect(row).to_have_count(1)
    window.unfold("owes")
    row.get_by_role("button", name="Why? Rebook").click()
    expect(row.get_by_role("listitem").filter(has_text=f"working day {number} of {number}")).to_be_visible()
    expect(row).to_contain_text(in_words(due))
    return Rebooking(row.get_attribute("data-duty") or "", due)


def rebook(window: Window, cast: Cast, morning: datetime) -> datetime:
    """A new session, booked by typing in the chat; gives when it starts."""
    starts = datetime.combine(working_days_after(morning.date(), 3), time(14))
    window.say("book")
    window.say(cast.names[cast.meeting.supervisee])
    window.say(f"{starts:%d/%m/%Y} 2pm")
    window.say("60")
    booked = window.say("Cases and personal supervision")
    expect(booked).to_contain_text(f"{in_words(starts.date())} at 14:00")
    expect(window.owed("owes", "rebook", cast.names[cast.meeting.supervisee])).to_have_count(0)
    return starts


def told_of_both(window: Window, cast: Cast, morning: datetime) -> None:
    """A minute later, when it can no longer be undone, the supervisee knows of both, from one message."""
    window.server.move_to(morning + timedelta(minutes=5))
    window.switch(cast.meeting.supervisee)
    expect(window.entry("A session is booked")).to_contain_text("is cancelled.")
    expect(window.entry("A session is cancelled")).to_have_count(0)


def hold_and_sign_off(window: Window, cast: Cast, starts: datetime) -> list[str]:
    """It is held, recorded and signed off; gives the duties of which anybody was told meanwhile."""
    afterwards = starts + timedelta(hours=1)
    sent = window.server.move_to(afterwards)
    window.switch(cast.meeting.supervisor)
    window.say("held")
    window.choose_if_asked(f"{in_words(starts.date())} at 14:00, {cast.names[cast.meeting.supervisee]}")
    held = window.go_on()
    expect(held).to_contain_text(f"was held on {in_words(starts.date())}")
    number = RECORD_DAYS[cast.authority]
    by = in_words(working_days_after(starts.date(), number)) if number else "no number"
    expect(window.owed("owes", "record-case", in_words(starts.date()))).to_contain_text(by)
    expect(window.press("It is recorded", held)).to_contain_text("for sign-off")
    expect(window.owed("owes", "record-case", in_words(starts.date()))).to_have_count(0)

    sent += window.server.move_to(afterwards + timedelta(minutes=5))
    window.switch(cast.meeting.supervisee)
    asked = f"Sign off the record of supervision on {in_words(starts.date())}"
    expect(window.nudge(asked)).to_contain_text(by)
    expect(window.owed("owes", "signoff-case", in_words(starts.date()))).to_have_count(1)
    expect(window.press("Sign off", window.nudge(asked))).to_contain_text("Signed off")
    expect(window.owed("owes", "signoff-case", in_words(starts.date()))).to_have_count(0)
    sent += window.server.move_to(afterwards + timedelta(minutes=10))
    window.switch(cast.meeting.supervisor)
    expect(window.entry("has signed off the record")).to_be_visible()
    return [one["duty"] for one in sent]


def silent_about_rebooking(window: Window, rebooking: Rebooking, heard: list[str]) -> None:
    """Once it was rebooked nobody hears of it again: not half-way, not on the due day, not when it would be late."""
    late = datetime.combine(working_days_after(rebooking.due, 2), MORNING)
    heard += [one["duty"] for one in window.server.move_to(late)]
    assert rebooking.duty not in heard
