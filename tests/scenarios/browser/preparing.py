"""The first chapter: somebody prepares two cases, one question by question, the other as a form."""

from playwright.sync_api import Locator, expect

from tests.scenarios.browser.window import Window, in_words
from tests.support.second_council import Cast

WORRIED = "This is what is worrying me and/or others for the child"
WORKING_WELL = "This is what is working well"
DECIDED = "This is what I have decided to do"
SUPPORT = "This is the issue that I am asking support with today"

FIRST = "Two school days missed, says little about home"
MENDED = "Three school days missed, says little about home"
ASKED = "Whether a strategy meeting comes first"
SECOND = "Grandmother collects from school and it goes well"


def open_agenda(window: Window, cases: int) -> list[str]:
    """Type "prepare" and keep so many cases on the agenda; gives them in the order in which they are prepared."""
    agenda = window.say("prepare")
    references = [box.inner_text() for box in agenda.locator(".option label").all()]
    for reference in references[cases:]:
        agenda.get_by_role("checkbox", name=reference, exact=True).uncheck()
    for reference in references[:cases]:
        agenda.get_by_role("checkbox", name=reference, exact=True).check()
    window.press("Save and continue", agenda)
    return references[:cases]


def answer_until_left(window: Window, cast: Cast, reference: str) -> Locator:
    """The first case, question by question: answering, skipping, going back, looking at it all; until question 4."""
    expect(window.last.get_by_role("heading")).to_contain_text(reference)
    supervisor = cast.names[cast.meeting.supervisor]
    expect(window.last).to_contain_text(f"You and your supervisor, {supervisor}, can read this")
    window.save("Review conference next Thursday")
    expect(window.last).to_contain_text("Question 1 of 4")
    expect(window.save(FIRST)).to_contain_text(WORKING_WELL)
    expect(window.press("Skip", window.last)).to_contain_text(DECIDED)
    expect(window.press("Back", window.last)).to_contain_text("Question 2 of 4")
    window.save("He talks to his form tutor")
    preview = window.press("Preview", window.last)
    expect(preview).to_contain_text(FIRST)
    expect(preview).to_contain_text("He talks to his form tutor")
    expect(preview).to_contain_text("Not answered yet")
    expect(window.press("Carry on", preview)).to_contain_text("Question 3 of 4")
    expect(window.press("Skip", window.last)).to_contain_text(SUPPORT)
    # Question 4 is needed when 3 is blank.
    expect(window.last.get_by_role("button", name="Skip")).to_have_count(0)
    return window.last


def resume(window: Window, cast: Cast) -> None:
    """Somebody comes back after a restart, on a page they open anew: they are at the same question."""
    window.be(cast.meeting.supervisee)
    expect(window.last).to_contain_text(SUPPORT)
    expect(window.say("prepare")).to_contain_text("Question 4 of 4")
    # It is asked once, not once more for each visit.
    expect(window.log.get_by_role("article").filter(has_text=SUPPORT)).to_have_count(1)


def finish_first(window: Window) -> None:
    """The last answer, a change of the first after looking at them all, and no wish for more."""
    check = window.save(ASKED)
    expect(check).to_contain_text("Check your answers")
    expect(check).to_contain_text(FIRST)
    check.get_by_role("radio", name=WORRIED).check()
    expect(window.press("Change this answer", check).get_by_role("textbox")).to_have_value(FIRST)
    expect(window.save(MENDED)).to_contain_text(MENDED)
    offer = window.press("Save preparation", window.last)
    expect(offer.get_by_role("radio", name="Ask for ad hoc supervision")).to_be_visible()
    # Only who has answered the first three is offered to hold the case.
    expect(offer.get_by_role("radio", name="Hold until")).to_have_count(0)
    expect(window.choose("Neither")).to_contain_text("1 case still to prepare")


def second_as_a_form(window: Window, cast: Cast, reference: str) -> None:
    """The second case on one form: first with something missing, which loses nothing."""
    window.press(f"Next: {reference}")
    form = window.press("Show as one form", window.last)
    form.get_by_role("textbox", name=WORRIED).fill("Grandmother is tired")
    form.get_by_role("textbox", name=WORKING_WELL).fill(SECOND)
    problem = window.press("Save and continue", form)
    expect(problem.get_by_role("textbox", name=SUPPORT)).to_have_accessible_description(
        "In note form. Up to 3,000 characters. Needed when you have not said what you have decided to do "
        "Problem: Enter the issue that you are asking support with You have 3,000 characters left"
    )
    expect(problem.get_by_role("textbox", name=WORKING_WELL)).to_have_value(SECOND)
    problem.get_by_role("textbox", name=DECIDED).fill("I ask for respite care")
    expect(window.press("Save and continue", problem)).to_contain_text("Not provided")
    window.press("Save preparation", window.last)
    done = window.choose(f"Hold until {in_words(cast.meeting.starts.date())}")
    expect(done).to_contain_text("You are prepared for")
    expect(window.entry("Noted: you hold")).to_be_visible()
    expect(window.owed("owes", "prep")).to_have_count(0)


def prepare_one(window: Window, person: str) -> None:
    """One case, as a form and quickly, where preparing is not the point."""
    window.be(person)
    open_agenda(window, 1)
    form = window.press("Show as one form", window.last)
    form.get_by_role("textbox", name=WORRIED).fill(FIRST)
    form.get_by_role("textbox", name=SUPPORT).fill(ASKED)
    window.press("Save and continue", form)
    window.press("Save preparation", window.last)
    expect(window.choose("Neither")).to_contain_text("You are prepared for")
