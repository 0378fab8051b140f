"""What the facts say is owed, a family of rules a module: each yields what is expected of one supervisee's facts.

A rule belongs to a family by what opens it (`opened_by` in the policy file), so most further rules need no line here.
"""

from supervision.duties.families import (
    absent,
    cancel_notes,
    cancelling,
    discussing,
    frequency,
    once,
    overseeing,
    plan_reviewing,
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
    discussing,
    plan_reviewing,
    overseeing,
)

__all__ = ["FAMILIES"]
