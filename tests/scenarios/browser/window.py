"""A browser window in which somebody sits: choosing who to be, typing, pressing, reading."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from playwright.sync_api import Locator, Page, expect

from tests.scenarios.browser.server import Server


def in_words(day: date) -> str:
    """Monday 23 November 2026."""
    return f"{day:%A} {day.day} {day:%B %Y}"


class Window:
    """One window. Everything is found as a person finds it: by label, role and words."""

    def __init__(self, page: Page, server: Server) -> None:
        self.page, self.server = page, server

    def be(self, person: str) -> "Window":
        """Open the page as this person, by the address that names them."""
        self.page.goto(f"{self.server.address}?as={person}")
        return self._opened()

    def switch(self, person: str) -> "Window":
        """Become somebody else in the open page."""
        self.page.get_by_label("You are").select_option(person)
        return self._opened()

    def _opened(self) -> "Window":
        """Wait until the conversation is there: from then on it is spoken to those who listen."""
        expect(self.message).to_be_visible()
        expect(self.log).to_have_attribute("aria-live", "polite")
        return self

    @property
    def message(self) -> Locator:
        """Where one types."""
        return self.page.get_by_role("textbox", name="Type a message")

    @property
    def log(self) -> Locator:
        """The conversation."""
        return self.page.get_by_role("log", name="Conversation")

    @property
    def last(self) -> Locator:
        """What was said last; a reminder may come in between at any time, so it does not count."""
        return self.log.locator("article:not([data-kind=nudge])").last

    def entry(self, words: str) -> Locator:
        """The last entry that holds these words."""
        return self.log.get_by_role("article").filter(has_text=words).last

    def nudge(self, words: str) -> Locator:
        """The last reminder that holds these words."""
        return self.log.locator("article[data-kind=nudge]").filter(has_text=words).last

    def say(self, text: str) -> Locator:
        """Type something and send it; gives the answer."""
        with self._answered():
            self.message.fill(text)
            self.message.press("Enter")
        expect(self.message).to_have_value("")
        return self.last

    def press(self, label: str, within: Locator | None = None) -> Locator:
        """Press the last button of this name; gives what came of it."""
        with self._answered():
            (within or self.log).get_by_role("button", name=label, exact=True).last.click()
        return self.last

    def follow(self, words: str, label: str) -> Locator:
        """Press a button of the last reminder that holds these words, whether it came alone or as one of several for
        that morning, which are numbered and so are their buttons.
        """
        nudge = self.nudge(words)
        expect(nudge).to_be_visible()
        among = nudge.get_by_role("term").filter(has_text=words)
        number = f"{among.first.inner_text().split('.')[0]}. " if among.count() else ""
        return self.press(number + label, nudge)

    def save(self, text: str) -> Locator:
        """Answer the one question that is asked, and go on."""
        self.last.get_by_role("textbox").fill(text)
        return self.go_on()

    def choose(self, words: str) -> Locator:
        """Choose the option with these words, or else the one that begins with them, and go on."""
        self._option(words).check()
        return self.go_on()

    def go_on(self) -> Locator:
        """Send the answer to what is asked, with its own button, whatever that is called."""
        return self.press(self.last.locator("button.primary").inner_text(), self.last)

    def choose_if_asked(self, words: str) -> Locator:
        """The same where there are several to choose from; where there is one, nothing was asked."""
        return self.choose(words) if self._option(words).count() else self.last

    def _option(self, words: str) -> Locator:
        exact = self.last.get_by_role("radio", name=words, exact=True)
        return (
            exact
            if exact.count()
            else self.last.get_by_role("radio", name=re.compile(f"^{re.escape(words)}"))
        )

    @contextmanager
    def _answered(self) -> Iterator[None]:
        with self.page.expect_response(lambda it: "/local/chat" in it.url and it.request.method == "POST"):
            yield
        expect(self.log.locator("[aria-busy=true]")).to_have_count(0)

    def owed(self, side: str, rule: str, words: str = "") -> Locator:
        """The rows of one rule among what is owed by (`owes`) or to (`owed-to`) this person."""
        return self.page.locator(f"#{side} li[data-rule={rule}]").filter(has_text=words)

    def unfold(self, side: str) -> None:
        """Open everything that is folded away in what is owed: a long list begins with its first heading open."""
        folded = self.page.locator(f"#{side} details:not([open]) > summary")
        while folded.count():
            folded.first.click()

    def go_to(self, moment: datetime) -> Locator:
        """Move the clock with the page's own form; gives what the page reports."""
        self.page.get_by_role("button", name="Go to a date").click()
        self.page.get_by_label("Date", exact=True).fill(moment.date().isoformat())
        self.page.get_by_label("Time", exact=True).fill(f"{moment:%H:%M}")
        self.page.get_by_role("button", name="Move the clock to this date").click()
        report = self.page.get_by_role("region", name="What the clock brought")
        expect(report).to_contain_text(f"It is now {in_words(moment)}, {moment:%H:%M}", timeout=20_000)
        return report
