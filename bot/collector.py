"""The garbage collector leaves alone what lives as long as the process (docs/decisions/0026)."""

import gc
from importlib import import_module
from types import ModuleType

# How many more objects may be made than let go before garbage is looked for.
BETWEEN_COLLECTIONS = 10_000


def imported(name: str) -> ModuleType:
    """A module and all it imports. The collector would look through it again and again while it grows."""
    gc.disable()
    try:
        return import_module(name)
    finally:
        gc.freeze()
        gc.enable()


def quieten() -> None:
    """Once everything is started: what is there need not be looked at by every collection, and there are few."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(BETWEEN_COLLECTIONS, 20, 50)
