"""The fictional council that local mode starts with: two teams, their cases, and supervision in full swing.

It stands in `council/` as the five files that `supervision-bot import` takes, only that their days are said from today
on (`days.py`), and comes into the store the way any council's files do. `overlays/` holds its local settings.
"""

from bot.demo.load import FIRST, load_council

__all__ = ["FIRST", "load_council"]
