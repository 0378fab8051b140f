"""A rule that a policy file knows by another id than before (`formerly`): its duties, and what was done, go on under it.

Without that, a rule under another id is another rule.
"""

from collections.abc import Collection

from storage.queries import renaming
from supervision.policy import Policy
from supervision.work import CLOCK, Work


def carry_over(work: Work, policy: Policy, people: Collection[str] | None = None) -> None:
    """Put what stands and what was done under the former ids of a policy's rules under those they have now; of these people
    only, or of all. A second time it finds nothing.
    """
    for rule in policy.rules.values():
        for former in rule.formerly:
            duties = renaming.rename_duties(
                work.uow, policy.key, former, rule.id, policy.version, work.now, people
            )
            if duties + renaming.rename_events(work.uow, policy.key, former, rule.id, people):
                work.uow.audit(CLOCK, f"carried over from {former}", "rule", f"{policy.key}:{rule.id}")
