"""How long each class is kept, as a setting writes it: working=24,personal=84."""

from collections.abc import Iterator
from typing import get_args

from pydantic_core import PydanticCustomError

from storage.retention.classes import Class

CLASSES: tuple[Class, ...] = get_args(Class)
MOST_MONTHS = 1200


def months_of(text: str) -> tuple[tuple[Class, int], ...]:
    """The months by class. Raises PydanticCustomError, which never quotes what was written."""
    found = tuple(_read(text))
    if len(dict(found)) != len(found):
        raise _wrong("name each class once")
    return found


def _read(text: str) -> Iterator[tuple[Class, int]]:
    for part in (one.strip() for one in text.split(",")):
        if not part:
            continue
        name, _, months = (one.strip() for one in part.partition("="))
        which = next((one for one in CLASSES if one == name.lower()), None)
        if which is None:
            raise _wrong(f"the classes are {', '.join(CLASSES)}")
        if not (months.isascii() and months.isdigit() and 1 <= int(months) <= MOST_MONTHS):
            raise _wrong(f"the months of each are a whole number from 1 to {MOST_MONTHS}")
        yield which, int(months)


def _wrong(what: str) -> PydanticCustomError:
    return PydanticCustomError("keep_months", f"Write it as working=24,personal=84: {what}")
