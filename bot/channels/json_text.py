"""JSON as it leaves: what is written once is put into what is around it as text, not written again."""

import json
from collections.abc import Mapping
from json.encoder import encode_basestring
from typing import Final

# What we make ourselves holds itself nowhere.
as_json: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode
"""A value as JSON."""

quoted: Final = encode_basestring
"""A text as JSON."""


def members(values: Mapping[str, str | tuple[str, ...]]) -> str:
    """An object of texts, or of lists of them, as JSON."""
    written = [
        f"{quoted(name)}:{quoted(value) if isinstance(value, str) else as_json(value)}"
        for name, value in values.items()
    ]
    return f"{{{','.join(written)}}}"
