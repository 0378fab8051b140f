"""The Adaptive Cards 1.5 schema, as its makers publish it."""

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from jsonschema import Draft6Validator


@cache
def _validator() -> Any:
    spec = find_spec("adaptive_cards")
    assert spec is not None
    assert spec.origin is not None
    schema = json.loads((Path(spec.origin).parent / "schemas" / "schema-1.5.json").read_text("utf-8"))
    return Draft6Validator(schema)


def faults(card: object) -> list[str]:
    """Where a card differs from the schema; empty when it does not."""
    return [f"{error.json_path}: {error.validator}" for error in _validator().iter_errors(card)]


def elements(node: object) -> list[dict[str, Any]]:
    """Every object in a card, outermost first."""
    if isinstance(node, list):
        return [one for item in node for one in elements(item)]
    if isinstance(node, dict):
        return [node, *(one for item in node.values() for one in elements(item))]
    return []
