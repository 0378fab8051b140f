"""Handing over to the bot itself. The other commands start without loading a web server."""

from importlib import import_module

from bot.settings import Settings
from supervision.work import SaidNo


def hand_over(name: str, settings: Settings, *arguments: int, **options: bool) -> None:
    """Serve until stopped. Raises SaidNo when it cannot start."""
    app = import_module("bot.app")
    try:
        getattr(app, name)(settings, *arguments, **options)
    except app.CannotStart as no:
        raise SaidNo(str(no)) from no
