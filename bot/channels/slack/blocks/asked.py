"""Fields in words, where they are posted without their inputs: what is asked, and what can be typed in answer."""

from collections.abc import Iterator

from bot.channels.slack.blocks.inputs import TYPED, options_of
from bot.channels.slack.blocks.objects import Line
from dialogs.exchange.message import Field, Option


def asked(fields: tuple[Field, ...], most: int) -> list[Line]:
    """Each field as lines; of what there is to choose from as much as stands within `most` characters.

    That can be typed where one thing is asked. Of several it is left to the form: it may be in people's own words.
    """
    found = [line for one in fields for line in _said(one)]
    room = min(most, 6_000)
    for line in _options(fields[0]) if len(fields) == 1 else ():
        room -= len(line)
        if room < 0:
            return [*found, [("There are more to choose from in the form.", False)]]
        found.append([(line, False)])
    return found


def _said(field: Field) -> Iterator[Line]:
    if field.problem:
        yield [(field.problem, True)]
    # What was typed as a date, or a number, and could not be read as one; a person's own words are left to the form.
    if field.problem and field.kind not in TYPED and isinstance(field.value, str) and field.value.strip():
        yield [(f"You wrote: {field.value}", False)]
    stop = "" if field.label.endswith(("?", ".", ":")) or not field.hint else ". "
    yield (
        [(field.label, True), (f"{stop or ' '}{field.hint}", False)] if field.hint else [(field.label, True)]
    )


def _options(field: Field) -> list[str]:
    return [f"{place}. {_named(one)}" for place, one in enumerate(options_of(field), 1)]


def _named(option: Option) -> str:
    return f"{option.label} ({option.hint})" if option.hint else option.label
