"""What Slack sends when somebody presses a button or sends a modal, given what they were shown."""

from collections.abc import Mapping
from typing import Any

Drawn = Mapping[str, Any]


def state_of(blocks: list[Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """The state of all inputs as they stand, but for the values given by field name; None empties an input.

    A date-time is given as a pair, or as one text with a T.
    """
    found: dict[str, Any] = {}
    for block in blocks:
        if block["type"] == "input":
            part, _, name = block["block_id"].split(":", 2)
            element = block["element"]
            given = _half(part, values[name]) if name in values else _held(element)
            found[block["block_id"]] = {element["action_id"]: _sent(element, given)}
    unknown = set(values) - {one["block_id"].split(":", 2)[2] for one in blocks if one["type"] == "input"}
    assert not unknown, f"there is no input for {sorted(unknown)}"
    return {"values": found}


def button_in(blocks: list[Any], label: str) -> dict[str, Any]:
    """The button of this name."""
    for block in blocks:
        for one in block.get("elements", ()):
            if one["type"] == "button" and one["text"]["text"] == label:
                return {**one, "block_id": block.get("block_id", "made-by-slack"), "action_ts": "1.0"}
    raise AssertionError(f"there is no button {label}")


def action(shown: Drawn, label: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """The part of a `block_actions` payload that says what was pressed, in a message or a modal."""
    state = state_of(shown["blocks"], values)
    pressed = {"type": "block_actions", "actions": [button_in(shown["blocks"], label)]}
    if shown.get("type") in ("modal", "home"):
        return {**pressed, "view": {**shown, "state": state}}
    return {**pressed, "message": {**shown}, "state": state}


def submission(view: Drawn, values: Mapping[str, Any]) -> dict[str, Any]:
    """The part of a `view_submission` payload that says what was sent."""
    return {"type": "view_submission", "view": {**view, "state": state_of(view["blocks"], values)}}


def _half(part: str, given: Any) -> Any:
    if part not in ("day", "hour") or not given:
        return given
    day, hour = given.split("T") if isinstance(given, str) else given
    return day if part == "day" else hour


def _held(element: Drawn) -> Any:
    """What an input holds as it is shown."""
    for key, value in element.items():
        if key == "initial_option":
            return value["value"]
        if key == "initial_options":
            return [one["value"] for one in value]
        if key.startswith("initial_"):
            return value
    return None


def _sent(element: Drawn, given: Any) -> dict[str, Any]:
    """What an input sends; Slack sends null for what is empty, and a list for several."""
    kind = element["type"]
    options = element.get("options", ())
    match kind:
        case "radio_buttons" | "static_select":
            return {
                "type": kind,
                "selected_option": next((one for one in options if one["value"] == given), None),
            }
        case "checkboxes" | "multi_static_select":
            return {
                "type": kind,
                "selected_options": [one for one in options if one["value"] in (given or ())],
            }
        case "datepicker":
            return {"type": kind, "selected_date": given or None}
        case "timepicker":
            return {"type": kind, "selected_time": given or None}
    return {"type": kind, "value": given or None}
