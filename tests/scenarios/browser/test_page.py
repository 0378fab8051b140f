"""The page itself: what was typed is safe, windows hear of each other, and a restart is survived."""

from datetime import timedelta

from playwright.sync_api import Page, Route, expect

from tests.scenarios.browser.preparing import open_agenda
from tests.scenarios.browser.window import Window

# Of the fictional council: a worker with a session in two working days, their supervisor, and somebody else's worker.
WORKER, SUPERVISOR, COLLEAGUE = "cb106", "cb103", "cb107"
HALF = "Half a sentence about the school and"


def question(window: Window) -> None:
    """Half an answer is typed to the first question of a preparation."""
    window.be(WORKER)
    open_agenda(window, 1)
    window.last.get_by_role("textbox").press_sequentially(HALF)


def test_a_reminder_that_arrives_takes_nothing_from_whoever_is_typing(window: Window) -> None:
    question(window)
    window.message.fill("something else")
    box = window.entry("Key dates").get_by_role("textbox")
    box.focus()
    window.server.post("/local/clock", {"to": "next-working-day"})
    expect(window.nudge("Prepare for supervision")).to_be_attached()
    expect(box).to_be_focused()
    expect(box).to_have_value(HALF)
    expect(window.message).to_have_value("something else")
    window.page.get_by_role("button", name="New reminder below").click()
    expect(window.nudge("Prepare for supervision")).to_be_in_viewport()


def test_what_was_begun_is_still_there_after_being_somebody_else_for_a_while(window: Window) -> None:
    question(window)
    window.message.fill("something else")
    window.switch(SUPERVISOR)
    expect(window.message).to_have_value("")
    window.switch(WORKER)
    expect(window.last.get_by_role("textbox")).to_have_value(HALF)
    expect(window.message).to_have_value("something else")


def test_an_answer_that_was_not_saved_stays_in_its_box_with_what_to_do(window: Window) -> None:
    question(window)
    sentence = "That was not saved. Say it again in a moment."
    window.page.route("**/local/chat", lambda route: route.fulfill(status=503, json={"error": sentence}))
    window.press("Save and continue", window.last)
    expect(window.last.get_by_role("alert")).to_have_text(sentence)
    expect(window.last.get_by_role("textbox")).to_have_value(HALF)
    window.message.fill("due")
    window.message.press("Enter")
    expect(window.page.get_by_role("alert").filter(has_text=sentence).last).to_be_visible()
    expect(window.message).to_have_value("due")

    window.page.unroute("**/local/chat")
    expect(window.press("Save and continue", window.last)).to_contain_text("Question 1 of 4")
    expect(window.press("Preview", window.last)).to_contain_text(HALF)


def test_what_is_sent_again_because_its_reply_was_lost_counts_once(window: Window) -> None:
    def lose_the_reply(route: Route) -> None:
        route.fetch()
        route.abort()

    window.be(WORKER)
    window.page.route("**/local/chat", lose_the_reply, times=1)
    window.message.fill("prepare")
    window.message.press("Enter")
    expect(window.page.get_by_role("alert").filter(has_text="cannot be reached")).to_be_visible()
    expect(window.message).to_have_value("prepare")
    window.message.press("Enter")
    expect(window.message).to_have_value("")
    window.be(WORKER)
    expect(window.log.get_by_role("article", name="You")).to_have_count(1)
    expect(window.log.get_by_role("article").filter(has_text="Agenda for")).to_have_count(1)


def test_two_windows_of_one_browser_are_two_people_who_see_what_the_other_does(
    window: Window, page: Page
) -> None:
    worker = Window(page.context.new_page(), window.server).be(COLLEAGUE)
    window.be(SUPERVISOR)
    rebook = window.owed("owes", "rebook", "Daniel Prentice")
    expect(rebook).to_have_count(1)
    expect(worker.owed("owed-to", "rebook")).to_have_count(1)

    starts = window.server.now + timedelta(days=1)
    window.say("book")
    window.say("Daniel Prentice")
    window.say(f"{starts:%d/%m/%Y} 3pm")
    window.say("60")
    booked = window.say("Cases and personal supervision")
    expect(booked).to_contain_text("Booked: supervision with Daniel Prentice")
    expect(worker.owed("owed-to", "rebook")).to_have_count(0)
    expect(worker.log.get_by_text("A session is booked")).to_have_count(0)
    window.server.post("/local/clock", {"to": "next-working-day"})
    expect(worker.entry("A session is booked")).to_be_visible()
    expect(worker.page.get_by_label("You are")).to_have_value(COLLEAGUE)
    expect(window.page.get_by_label("You are")).to_have_value(SUPERVISOR)


