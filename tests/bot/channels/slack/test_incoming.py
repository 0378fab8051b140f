"""Reading what Slack posts, held against the standard library."""

from urllib.parse import urlencode

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.slack.incoming import FORM, read_body

# Every character that is one, lone halves of a pair left out: no form can hold them.
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(TEXTS.filter(lambda name: name != "payload"), TEXTS, min_size=1, max_size=8))
def test_a_form_says_what_was_put_into_it(fields: dict[str, str]) -> None:
    assert read_body(FORM, urlencode(fields).encode()) == fields
