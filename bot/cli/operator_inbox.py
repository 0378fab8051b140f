"""`operator`: what waits for whoever runs the bot, because nobody else could be told, and who cannot be reached."""

import argparse
import json

from bot.cli.arguments import add_data, add_json
from bot.cli.command import Command
from bot.cli.opening import existing_store
from bot.settings import Settings
from dialogs.nudges import for_operator
from dialogs.wording.reach import why_not
from storage.queries import health
from storage.queries.reach import told, unreached
from storage.unit import UnitOfWork
from supervision.notices import OPERATOR
from supervision.work import Work

_ABOUT = """\
Lists what the bot had to tell and nobody was on record, or there, to be told: a supervisor who is away and has no
manager, a request for supervision that nobody can arrange. Then, by id, those to whom nothing can be delivered. What
is settled is not listed any more. It only reads, beside a running bot."""
_EXAMPLES = """\
  supervision-bot operator
  supervision-bot operator --data council --json"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    add_data(parser)
    add_json(parser)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Print what waits. Raises SaidNo when there is no store."""
    chosen = settings.at(options.data)
    policies = chosen.policies()

    def work(uow: UnitOfWork) -> tuple[list[dict[str, str]], dict[str, str]]:
        failed = unreached(uow, [one.id for one in health.staff(uow)])
        return _waiting(Work(uow, policies, OPERATOR)), failed

    with existing_store(chosen) as store:
        waiting, failed = store.read_now(work)
    if options.json:
        print(json.dumps({"waiting": waiting, "not_reached": failed}, indent=2))
        return 0
    for one in waiting:
        print(f"{one['since']}  {one['title']}. {one['text']}")
    for person, failure in sorted(failed.items()):
        print(f"not reached  {person:16}  {why_not(failure)}")
    if not waiting and not failed:
        print("Nothing waits for you, and nobody is out of reach.")
    return 0


def _waiting(work: Work) -> list[dict[str, str]]:
    """What still stands, the latest word of each matter in place of the earlier ones; the oldest first."""
    latest: dict[tuple[str, str], dict[str, str]] = {}
    for row in told(work.uow, OPERATOR):
        message = for_operator(work, row)
        if message is not None and row.send_after <= work.now:
            known = latest.get((row.subject_kind, row.subject_id))
            since = known["since"] if known else row.created_at.date().isoformat()
            about = {"since": since, "title": message.title, "text": message.text}
            latest[(row.subject_kind, row.subject_id)] = about
    return list(latest.values())


COMMAND = Command(
    "operator",
    "what waits for whoever runs the bot, and who cannot be reached",
    _ABOUT,
    _EXAMPLES,
    arguments,
    run,
)
