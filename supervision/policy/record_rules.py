"""The rules about records, which the bot acts on by their ids: one for all, and one of its own for some roles.

`signoff-case` is for everybody; beside it `signoff-case-home`, which names roles, is for those instead.
"""

from typing import Final, Literal

Step = Literal["record", "signoff"]
FOR_ALL: Final = ("record-case", "record-personal", "signoff-case", "signoff-personal")


def known_as(rule_id: str) -> str:
    """The id under which the bot knows what a rule is about: that of the rule for all, where it is one for some roles."""
    return next((one for one in FOR_ALL if rule_id.startswith(f"{one}-")), rule_id)
