"""JSON on the path of an answer, by a library in C (docs/decisions). What that one refuses, Python's own takes as before."""

import json
from typing import Any, Final

import orjson

# What we make ourselves holds itself nowhere.
_python_writes: Final = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), check_circular=False
).encode


def from_json(text: str | bytes) -> Any:
    """What a text says. Raises ValueError, or RecursionError where it is too deep."""
    try:
        return orjson.loads(text)
    except ValueError:
        # Half of a character, as a client leaves that cuts a text in two: whoever reads it mends it.
        return json.loads(text)


def to_json(value: object) -> str:
    """A value as JSON, which can always be encoded: half of a character becomes a question mark."""
    try:
        return orjson.dumps(value).decode()
    except TypeError:
        return _python_writes(value).encode(errors="replace").decode()
