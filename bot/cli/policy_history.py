"""`policy history`: which versions of an authority's policy were in use, since when, and what changed between them."""

import argparse
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from bot.cli.opening import existing_store
from bot.cli.policy_compare import differences
from bot.settings import Settings
from storage.queries import duties as query
from storage.unit import UnitOfWork
from supervision.duties.versions import uses
from supervision.policy import Policy, local_day
from supervision.work import SaidNo


@dataclass(frozen=True, slots=True)
class Version:
    """One use of a version: its text as it was kept, since when, and how many duties run or ended under it."""

    policy: Policy
    since: date
    open: int
    ended: int


def history(options: argparse.Namespace, settings: Settings) -> int:
    """Print the versions, oldest first. Raises SaidNo for an authority that no store has used."""
    chosen = settings.at(options.data)
    with existing_store(chosen) as store:
        versions = store.read_now(lambda uow: _versions(uow, options.authority))
    if not versions:
        raise SaidNo(
            f"No policy {options.authority} has been in use here. It comes into use when the bot is started, or people "
            "are imported."
        )
    now = chosen.policies().get(options.authority)
    changes = [list(_changes(one, other)) for one, other in pairwise(versions)]
    if options.json:
        print(json.dumps([_as_json(*one) for one in zip(versions, [[], *changes], strict=True)], indent=2))
    else:
        print("\n".join(_lines(versions, [[], *changes], now)))
    return 0


def _versions(uow: UnitOfWork, authority: str) -> list[Version]:
    counted = query.by_version(uow, authority)
    kept = [(one, query.policy_text(uow, one.version)) for one in uses(uow, authority)]
    policies = [(one, Policy.parse(text.text)) for one, text in kept if text is not None]
    return [
        Version(policy, local_day(one.since, policy.timezone), *counted.get(one.version, (0, 0)))
        for one, policy in policies
    ]


def _changes(before: Version, after: Version) -> Iterator[str]:
    """What a version says otherwise than the one before it, and the bank holidays it counts otherwise."""
    yield from differences(before.policy, after.policy)
    was, will = before.policy.bank_holidays.kept, after.policy.bank_holidays.kept
    if days := sorted(day for day in {*was, *will} if was.get(day) != will.get(day)):
        yield "Bank holidays"
        yield from (f"    {day.isoformat()}  {_said(was, day)} → {_said(will, day)}" for day in days)


def _said(days: Mapping[date, str], day: date) -> str:
    return days.get(day, "none")


def _as_json(version: Version, changes: list[str]) -> dict[str, "str | int | list[str]"]:
    return {
        "version": version.policy.version,
        "since": version.since.isoformat(),
        "open": version.open,
        "ended": version.ended,
        "changes": [line.rstrip() for line in changes if line],
    }


def _lines(versions: list[Version], changes: list[list[str]], now: Policy | None) -> Iterator[str]:
    last = versions[-1].policy
    yield f"{last.name} ({last.key})"
    for version, changed in zip(versions, changes, strict=True):
        since = f"{version.since.day} {version.since:%B %Y}"
        yield ""
        yield f"{version.policy.version}  in use since {since}; duties: {version.open} open, {version.ended} ended"
        yield from (f"  {line}".rstrip() for line in changed)
    if now is not None and now.version != last.version:
        yield ""
        yield f"The files say {now.version}, which comes into use when the bot is started again."
