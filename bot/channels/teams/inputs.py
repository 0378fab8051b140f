"""Fields as a card's inputs, and what a client sends of them back as field values.

An input's id says how to read it: `one:`, `many:` and the field's name; a date-time is two inputs, `day:` and
`time:`.
"""

from collections.abc import Mapping
from datetime import date, time
from functools import lru_cache
from typing import Final
from urllib.parse import quote, unquote

from bot.channels.teams.texts import ATTENTION, paragraphs
from dialogs.errors import ReplyError
from dialogs.exchange.fast_json import to_json
from dialogs.exchange.message import Field, Option

Element = dict[str, object]

MOST_EXPANDED: Final = 6
YES_NO: Final = (Option("yes", "Yes"), Option("no", "No"))


def drawn(field: Field) -> tuple[str, ...]:
    """One field as JSON: its problem and what its input cannot hold above it, then the input with its label."""
    return _drawn(field) if field.value or field.problem or field.options else _empty(field)


@lru_cache(maxsize=500)
def _empty(field: Field) -> tuple[str, ...]:
    """A field that holds nothing, which is drawn alike for everybody who is asked."""
    return _drawn(field)


def _drawn(field: Field) -> tuple[str, ...]:
    above = paragraphs(field.problem, ATTENTION) if field.problem else []
    inputs, held = _inputs(field)
    if not held and isinstance(field.value, str) and field.value.strip():
        above += paragraphs(f"You wrote: {field.value}")
    return (*above, *map(to_json, inputs))


def kept_aside(field: Field) -> list[str]:
    """In place of a field that the card has no room for. It is not sent back, which clears nothing."""
    words = (
        f"{field.label}: your answer is kept. It is too long to show here; change it question by question."
    )
    return paragraphs(words)


def values_sent(data: Mapping[str, object], names: list[str]) -> dict[str, str | list[str]]:
    """The values of these fields, as they stand in a reply's JSON. One that the client left out was emptied. Raises
    ReplyError.
    """
    return {name: _value(data, name) for name in names}


def _value(data: Mapping[str, object], name: str) -> str | list[str]:
    if f"many:{name}" in data:
        return [unquote(part) for part in _text(data[f"many:{name}"]).split(",") if part]
    if f"one:{name}" in data:
        return _text(data[f"one:{name}"])
    day, hour = (_text(data.get(f"{part}:{name}")) for part in ("day", "time"))
    return f"{day}T{hour}" if day and hour else day or hour


def _text(given: object) -> str:
    """Text as it came; a number input may send a number."""
    if given is None:
        return ""
    if isinstance(given, bool) or not isinstance(given, str | int | float):
        raise ReplyError(
            "This could not be read, so nothing was changed. Open the latest message and answer there"
        )
    if isinstance(given, float) and given.is_integer():
        return str(int(given))
    return str(given)


def _inputs(field: Field) -> tuple[list[Element], bool]:
    """The inputs, and whether they hold the field's value."""
    value = field.value if isinstance(field.value, str) else ""
    shared: Element = {"id": f"one:{field.name}", "label": _label(field)}
    match field.kind:
        case "text" | "long_text":
            return [{"type": "Input.Text", **shared, **_typed(field, value)}], True
        case "number":
            held = value.lstrip("-").isdecimal() and len(value) < 16
            return [{"type": "Input.Number", **shared, **({"value": int(value)} if held else {})}], held
        case "date":
            held = _is(date, value)
            return [{"type": "Input.Date", **shared, **({"value": value} if held else {})}], held
        case "time":
            held = _is(time, value)
            return [{"type": "Input.Time", **shared, **({"value": value[:5]} if held else {})}], held
        case "datetime":
            return _day_and_time(field, value)
        case "choice" | "choices" | "yes_no":
            return [_choices(field)], True


def _day_and_time(field: Field, value: str) -> tuple[list[Element], bool]:
    day, _, hour = value.partition("T")
    held = _is(date, day) and _is(time, hour[:5])
    on: Element = {"type": "Input.Date", "id": f"day:{field.name}", "label": _label(field)}
    at: Element = {"type": "Input.Time", "id": f"time:{field.name}", "label": f"{field.label}: time"}
    if held:
        on["value"], at["value"] = day, hour[:5]
    return [on, at], held


def _typed(field: Field, value: str) -> Element:
    found: Element = {"isMultiline": True} if field.kind == "long_text" else {}
    if value:
        found["value"] = value
    # A longer text than is allowed stays whole in its input, to be shortened there.
    if field.max_length and len(value) <= field.max_length:
        found["maxLength"] = field.max_length
    return found


def _choices(field: Field) -> Element:
    many = field.kind == "choices"
    options = field.options or (YES_NO if field.kind == "yes_no" else ())
    chosen = (field.value,) if isinstance(field.value, str) else field.value
    known = [option.value for option in options]
    value = ",".join(_packed(one, many=many) for one in chosen if one in known)
    found: Element = {
        "type": "Input.ChoiceSet",
        "id": f"{'many' if many else 'one'}:{field.name}",
        "label": _label(field),
        "style": "expanded" if many or len(options) <= MOST_EXPANDED else "compact",
        "wrap": True,
        "choices": [
            {
                "title": f"{option.label} ({option.hint})" if option.hint else option.label,
                "value": _packed(option.value, many=many),
            }
            for option in options
        ],
    }
    return found | ({"isMultiSelect": True} if many else {}) | ({"value": value} if value else {})


def _packed(value: str, *, many: bool) -> str:
    """Several chosen values travel as one text with commas between, so none may hold a comma itself."""
    return quote(value, safe=" :/") if many else value


def _label(field: Field) -> str:
    """The label with its hint: a screen reader says both when the input is reached."""
    if not field.hint:
        return field.label
    return f"{field.label}{'' if field.label.endswith(('?', '.', ':')) else '.'} {field.hint}"


def _is(kind: type[date] | type[time], text: str) -> bool:
    try:
        kind.fromisoformat(text)
    except ValueError:
        return False
    return True
