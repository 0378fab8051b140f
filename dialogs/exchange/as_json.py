"""Messages and replies as JSON, for the local page and for tests.

Reading is strict: unknown keys are refused and sizes are bounded, since a reply comes from outside. What is
refused is named by its place, never by its content.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import TypeVar, get_args

from dialogs.errors import ReplyError
from dialogs.exchange.message import Button, Fact, Field, Kind, Message, Option, Style
from dialogs.exchange.reply import Answer, Press, Reply, Say, Values
from dialogs.exchange.text import clean

Json = Mapping[str, object]
MOST_TEXT = 20_000
"""Characters in one typed text. Above every field's own limit, so that a long answer can be shown again."""
MOST_NAME = 255
MOST_VALUES = 40
MOST_CHOSEN = 100
MOST_VERSION = 2**53

_PRESS, _ANSWER = {one.name for one in fields(Press)}, {one.name for one in fields(Answer)}
_MESSAGE = {one.name for one in fields(Message)}
_FIELD = tuple(one.name for one in fields(Field))
_BUTTON = {one.name for one in fields(Button)}

_T = TypeVar("_T")


def reply_to_json(reply: Reply) -> dict[str, object]:
    """The reply under its one key: ``say``, ``press`` or ``answer``."""
    match reply:
        case Say(text):
            return {"say": text}
        case Press(verb, subject, version, values):
            return {"press": {"verb": verb, "subject": subject, "version": version, "values": _plain(values)}}
        case Answer(flow, step, version, values):
            return {"answer": {"flow": flow, "step": step, "version": version, "values": _plain(values)}}


def reply_from_json(given: object) -> Reply:
    """The reply in ``given``. Raises ReplyError, one sentence for a person, if it is anything else."""
    body = _object(given)
    if len(body) != 1:
        raise _unread()
    ((kind, inner),) = body.items()
    match kind:
        case "say":
            return Say(_text(inner, MOST_TEXT))
        case "press":
            part = _object(inner, _PRESS)
            return Press(
                _text(part.get("verb"), MOST_NAME),
                _text(part.get("subject", ""), MOST_NAME),
                _version(part.get("version", 0)),
                _values(part.get("values", {})),
            )
        case "answer":
            part = _object(inner, _ANSWER)
            return Answer(
                _text(part.get("flow"), MOST_NAME),
                _text(part.get("step"), MOST_NAME),
                _version(part.get("version")),
                _values(part.get("values", {})),
            )
    raise _unread()


def message_to_json(message: Message) -> dict[str, object]:
    """The message with the names of its attributes as keys, all of them present."""
    return {
        "text": message.text,
        "title": message.title,
        "facts": [{"label": fact.label, "value": fact.value} for fact in message.facts],
        "fields": [_field_to_json(field) for field in message.fields],
        "buttons": [_button_to_json(button) for button in message.buttons],
        "summary": message.summary,
        "card": message.card,
        "private": message.private,
        "in_place": message.in_place,
    }


def message_from_json(given: object) -> Message:
    """The message in ``given``, as ``message_to_json`` wrote it. Raises ReplyError otherwise."""
    body = _object(given, _MESSAGE)
    try:
        return Message(
            text=_text(body["text"]),
            title=_text(body.get("title", "")),
            facts=tuple(Fact(**_texts(fact, {"label", "value"})) for fact in _list(body.get("facts", []))),
            fields=tuple(_field(item) for item in _list(body.get("fields", []))),
            buttons=tuple(_button(item) for item in _list(body.get("buttons", []))),
            summary=_text(body.get("summary", "")),
            card=_text(body.get("card", "")),
            private=_of(body.get("private", False), bool),
            in_place=_of(body.get("in_place", False), bool),
        )
    except (KeyError, TypeError) as missing:
        raise _unread() from missing


def _field_to_json(field: Field) -> dict[str, object]:
    # Not dataclasses.asdict, which copies every value deeply: a third of what a reply costs to write.
    body: dict[str, object] = {name: getattr(field, name) for name in _FIELD}
    body["value"] = field.value if isinstance(field.value, str) else list(field.value)
    body["options"] = [{"value": it.value, "label": it.label, "hint": it.hint} for it in field.options]
    return body


def _button_to_json(button: Button) -> dict[str, object]:
    reply = reply_to_json(button.reply)
    return {"label": button.label, "reply": reply, "style": button.style, "collects": button.collects}


def _field(given: object) -> Field:
    body = _object(given, set(_FIELD))
    kind = _text(body["kind"])
    options = tuple(
        Option(**_texts(item, {"value", "label", "hint"})) for item in _list(body.get("options", []))
    )
    for known in get_args(Kind):
        if kind == known:
            return Field(
                name=_text(body["name"]),
                label=_text(body["label"]),
                kind=known,
                value=_value(body.get("value", "")),
                required=_of(body.get("required", False), bool),
                hint=_text(body.get("hint", "")),
                options=options,
                max_length=_of(body.get("max_length", 0), int),
                problem=_text(body.get("problem", "")),
            )
    raise _unread()


def _button(given: object) -> Button:
    body = _object(given, _BUTTON)
    reply = reply_from_json(body["reply"])
    style = _text(body.get("style", "plain"))
    for known in get_args(Style):
        if style == known and not isinstance(reply, Say):
            return Button(_text(body["label"]), reply, known, _of(body.get("collects", False), bool))
    raise _unread()


def _unread() -> ReplyError:
    return ReplyError(
        "This could not be read, so nothing was changed. Open the latest message and answer there."
    )


def _object(given: object, allowed: set[str] | None = None) -> Json:
    if not isinstance(given, dict) or (allowed is not None and not allowed.issuperset(given)):
        raise _unread()
    return given


def _list(given: object) -> list[object]:
    return _of(given, list)


def _of(given: object, kind: type[_T]) -> _T:
    # `type(...) is`: true and false are ints to isinstance, and no version of anything.
    if type(given) is not kind:
        raise _unread()
    return given


def _text(given: object, most: int = MOST_TEXT) -> str:
    if type(given) is not str:
        raise _unread()
    if len(given) > most:
        raise ReplyError(
            f"What you sent is too long, so nothing was saved. Shorten it to {most:,} characters or fewer."
        )
    return clean(given)


def _texts(given: object, allowed: set[str]) -> dict[str, str]:
    return {key: _text(value) for key, value in _object(given, allowed).items()}


def _value(given: object) -> str | tuple[str, ...]:
    if isinstance(given, list):
        if len(given) > MOST_CHOSEN:
            raise _unread()
        return tuple(_text(item, MOST_NAME) for item in given)
    return _text(given)


def _values(given: object) -> Values:
    body = _object(given)
    if len(body) > MOST_VALUES:
        raise _unread()
    return {_text(name, MOST_NAME): _value(value) for name, value in body.items()}


def _version(given: object) -> int:
    number = _of(given, int)
    if not 0 <= number <= MOST_VERSION:
        raise _unread()
    return number


def _plain(values: Values) -> dict[str, object]:
    return {name: value if isinstance(value, str) else list(value) for name, value in values.items()}
