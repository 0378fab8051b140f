"""How getting a token fails."""


class NoToken(Exception):
    """No token can be had at present. The message is Microsoft's own code for why, and nothing else of its answer."""
