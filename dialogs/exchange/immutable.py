"""Values that nobody changes: frozen for the type checker, plain when they are made.

Freezing a dataclass at run time makes it several times as dear to make, and a turn makes a hundred (docs/decisions).
"""

from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def value(cls: type[T]) -> type[T]:
    """A dataclass with slots, compared and hashed by what it holds. Setting an attribute is a type error, and no other."""
    return dataclass(slots=True, unsafe_hash=True)(cls)
