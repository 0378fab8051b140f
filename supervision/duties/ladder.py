"""From a duty's ladder to the nudges that are due now and the instant at which to look again."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from storage.tables import Duty
from supervision.policy import Policy, Rule, Stage, instant, stages

# A ladder may repeat for ever; nobody is owed a list of every week since a forgotten year.
MOST_STAGES = 600


@dataclass(frozen=True, slots=True)
class Plan:
    """The stages that have come, the latest for each set of hearers, and when the next one comes."""

    now: tuple[Stage, ...]
    next_at: datetime | None


def plan(policy: Policy, rule: Rule, duty: Duty, hears: tuple[str, ...], now: datetime) -> Plan:
    """What a duty's ladder asks for at an instant, given what has been dealt with (`duty.nudged_to`).

    Several stages passed at once, after a pause or a late import, leave as the latest of them only.
    """
    come: dict[tuple[str, ...], Stage] = {}
    for stage, at in _stages(policy, rule, duty, hears):
        if at > now:
            return Plan(tuple(come.values()), at)
        if duty.nudged_to is None or at > duty.nudged_to:
            come[stage.to] = stage
    return Plan(tuple(come.values()), None)


def _stages(
    policy: Policy, rule: Rule, duty: Duty, hears: tuple[str, ...]
) -> Iterator[tuple[Stage, datetime]]:
    for count, stage in enumerate(stages(rule, duty.opened_on, duty.due_on, policy.calendar)):
        if count >= MOST_STAGES:
            return
        heard = tuple(one for one in stage.to if one in hears)
        if heard:
            at = _opening(duty.opened_on, policy) if stage.at_once else instant(stage.on, policy)
            yield (
                Stage(key=stage.key, on=stage.on, at_once=stage.at_once, to=heard, summary=stage.summary),
                at,
            )


def _opening(day: date, policy: Policy) -> datetime:
    """An at-once stage belongs to the very start of its day, so that it has always come when its duty is
    written.
    """
    return datetime(day.year, day.month, day.day, tzinfo=policy.timezone)
