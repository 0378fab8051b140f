"""Under which policy duties run: its texts kept by version, when each was in use, and what one said of a duty."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from storage.queries import duties as query
from storage.settings import get_setting, set_setting
from storage.tables import Duty, PolicyText
from storage.unit import UnitOfWork
from supervision.duties.carrying_over import carry_over
from supervision.policy import Policy, Rule, local_day
from supervision.work import Work

_USES = "policy-uses:{}"


@dataclass(frozen=True, slots=True)
class Use:
    """A version of an authority's policy, and the instant from which it was in use."""

    version: str
    since: datetime


def keep_policy_texts(work: Work) -> None:
    """Keep each policy in use as it stands, unless that version is kept already, and note since when it is in use.

    Where it is another than before, what its rules had under former ids is carried over, and every duty under an earlier
    one is looked at again now.
    """
    for policy in work.policies.values():
        if query.policy_text(work.uow, policy.version) is None:
            work.uow.session.add(
                PolicyText(
                    version=policy.version,
                    authority=policy.key,
                    text=policy.dump(),
                    first_used_on=local_day(work.now, policy.timezone),
                )
            )
        known = uses(work.uow, policy.key)
        if not known or known[-1].version != policy.version:
            noted = [(one.version, one.since.isoformat()) for one in (*known, Use(policy.version, work.now))]
            carry_over(work, policy)
            set_setting(work.uow, _USES.format(policy.key), json.dumps(noted))
            query.look_again(work.uow, policy.key, policy.version, work.now)
    work.uow.session.flush()


def uses(uow: UnitOfWork, authority: str) -> tuple[Use, ...]:
    """The versions of an authority's policy in the order in which they came into use; one may come again."""
    noted = json.loads(get_setting(uow, _USES.format(authority)) or "[]")
    return tuple(Use(version, datetime.fromisoformat(since)) for version, since in noted)


def versions_of(work: Work, row: Duty) -> tuple[Use, ...]:
    """The versions a duty ran under, from that of the day it opened on to the one it was settled under last."""
    return ran_under(row, uses(work.uow, row.authority), policy_of(work, row).timezone)


def ran_under(row: Duty, known: Sequence[Use], zone: ZoneInfo) -> tuple[Use, ...]:
    """The same among the `known` uses of its authority's policy, for many duties."""
    last = max((at for at, one in enumerate(known) if one.version == row.policy_version), default=-1)
    over = [*(one.since for one in known[1:]), None]
    return tuple(
        one
        for at, (one, until) in enumerate(zip(known, over, strict=False))
        if at == last or (at < last and until is not None and local_day(until, zone) >= row.opened_on)
    )


def policy_then(work: Work, row: Duty) -> Policy:
    """The policy a duty ran under, by its version; the kept text where the file has changed since."""
    policy = work.policies.get(row.authority)
    if policy is not None and policy.version == row.policy_version:
        return policy
    kept = query.policy_text(work.uow, row.policy_version)
    if kept is not None:
        return _parsed(kept.text)
    return policy or work.policies[row.authority]


def policy_of(work: Work, row: Duty) -> Policy:
    """The policy in force where it still has a duty's rule, else the one the duty ran under."""
    policy = work.policies.get(row.authority)
    return policy if policy is not None and row.rule in policy.rules else policy_then(work, row)


def rule_of(work: Work, row: Duty) -> Rule:
    """A duty's rule, as `policy_of` has it."""
    return policy_of(work, row).rules[row.rule]


@lru_cache(maxsize=32)
def _parsed(text: str) -> Policy:
    return Policy.parse(text)
