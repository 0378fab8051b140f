"""Cards drawn by Microsoft's own renderer in a browser: everything is there, and everybody can use it."""

import pytest
from playwright.sync_api import Page, expect

from dialogs.exchange.message import Field, Message
from tests.bot.channels.teams.messages import EVERYTHING, SAVE, card_drawn
from tests.support.browser import Axe
from tests.support.node import NODE_MODULES

pytestmark = pytest.mark.needs_node

RENDERER = NODE_MODULES / "adaptivecards" / "dist" / "adaptivecards.js"
FRAME = (
    "<!doctype html><html lang='en'><title>Chat</title><main><h1>Chat</h1><div id='card'></div></main></html>"
)
DRAW = """card => {
  const drawn = new AdaptiveCards.AdaptiveCard();
  drawn.onExecuteAction = action => { window.sent = action.data; };
  drawn.parse(card);
  document.getElementById("card").replaceChildren(drawn.render());
}"""


def draw(page: Page, message: Message) -> None:
    """Draw a message's card."""
    page.set_content(FRAME)
    page.add_script_tag(path=RENDERER)
    page.evaluate(DRAW, card_drawn(message))


@pytest.mark.parametrize("width", [1280, 360])
def test_everybody_can_use_every_kind_of_field(page: Page, axe: Axe, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    wrong = Field("wrong", "What was wrong", "date", "next Tusday", problem="Enter a day")
    message = Message(
        EVERYTHING.text,
        EVERYTHING.title,
        EVERYTHING.facts,
        (*EVERYTHING.fields, wrong),
        EVERYTHING.buttons,
        EVERYTHING.summary,
    )
    draw(page, message)
    # Colours are the client's; here there are none.
    assert [line for line in axe(page) if not line.startswith("color-contrast")] == []
    for field in message.fields:
        if field.kind not in ("choice", "choices", "yes_no"):
            expect(page.get_by_label(field.label).first).to_be_visible()
    for button in message.buttons:
        expect(page.get_by_role("button", name=button.label)).to_be_visible()
    expect(page.get_by_text("You wrote: next Tusday")).to_be_visible()


def test_what_is_filled_in_is_sent_with_the_button(page: Page) -> None:
    line = Field("line", "One line", "text", max_length=200)
    draw(page, Message("Text", fields=(line,), buttons=(SAVE,), summary="S"))
    page.get_by_label("One line").fill("typed")
    page.get_by_role("button", name=SAVE.label).click()
    sent = page.evaluate("window.sent")
    assert sent["one:line"] == "typed"
    assert sent["reply"]["answer"]["values"] == {"do": "save"}


def test_markup_is_shown_as_it_was_typed(page: Page) -> None:
    typed = "**bold** [a link](https://example.org) <b>b</b> {{DATE(2026-11-24T00:00:00Z,SHORT)}}"
    draw(page, Message(typed, title=typed, summary="S"))
    expect(page.get_by_text(typed)).to_have_count(2)
    expect(page.get_by_role("link")).to_have_count(0)
