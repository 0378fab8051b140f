"""People whose authority has no policy: its file is not there any more. Nothing about them can be worked out."""

from collections import Counter
from collections.abc import Iterable, Mapping

from supervision.policy import Policy
from supervision.work import SaidNo

REMEDY = (
    "Put its file back into the folder policies of the data directory, or give them an authority that has one in the "
    "people file."
)


def said(authorities: Iterable[str], policies: Mapping[str, Policy]) -> str:
    """Those of these authorities, one a person, that have no policy, and how many people; empty where each has one."""
    lacking = Counter(one for one in authorities if one not in policies)
    if not lacking:
        return ""
    shown = [f"{key} ({n} {'person' if n == 1 else 'people'})" for key, n in sorted(lacking.items())]
    return f"There is no policy for {', '.join(shown)}"


def refuse(authorities: Iterable[str], policies: Mapping[str, Policy]) -> None:
    """Raises SaidNo where any of these authorities, one a person, has no policy."""
    if found := said(authorities, policies):
        raise SaidNo(f"{found}. {REMEDY}")
