"""The logger of Slack's libraries, which is silent: at one level or another they write down all that comes and goes."""

import logging
from typing import Final

QUIET: Final = logging.getLogger("bot.channels.slack.library")
QUIET.setLevel(logging.CRITICAL + 1)
