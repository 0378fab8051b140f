"""A person in front of the playground: typing, pressing, reading. Everything is found as a person finds it."""

from playwright.sync_api import Locator, Page, expect

# A turn goes through three processes on a machine that may be busy.
PATIENCE = 20_000


class TeamsWindow:
    """One person's client."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        page.set_default_timeout(PATIENCE)
        page.goto(address)
        self.sees("Your organisation added me")

    @property
    def cards(self) -> Locator:
        """All cards in the chat."""
        return self.page.locator(".ac-adaptiveCard")

    def card(self, words: str) -> Locator:
        """The newest card that holds these words."""
        return self.cards.filter(has_text=words).last

    def sees(self, words: str) -> Locator:
        """Wait until the newest card holds these words, or a card at all does; gives it."""
        found = self.card(words)
        expect(found).to_be_visible(timeout=PATIENCE)
        return found

    def reads(self, words: str) -> None:
        """Wait until these words stand in the chat, in a card or as a line."""
        expect(self.page.get_by_text(words).last).to_be_visible(timeout=PATIENCE)

    def say(self, text: str) -> None:
        """Type something and send it."""
        composer = self.page.get_by_role("textbox").last
        composer.click()
        composer.press_sequentially(text)
        composer.press("Enter")

    def press(self, label: str, within: Locator | None = None) -> None:
        """Press the newest button of this name."""
        (within or self.page).get_by_role("button", name=label, exact=True).last.click()

    def fill(self, label: str, text: str) -> None:
        """Type into the newest field whose label begins so."""
        self.page.get_by_label(label).last.fill(text)

    def tick(self, label: str, *, on: bool) -> None:
        """Tick or untick a box of the newest card that has it."""
        self.page.get_by_role("checkbox", name=label).last.set_checked(on)

    def choose(self, label: str, onward: str) -> None:
        """Choose one of several, and go on with the button of this name."""
        self.page.get_by_role("radio", name=label).last.check()
        self.press(onward)
