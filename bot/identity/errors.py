"""How proving who the bot is fails. Costs nothing to import, unlike the rest here."""


class NoToken(Exception):
    """No token can be had at present. The message is Microsoft's own code for why, and nothing else of its answer."""


class BadCredential(Exception):
    """The credential cannot be used; the message says what to do and shows nothing of it."""
