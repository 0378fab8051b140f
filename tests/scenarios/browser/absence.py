"""The third chapter: a supervisor stays away, it is reported, cover is arranged, and they come back."""

from datetime import datetime, time, timedelta

from playwright.sync_api import expect

from tests.scenarios.browser.preparing import FIRST
from tests.scenarios.browser.window import Window, in_words
from tests.scenarios.browser.working_days import working_day_before, working_day_from
from tests.support.second_council import Cast

MORNING = time(9)
SOON = timedelta(minutes=5)


def report_on_day_15(window: Window, cast: Cast) -> datetime:
    """Nobody hears a word before day 15; then the supervisee sends the ready report with one tap. Gives when."""
    morning = datetime.combine(working_day_from(cast.away_since + timedelta(days=14)), MORNING)
    early = window.server.move_to(morning - SOON)
    told = [one["person"] for one in early if one["kind"].startswith("absent-supervisor")]
    assert not {cast.during_absence.supervisee, cast.manager}.intersection(told)
    window.go_to(morning)
    away = cast.names[cast.during_absence.supervisor]
    nudge = window.nudge("Your supervisor is away")
    expect(nudge).to_contain_text(f"{away} has been away for more than two weeks")
    expect(nudge).to_contain_text(in_words(cast.away_since))
    expect(nudge).to_contain_text("absent-supervisor")
    sent = window.follow("Your supervisor is away", "Send the report")
    expect(sent).to_contain_text(f"{cast.names[cast.manager]} is told now")
    return morning


def arrange_cover(window: Window, cast: Cast, morning: datetime) -> None:
    """The manager was told the same day in any case, with what is in flight, and arranges cover until they are back."""
    session = cast.during_absence
    away = cast.names[session.supervisor]
    window.switch(cast.manager)
    escalation = window.nudge(f"Arrange cover for {away}")
    expect(escalation).to_contain_text(cast.names[session.supervisee])
    expect(escalation).to_contain_text(f"{in_words(session.starts.date())} at {session.starts:%H:%M}")
    expect(window.nudge(f"{cast.names[session.supervisee]} reports that {away}")).to_be_visible()
    assert "cannot find" in _read(window, cast, cast.covering)

    window.follow(f"Arrange cover for {away}", "Arrange cover")
    window.choose(cast.names[cast.covering])
    window.choose("Until they are back")
    expect(window.entry("Cover arranged")).to_contain_text(f"in place of {away}")
    window.server.move_to(morning + SOON)


def access_follows(window: Window, cast: Cast) -> None:
    """Sessions, what is owed and access are with whoever covers; the supervisee is told of both."""
    session, covering = cast.during_absence, cast.names[cast.covering]
    supervisee = cast.names[session.supervisee]
    window.switch(session.supervisee)
    expect(window.nudge("Cover is arranged")).to_contain_text(f"{covering} supervises you in place of")
    expect(window.owed("owed-to", "prep")).to_contain_text(f"From {covering}")
    window.switch(cast.covering)
    expect(window.nudge("You supervise in place of")).to_contain_text(supervisee)
    expect(window.owed("owes", "prep", supervisee)).to_have_count(1)

    morning = datetime.combine(working_day_before(session.starts.date()), MORNING)
    window.server.move_to(morning)
    read = window.follow(f"supervision: {supervisee}", "Read the preparation")
    expect(read).to_contain_text(FIRST)
    window.server.move_to(morning + SOON)
    window.switch(session.supervisee)
    expect(window.nudge("Your preparation was read")).to_contain_text(f"{covering} has read")
    expect(window.nudge("Your preparation was read")).to_contain_text("Purpose: cover")


def back_ends_it(window: Window, cast: Cast) -> None:
    """They are back: cover, and with it access, has ended, and everyone concerned is told."""
    session = cast.during_absence
    away, supervisee = cast.names[session.supervisor], cast.names[session.supervisee]
    window.switch(cast.manager)
    window.say("back")
    window.choose_if_asked(away)
    expect(window.go_on()).to_contain_text("back since")
    assert "cannot find" in _read(window, cast, cast.covering)
    window.server.move_to(window.server.now.replace(tzinfo=None) + SOON)
    window.switch(cast.covering)
    expect(window.nudge("Your cover has ended")).to_be_visible()
    expect(window.owed("owes", "prep", supervisee)).to_have_count(0)
    window.switch(session.supervisee)
    expect(window.nudge("supervises you again")).to_contain_text(away)
    expect(window.owed("owed-to", "prep")).to_contain_text(f"From {away}")


def _read(window: Window, cast: Cast, reader: str) -> str:
    """What somebody gets who asks to read the preparation, whether or not a button offers it."""
    prep = window.server.owed(cast.during_absence.supervisee, "owed")["prep"][0]
    press = {
        "verb": "read-preparation",
        "subject": prep["subject"].split(":", 1)[1],
        "version": 1,
        "values": {},
    }
    (message,) = window.server.reply(reader, press=press)
    return str(message["text"])
