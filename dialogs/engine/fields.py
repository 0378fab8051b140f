"""Reading what was typed or chosen at a step, and writing a value back as it is read or edited."""

from __future__ import annotations

import re
from datetime import date, datetime

from dialogs.engine.moments import read_day, read_instant, written
from dialogs.engine.numbers import in_figures, in_minutes
from dialogs.engine.options import pick, pick_several
from dialogs.engine.problem import Problem
from dialogs.engine.steps import Choice, Choices, Date, DateTime, LongText, Number, Review, Step, Text, YesNo
from dialogs.engine.values import SKIPPED, Answers, Held, Value
from dialogs.engine.words import Wording
from dialogs.exchange.message import Kind, Option
from dialogs.exchange.text import clean, full_date, full_instant

Raw = str | tuple[str, ...]
"""A field's value as a client holds it."""

_YES = {"yes": True, "y": True, "true": True, "no": False, "n": False, "false": False}
_KINDS: dict[type[Step], Kind] = {
    LongText: "long_text",
    Choice: "choice",
    Choices: "choices",
    Date: "date",
    DateTime: "datetime",
    YesNo: "yes_no",
    Number: "number",
}
_TYPES: dict[type[Step], type] = {
    Choices: tuple,
    Date: date,
    DateTime: datetime,
    YesNo: bool,
    Number: int,
    Review: bool,
}


def kind_of(step: Step) -> Kind:
    """The kind of field a step is asked with."""
    return _KINDS.get(type(step), "text")


def is_blank(raw: Raw) -> bool:
    """Whether a field came back with nothing in it."""
    if isinstance(raw, str):
        return not clean(raw).strip()
    return not any(clean(part).strip() for part in raw)


def blank_problem(step: Step, skippable: bool, wording: Wording) -> str:
    """What to do at a step that came back blank."""
    own = wording(f"{step.id}.blank")
    words = own or wording(f"blank.{kind_of(step)}") or wording("blank")
    return wording("blank.skippable", blank=words) if skippable else words


def parse(step: Step, raw: Raw, options: tuple[Option, ...], answers: Answers, wording: Wording) -> Value:
    """The value of what is not blank. Raises Problem."""
    value = _read(step, raw, options, wording)
    for key, wrong in step.checks.items():
        if wrong(value, answers, wording.facts):
            raise Problem(wording(f"{step.id}.{key}"))
    return value


def _read(step: Step, raw: Raw, options: tuple[Option, ...], wording: Wording) -> Value:
    if isinstance(step, Choices):
        parts = (raw,) if isinstance(raw, str) else raw
        return pick_several(options, [clean(it).strip() for it in parts if it.strip()], wording)
    text = clean(raw if isinstance(raw, str) else " ".join(raw)).strip()
    match step:
        case LongText(max_length=most) | Text(max_length=most):
            if len(text) > most:
                raise Problem(wording("too_long", count=f"{len(text):,}", most=f"{most:,}"))
            if isinstance(step, Text) and "\n" in text:
                raise Problem(wording("one_line"))
        case Choice():
            return pick(options, text, wording)
        case YesNo():
            if (answer := _YES.get(text.casefold())) is None:
                raise Problem(wording("not_yes_no"))
            return answer
        case Number():
            return _number(step, text, wording)
        case Date():
            return read_day(text, step.direction, wording)
        case DateTime():
            return read_instant(text, step.direction, wording)
    return text


def _number(step: Number, text: str, wording: Wording) -> int:
    text = in_minutes(text) if step.minutes else in_figures(text)
    if not re.fullmatch(r"[+-]?[0-9]{1,3}(,?[0-9]{3}){0,3}|[+-]?[0-9]{1,12}", text):
        if step.minutes:
            raise Problem(wording("not_minutes"))
        raise Problem(wording("not_number", least=f"{max(step.least, 1):,}"))
    number = int(text.replace(",", ""))
    if not step.least <= number <= step.most:
        raise Problem(wording("out_of_bounds", least=f"{step.least:,}", most=f"{step.most:,}"))
    return number


def shown(value: Held, options: tuple[Option, ...], wording: Wording) -> str:
    """A value as a person reads it: labels of what was chosen, dates in full, "Not provided" when left
    out."""
    labels = {option.value: option.label for option in options}
    match value:
        case bool():
            return wording("yes" if value else "no")
        case str():
            return labels.get(value, value)
        case tuple():
            return ", ".join(labels.get(it, it) for it in value)
        case datetime():
            return full_instant(value, wording.zone)
        case date():
            return full_date(value)
        case int():
            return f"{value:,}"
    return wording("not_provided")


def editable(value: object, wording: Wording) -> Raw:
    """A value, or a fact that stands in for one, as its field holds it, for ``parse`` to read again."""
    match value:
        case bool():
            return "yes" if value else "no"
        case datetime():
            return written(value, wording.zone)
        case date():
            return value.isoformat()
        case tuple():
            return tuple(str(it) for it in value)
        case str() | int():
            return str(value)
    return ""


def fits(step: Step | None, value: Held) -> bool:
    """Whether a kept value is of the type that a step has; a step that is no longer there fits nothing."""
    # `type(...) is`: a yes is an int and an instant is a date to isinstance.
    return step is not None and (value is SKIPPED or type(value) is _TYPES.get(type(step), str))
