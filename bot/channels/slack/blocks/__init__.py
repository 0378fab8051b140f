"""A message as Block Kit, and what comes back of it. Pure: nothing here reads a clock, a store or a network.

Out:
    `draw(message)`    what is posted: blocks, and the text that notifications and screen readers take
    `asked_in_view(message)`  whether what is posted has a button that opens the form, in place of its inputs
    `view(message)`    a modal: a form, a question, or private text
    `words(text)`      a modal that says something and can be closed
    `moment()`         an almost empty modal, to be opened while the store is asked
    `home(messages)`   the Home tab; `over_home(view)` is a modal that opens over it, and says so when it is sent
In:
    `read_action(payload)`      a button, in a message or in a modal
    `read_submission(payload)`  a modal that was sent
    `typed_text(text)`          what somebody typed, from the markup in which Slack passes it on
    `field_errors(message)`     what is to be put right, by the input of the modal that it belongs to
    `refilled(view)`            a modal that was sent, to be shown again with all that stood in it

Where things stand. A button's action id is `press:` or `collect:`, its place and its message's card; its value is the
reply alone, nothing about who. A modal's private metadata is the reply of its submit button, whether that collects,
and the card. An input's block id is how it is read, the version of its prompt, and its field's name: Slack keeps what
stands in an input when a view is replaced by one with the same ids, which is right while the same prompt is asked
again with a word about what to put right, and wrong for any other.

What people typed never stands in a mrkdwn object, where `<!channel>` or a link would be acted on: plain text and rich
text say it as it is.
"""

from bot.channels.slack.blocks.card import Drawn, asked_in_view, draw
from bot.channels.slack.blocks.home import OVER_HOME, home, over_home
from bot.channels.slack.blocks.modal import MOST_BLOCKS, field_errors, moment, view, words
from bot.channels.slack.blocks.refill import refilled
from bot.channels.slack.blocks.replies import FromSlack, NothingPressed, read_action, read_submission
from bot.channels.slack.blocks.said import typed_text

__all__ = [
    "MOST_BLOCKS",
    "OVER_HOME",
    "Drawn",
    "FromSlack",
    "NothingPressed",
    "asked_in_view",
    "draw",
    "field_errors",
    "home",
    "moment",
    "over_home",
    "read_action",
    "read_submission",
    "refilled",
    "typed_text",
    "view",
    "words",
]
