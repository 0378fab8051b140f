"""Handing over to the bot itself. The other commands start without loading a web server."""

import logging

from bot.collector import imported
from bot.settings import LogLevel, Settings
from supervision.work import SaidNo

_OURS = ("bot", "dialogs", "scheduler", "storage", "supervision")


def hand_over(name: str, settings: Settings, *arguments: int, **options: bool) -> None:
    """Serve until stopped. Raises SaidNo when it cannot start."""
    _log_at(settings.log_level)
    app = imported("bot.app")
    try:
        getattr(app, name)(settings, *arguments, **options)
    except app.CannotStart as no:
        raise SaidNo(str(no)) from no


def _log_at(level: LogLevel) -> None:
    """Ours log at this level; libraries only warnings, as at debug some of them write down what was typed."""
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    for room in _OURS:
        logging.getLogger(room).setLevel(level.upper())
