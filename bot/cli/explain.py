"""`explain`: by when a rule has something done, day by day, and who is told when. Needs no store."""

import argparse
import json
from collections.abc import Iterable
from datetime import date

from bot.cli.arguments import add_data, add_json, iso_date
from bot.cli.command import Command
from bot.cli.explain_inputs import facts_of, given, inputs_of
from bot.cli.explain_words import Answer, lines
from bot.clock import system_now
from bot.settings import Settings
from supervision.policy import Policy, Rule, case_frequency, local_day, tellings
from supervision.policy.inputs import Inputs, day_of
from supervision.work import SaidNo

_ABOUT = """\
Works out by when a rule has something done, names each day counted or skipped, and says who is told when.

--start is the date of what the rule counts from: the cancellation (rebook, rebook-sick), the session
(record-case, prep), the day the record was sent for sign-off (signoff-case), the first day away
(absent-supervisor), the last session held (freq-...), the last time the case was supervised (case-...), the
event that was recorded (a rule opened by event_recorded).
Left out, it is today. --given names any other date or number that a clock may turn on. --types and --fact
describe a case: then the row of the table that governs it is explained, and the others that fit are named."""
_EXAMPLES = """\
  supervision-bot explain rebook --authority central-bedfordshire --start 2026-12-23
  supervision-bot explain rebook --authority bradford --planned 2026-12-22 --start 2026-12-21
  supervision-bot explain freq-sw --authority central-bedfordshire --start 2026-01-31 --json
  supervision-bot explain freq-nqsw --authority bradford --start 2026-11-02 --given asye_started=2026-09-01
  supervision-bot explain case-child-in-care --authority bradford --start 2026-11-02 \\
      --types child-in-care --fact settled=yes"""
# What opens a duty about a session is known beforehand only: then the ladder has no first day.
_DUE_FROM_THE_START = ("session_planned", "frequency")


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
    parser.add_argument(
        "--given",
        type=given,
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="any other date or number a clock names; a date may have a time: start=2026-11-02T14:00",
    )
    parser.add_argument(
        "--types", action="append", default=[], metavar="TYPE,TYPE", help="the types of a case"
    )
    parser.add_argument(
        "--fact", action="append", default=[], metavar="NAME=VALUE", help="what is recorded of the case"
    )
    add_data(parser)
    add_json(parser)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Print the explanation. Raises SaidNo for a rule, an authority or a fact of a case that does not exist."""
    policies = settings.at(options.data).policies()
    if options.authority not in policies:
        raise SaidNo(_unknown("authority", options.authority, policies))
    policy = policies[options.authority]
    if options.rule not in policy.rules:
        raise SaidNo(_unknown(f"rule in the policy of {policy.name}", options.rule, policy.rules))
    today = local_day(system_now(), policy.timezone)
    answer = _answer(options, policy, inputs_of(options, policy, today), today)
    print(json.dumps(answer.as_json(), indent=2, ensure_ascii=False) if options.json else lines(answer))
    return 0


def _unknown(what: str, name: str, known: Iterable[str]) -> str:
    listed = "\n".join(f"  {one}" for one in sorted(known))
    return f"There is no {what} called {name}. There are:\n{listed}"


def _answer(options: argparse.Namespace, policy: Policy, inputs: Inputs, today: date) -> Answer:
    asked = policy.rules[options.rule]
    types = [one.strip() for each in options.types for one in each.split(",") if one.strip()]
    if not types and options.fact:
        raise SaidNo("Say the types of the case as well: --types TYPE,TYPE.")
    if not types:
        return _explained(asked, asked, "", inputs, policy)
    if asked.opened_by != "case_supervised":
        raise SaidNo(f"{asked.id} is no row of the table of cases, so it asks for no types.")
    found = case_frequency(policy, types, facts_of(options.fact, types, policy), inputs, today)
    if found.rule is None:
        raise SaidNo(found.why())
    return _explained(asked, found.rule, found.why(), found.inputs, policy)


def _explained(asked: Rule, rule: Rule, why: str, inputs: Inputs, policy: Policy) -> Answer:
    explanation = rule.explain(inputs, policy.calendar)
    opened = None if rule.opened_by in _DUE_FROM_THE_START else day_of(inputs, "start", policy.calendar)
    due = explanation.due if explanation.status == "due" else None
    due_on = local_day(due, policy.timezone) if isinstance(due, date) else None
    waiting_for = rule.due(inputs, policy.calendar).waiting_for or ""
    nobody = waiting_for or explanation.status == "not_in_force"
    told = () if nobody else tellings(rule, opened, due_on, policy.calendar)
    return Answer(asked, rule, explanation, told, why, waiting_for)


COMMAND = Command(
    "explain", "by when a rule has something done, day by day", _ABOUT, _EXAMPLES, arguments, run
)
