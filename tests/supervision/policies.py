"""Policies that say something else than the published ones."""

import json
from collections.abc import Mapping
from typing import Any

from supervision.policy import Policy


def changed(
    policy: Policy,
    what: Mapping[str, Any],
    *,
    gone: tuple[str, ...] = (),
    renamed: Mapping[str, str] | None = None,
) -> Policy:
    """A policy with some of its tables overlaid, rules taken out, or under another id. A clock that says its kind is a
    clock of its own.
    """
    data = json.loads(policy.dump())
    _overlay(data, what)
    for rule in gone:
        del data["rules"][rule]
    for old, new in (renamed or {}).items():
        data["rules"][new] = {**data["rules"].pop(old), "id": new}
    return Policy.parse(json.dumps(data))


def _overlay(data: dict[str, Any], what: Mapping[str, Any]) -> None:
    for key, value in what.items():
        if isinstance(value, Mapping) and isinstance(data.get(key), dict) and "kind" not in value:
            _overlay(data[key], value)
        else:
            data[key] = value
