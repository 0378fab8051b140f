"""What the facts say is owed, a family of rules a module: each yields what is expected of one supervisee's facts.

A rule belongs to a family by what opens it (`opened_by` in the policy file), so most further rules need no line here.
"""

from supervision.duties.families import (
    absent,
    cancel_notes,
    cancelling,
    each_case,
    frequency,
    once,
    overseeing,
    preparing,
    recording,
    recurring,
)

FAMILIES = (
    preparing,
    frequency,
    cancelling,
    cancel_notes,
    recording,
    absent,
    once,
    recurring,
    each_case,
    overseeing,
)

__all__ = ["FAMILIES"]
