"""JSON as it leaves: what is written once is put into what is around it as text, not written again."""

from collections.abc import Mapping
from json.encoder import encode_basestring
from typing import Final

from dialogs.exchange.fast_json import to_json

quoted: Final = encode_basestring
"""A text as JSON: for names and labels. Of more than a line `to_json` makes it sooner."""


def members(values: Mapping[str, str | tuple[str, ...]]) -> str:
    """An object of texts, or of lists of them, as JSON."""
    written = [
        f"{quoted(name)}:{quoted(value) if isinstance(value, str) else to_json(value)}"
        for name, value in values.items()
    ]
    return f"{{{','.join(written)}}}"
