"""When people are told about a duty: the stages of its ladder, and the instants they fall on."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from heapq import merge
from itertools import count, islice
from typing import NamedTuple

from supervision.policy.calendar import WorkingCalendar
from supervision.policy.dates import at_local, day_ends
from supervision.policy.model import Policy
from supervision.policy.nudges import AnyStep, Before, Digest, Halfway, LateBy, OnDue, Opened, Repeat
from supervision.policy.rules import Rule

_WEEK = timedelta(weeks=1)


class Stage(NamedTuple):
    """One moment of a ladder. `key` is stable: it stands in the outbox's unique key."""

    key: str
    on: date
    at_once: bool
    to: tuple[str, ...]
    summary: bool = False


def stages(rule: Rule, opened_on: date, due_on: date | None, calendar: WorkingCalendar) -> Iterator[Stage]:
    """The stages of a rule's ladder in order of date, from the opening on; endless where the ladder repeats.

    Stages before the opening are left out. Without a due date people are told once, at the opening.
    Raises CalendarError where the ladder leaves the years whose bank holidays are known.
    """
    streams = step_by_step(rule, opened_on, due_on, calendar)
    return merge(*(stream for _, stream in streams), key=lambda stage: stage.on)


def step_by_step(
    rule: Rule, opened_on: date, due_on: date | None, calendar: WorkingCalendar
) -> list[tuple[AnyStep, Iterator[Stage]]]:
    """The same, each step's stages by themselves."""
    ladder = _Ladder(opened_on, due_on, rule.clock.begins, calendar, rule.clock.halfway)
    return [(step, ladder.of(step)) for step in rule.nudges if due_on or isinstance(step, Opened)]


@dataclass(frozen=True, slots=True)
class Telling:
    """One step of a ladder with the first days on which it comes: none where the day is not known; `more` follow."""

    step: AnyStep
    on: tuple[date, ...]
    more: bool


def tellings(
    rule: Rule, opened_on: date | None, due_on: date | None, calendar: WorkingCalendar, most: int = 2
) -> tuple[Telling, ...]:
    """A rule's whole ladder, step by step, with the first days of each, in order of date.

    `opened_on` None means that it is not known when the duty opens: then no day is left out for lying before, and the
    steps that count from the opening have none. Without a due date people are told once, at the opening.
    """
    ladder = _Ladder(opened_on or date.min, due_on, rule.clock.begins, calendar, rule.clock.halfway)
    found = []
    for step in rule.nudges:
        opens = isinstance(step, Opened)
        from_opening = (
            opens or isinstance(step, Halfway) or (isinstance(step, Repeat) and step.after == "opened")
        )
        if opened_on is None and from_opening:
            found.append(Telling(step, (), isinstance(step, Repeat)))
        elif due_on is not None or opens:
            days = [stage.on for stage in islice(ladder.of(step), most + 1)]
            if days:
                found.append(Telling(step, tuple(days[:most]), len(days) > most))
    return tuple(sorted(found, key=lambda one: one.on or (date.min,)))


@dataclass(frozen=True, slots=True)
class _Ladder:
    opened_on: date
    due_on: date | None
    begins: bool
    calendar: WorkingCalendar
    half: Callable[[date, date, WorkingCalendar], date | None]

    def of(self, step: AnyStep) -> Iterator[Stage]:
        for key, on in self._days(step):
            if on >= self.opened_on:
                summary = isinstance(step, LateBy) and step.summary
                yield Stage(key, on, isinstance(step, Opened), step.to, summary)

    def _days(self, step: AnyStep) -> Iterator[tuple[str, date]]:
        if isinstance(step, Opened):
            yield "opened", self.opened_on
        if self.due_on is None:
            return
        told = self._told(self.due_on)
        match step:
            case Before(weeks=int(weeks)):
                yield f"before-{weeks}-weeks", self.calendar.previous_working(self.due_on - weeks * _WEEK)
            case Before(working_days=int(number)) | Digest(working_days=int(number)):
                yield f"{step.when}-{number}", self.calendar.add_working_days(self.due_on, -number)
            case Halfway():
                half = self.half(self.opened_on, self.due_on, self.calendar)
                if half and self.opened_on < half < told:
                    yield "halfway", half
            case OnDue():
                yield "due", told
            case Repeat():
                yield from self._repeated(step, told)
            case LateBy(summary=False):
                yield f"late-by-{step.working_days}", self.calendar.add_working_days(told, step.working_days)
            case LateBy():
                yield from self._summaries(self.calendar.add_working_days(told, step.working_days))
            case _:
                pass

    def _told(self, day: date) -> date:
        return self.calendar.next_working(day) if self.begins else self.calendar.previous_working(day)

    def _repeated(self, step: Repeat, told: date) -> Iterator[tuple[str, date]]:
        word = "late" if step.after == "due" else "again"
        for turn in count(1):
            if step.weeks:
                # Counted from the date itself, so that one bank holiday does not move all that follow.
                base = self.opened_on if step.after == "opened" else self.due_on or told
                yield f"{word}-{turn}", self._told(base + turn * step.weeks * _WEEK)
            elif step.working_days:
                base = self.opened_on if step.after == "opened" else told
                yield f"{word}-{turn}", self.calendar.add_working_days(base, turn * step.working_days)

    def _summaries(self, late: date) -> Iterator[tuple[str, date]]:
        """The first working day of each week, from the first that is not before `late`."""
        monday = late - timedelta(days=late.weekday())
        mornings = (self.calendar.next_working(monday + turn * _WEEK) for turn in count())
        for turn, morning in enumerate((day for day in mornings if day >= late), start=1):
            yield f"summary-{turn}", morning


def end_of_day(day: date, policy: Policy) -> datetime:
    """The UTC instant until which what is due on this day is in time."""
    return day_ends(day, policy.timezone)


def instant(day: date, policy: Policy) -> datetime:
    """The UTC instant of the morning message on this day: 09:00 on the wall in both published policies."""
    return at_local(day, policy.hours.morning, policy.timezone)


def next_decent(now: datetime, policy: Policy) -> datetime:
    """The first moment at which someone may be told: `now` in decent hours, else the next morning message."""
    local = now.astimezone(policy.timezone)
    day, hours = local.date(), policy.hours
    if policy.calendar.is_working(day):
        if hours.decent_from <= local.time() < hours.decent_to:
            return now
        if local.time() < hours.decent_from:
            return instant(day, policy)
    return instant(policy.calendar.add_working_days(day, 1), policy)
