"""`explain`: by when a rule has something done, day by day. Needs no store."""

import argparse
import json
from collections.abc import Iterable
from datetime import date, datetime

from bot.cli.arguments import add_data, add_json, iso_date
from bot.cli.command import Command
from bot.clock import system_now
from bot.settings import Settings
from supervision.policy import Explanation, Policy, Rule
from supervision.work import SaidNo

_ABOUT = """\
Works out by when a rule has something done, and names each day counted or skipped.

--start is the date of what the rule counts from: the cancellation (rebook, rebook-sick), the session
(record-case, prep), the day the record was sent for sign-off (signoff-case), the first day away
(absent-supervisor), the last session held (freq-...). Left out, it is today."""
_EXAMPLES = """\
  supervision-bot explain rebook --authority central-bedfordshire --start 2026-12-23
  supervision-bot explain rebook --authority bradford --planned 2026-12-22 --start 2026-12-21
  supervision-bot explain freq-sw --authority central-bedfordshire --start 2026-01-31 --json"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("rule", metavar="RULE", help="the rule's id, for example rebook or freq-sw")
    parser.add_argument(
        "--authority", metavar="KEY", required=True, help="whose policy, for example bradford"
    )
    parser.add_argument("--start", type=iso_date, metavar="DATE", help="what it counts from (default: today)")
    parser.add_argument(
        "--planned", type=iso_date, metavar="DATE", help="the originally planned date of a cancelled session"
    )
    parser.add_argument(
        "--returned", type=iso_date, metavar="DATE", help="the first day back of whoever was off sick"
    )
    add_data(parser)
    add_json(parser)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Print the explanation. Raises SaidNo for a rule or an authority that does not exist."""
    policies = settings.at(options.data).policies()
    if options.authority not in policies:
        raise SaidNo(_unknown("authority", options.authority, policies))
    policy = policies[options.authority]
    if options.rule not in policy.rules:
        raise SaidNo(_unknown(f"rule in the policy of {policy.name}", options.rule, policy.rules))
    rule = policy.rules[options.rule]
    explanation = rule.explain(_inputs(options, policy), policy.calendar)
    if options.json:
        print(json.dumps(explanation.as_json(), indent=2, ensure_ascii=False))
    else:
        print("\n".join(_lines(rule, explanation)))
    return 0


def _unknown(what: str, name: str, known: Iterable[str]) -> str:
    listed = "\n".join(f"  {one}" for one in sorted(known))
    return f"There is no {what} called {name}. There are:\n{listed}"


def _inputs(options: argparse.Namespace, policy: Policy) -> dict[str, date]:
    start = options.start or system_now().astimezone(policy.timezone).date()
    given = {"start": start, "planned": options.planned, "returned": options.returned}
    return {name: day for name, day in given.items() if day is not None}


def _lines(rule: Rule, explanation: Explanation) -> list[str]:
    lines = [
        f"{rule.title}: {_when(explanation)}",
        explanation.clause,
        f"  {rule.clause.says}",
        "",
    ]
    lines += [
        f"  {_written(day.date)}  {'counts' if day.counted else '-     '}  {day.reason}"
        for day in explanation.days
    ]
    if explanation.uncertain:
        lines += ["", f"This reading is uncertain: {explanation.uncertain}"]
    return lines


def _when(explanation: Explanation) -> str:
    if explanation.status == "paused":
        return "paused"
    if explanation.due is None:
        return "no due date"
    at = f" {explanation.due:%H:%M} UTC" if isinstance(explanation.due, datetime) else ""
    return f"due {_written(explanation.due)}{at}"


def _written(day: date) -> str:
    return f"{day:%a} {day.day:2} {day:%b %Y}"


COMMAND = Command(
    "explain", "by when a rule has something done, day by day", _ABOUT, _EXAMPLES, arguments, run
)
