"""`duties`: what is owed now, from the ledger, beside a running bot."""

import argparse
import json
from collections.abc import Sequence
from datetime import datetime

from bot.cli.arguments import add_data, add_json
from bot.cli.command import Command
from bot.cli.opening import existing_store
from bot.cli.without_policy import refuse
from bot.settings import Settings
from storage.queries import people
from storage.unit import UnitOfWork
from supervision.duties import Entry, entries
from supervision.duties.versions import Use, ran_under, uses
from supervision.work import CLOCK, SaidNo, Work

Shown = dict[str, "str | int | list[str] | None"]

_ABOUT = """\
Lists every duty that is open: the rule, what it is about, who owes it, by when, how late it is and when its
owner is next reminded. People are shown by id, never by name. It only reads, beside a running bot."""
_EXAMPLES = """\
  supervision-bot duties
  supervision-bot duties --person sw-104
  supervision-bot duties --data council --json"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("--person", metavar="ID", help="only what this person owes and what is owed to them")
    add_data(parser)
    add_json(parser)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Print the duties. Raises SaidNo for somebody who is not known, or whose authority has no policy."""
    chosen = settings.at(options.data)
    policies = chosen.policies()

    def work(uow: UnitOfWork) -> list[Shown]:
        if options.person is not None and people.person(uow, options.person) is None:
            raise SaidNo(f"There is nobody with the id {options.person}. Check it in the people file.")
        refuse(people.authorities(uow).values(), policies)
        known = {key: uses(uow, key) for key in policies}
        return [
            as_json(
                one, ran_under(one.duty, known[one.duty.authority], policies[one.duty.authority].timezone)
            )
            for one in entries(Work(uow, policies, CLOCK), options.person)
        ]

    with existing_store(chosen) as store:
        found = store.read_now(work)
    if options.json:
        print(json.dumps(found, indent=2))
    else:
        print("\n".join(_line(one) for one in found) or "Nothing is owed.")
    return 0


def as_json(entry: Entry, ran: Sequence[Use]) -> Shown:
    """One duty as `duties --json` prints it: ids and dates, no names; `ran` are the policy versions it ran under."""
    duty = entry.duty
    shown: Shown = {
        "id": duty.id,
        "rule": duty.rule,
        "authority": duty.authority,
        "subject": f"{duty.subject_kind}:{duty.subject_id}",
        "owner": duty.owner_id,
        "opened_on": duty.opened_on.isoformat(),
        "due": duty.due_on.isoformat() if entry.status == "due" and duty.due_on else None,
        "status": entry.status,
        "late_working_days": entry.late_working_days,
        "next_nudge": _instant(duty.next_nudge_at),
        "policy_versions": [one.version for one in ran] or [duty.policy_version],
    }
    return shown | ({"side": entry.side} if entry.side else {})


def _instant(at: datetime | None) -> str | None:
    return at.isoformat().replace("+00:00", "Z") if at else None


def _line(one: Shown) -> str:
    late = one["late_working_days"]
    when = {"paused": "paused", "no_number": "no due date"}.get(str(one["status"]), f"due {one['due']}")
    lateness = f", {late} working day{'' if late == 1 else 's'} late" if late else ""
    side = f"{one['side']:4}  " if "side" in one else ""
    return (
        f"{side}{one['rule']:20}  {one['subject']:34}  owner {one['owner'] or 'nobody':16}  {when}{lateness}"
    )


COMMAND = Command("duties", "what is owed now, by whom and by when", _ABOUT, _EXAMPLES, arguments, run)