def test_one_person_in_two_windows_reads_the_same_conversation(window: Window, page: Page) -> None:
    second = Window(page.context.new_page(), window.server).be(WORKER)
    window.be(WORKER)
    window.say("help")
    expect(second.entry("What I can do")).to_be_visible()
    assert second.log.get_by_role("article").count() == window.log.get_by_role("article").count()


def test_an_open_page_says_that_the_bot_is_away_and_carries_on_once_it_is_back(window: Window) -> None:
    question(window)
    window.server.kill()
    expect(window.page.get_by_text("Connection lost. Trying again…")).to_be_visible()
    window.server.start()
    expect(window.page.get_by_text("Connection lost. Trying again…")).not_to_be_visible(timeout=15_000)
    expect(window.last.get_by_role("textbox")).to_have_value(HALF)
    expect(window.press("Save and continue", window.last)).to_contain_text("Question 1 of 4")


def test_the_clock_moves_by_its_own_buttons_and_never_back(window: Window) -> None:
    window.be(WORKER)
    before = window.server.now
    window.page.get_by_role("button", name="Next hour").click()
    report = window.page.get_by_role("region", name="What the clock brought")
    expect(report).to_contain_text("It is now")
    window.page.get_by_role("button", name="Next working day").click()
    expect(report).to_contain_text("09:00")
    expect(report.get_by_role("listitem").filter(has_text="You ·")).to_have_text("You · 1 message, 09:00")
    assert window.server.now > before + timedelta(hours=1)
    window.page.get_by_role("button", name="Go to a date").click()
    window.page.get_by_label("Date", exact=True).fill("2020-01-01")
    window.page.get_by_role("button", name="Move the clock to this date").click()
    expect(report).to_contain_text("The clock only moves forward")


def test_switching_by_the_clocks_report_makes_you_whoever_you_chose(window: Window) -> None:
    window.be(WORKER)
    window.page.get_by_role("button", name="Next working day").click()
    report = window.page.get_by_role("region", name="What the clock brought")
    report.get_by_role("button", name="Switch to Joanna Whitfield").click()
    expect(window.page.get_by_label("You are")).to_have_value(SUPERVISOR)
    expect(window.message).to_be_focused()
    expect(report.get_by_role("listitem").filter(has_text="You ·")).to_have_count(1)
    expect(report.get_by_role("button", name="Switch to Maya Okonjo")).to_be_visible()


def test_an_address_that_names_nobody_leads_to_the_list_of_people(window: Window) -> None:
    for person in ("nobody-i-know", "%"):
        window.page.goto(f"{window.server.address}?as={person}")
        expect(window.page.get_by_role("heading", name="Choose who to be")).to_be_visible()


def test_a_question_that_was_answered_by_typing_is_left_without_its_buttons(window: Window) -> None:
    window.be(WORKER)
    open_agenda(window, 1)
    expect(window.say("Review on Thursday")).to_contain_text("Question 1 of 4")
    expect(window.say("He is often alone")).to_contain_text("Question 2 of 4")
    expect(window.entry("Question 1 of 4").get_by_role("button")).to_have_count(0)
    expect(window.log.get_by_role("button", name="Save and continue")).to_have_count(1)
    window.be(WORKER)
    expect(window.log.get_by_role("button", name="Save and continue")).to_have_count(1)
    expect(window.last.get_by_role("button", name="Save and continue")).to_be_visible()


def test_what_is_missing_on_a_long_form_comes_into_view(window: Window) -> None:
    window.be(WORKER)
    open_agenda(window, 1)
    form = window.press("Show as one form", window.last)
    problem = window.press("Save and continue", form)
    expect(problem.get_by_text("Enter the issue that you are asking support with")).to_be_in_viewport()


def test_a_long_answer_is_read_from_its_beginning(window: Window) -> None:
    window.be(SUPERVISOR)
    window.say("due")
    expect(window.log.get_by_role("heading", name="You owe")).to_be_in_viewport()
