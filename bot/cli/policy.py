"""`policy`: check, show, compare and try policy files, and begin a new one. `dry-run` and `history` need a store."""

import argparse
import re
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

from bot.cli.arguments import add_data, add_json
from bot.cli.command import Command
from bot.cli.policy_compare import compared
from bot.cli.policy_dry_run import dry_run
from bot.cli.policy_history import history
from bot.cli.policy_page import as_html, as_text
from bot.cli.policy_served import hint, served
from bot.cli.policy_unclassified import unclassified
from bot.settings import Settings
from supervision.policy import Policy, PolicyError, load_file, replaced_by
from supervision.policy.vocabulary import ROLES
from supervision.work import SaidNo

_ABOUT = """\
Works with policy files: one TOML file an authority, or an overlay of local settings named after one.

A policy file becomes an authority of this installation by being put into the folder policies in the data
directory, an overlay by being put into the folder overlays. AUTHORITY is the key of a policy that is loaded,
for example bradford, or a file that ends in .toml."""
_EXAMPLES = """\
  supervision-bot policy new riverside               a commented file to begin with: riverside.toml
  supervision-bot policy check riverside.toml        every fault, with its key and what to do
  supervision-bot policy show riverside.toml         what it says, as a page to read
  supervision-bot policy show bradford --html        the same for a browser
  supervision-bot policy compare bradford central-bedfordshire --data DIR
  supervision-bot policy dry-run riverside.toml      what it would change for how many people and cases"""
_KEY = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Its actions, each with arguments of its own."""
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)

    def action(
        name: str, short: str, does: Callable[[argparse.Namespace, Settings], int]
    ) -> argparse.ArgumentParser:
        added = actions.add_parser(
            name, help=short, description=f"{short[0].upper()}{short[1:]}.", allow_abbrev=False
        )
        added.set_defaults(action=does)
        return added

    check = action("check", "list every fault of a file, with its key and what to do", _check)
    check.add_argument("file", type=Path, metavar="FILE", help="a policy file, or an overlay")
    add_data(check)
    show = action("show", "print what a policy says, as a page to read", _show)
    show.add_argument("authority", metavar="AUTHORITY", help="a key, for example bradford, or a file")
    show.add_argument("--html", action="store_true", help="print a page for a browser")
    add_data(show)
    compare = action("compare", "say where two policies differ", _compare)
    compare.add_argument("one", metavar="A", help="a key or a file")
    compare.add_argument("other", metavar="B", help="a key or a file")
    add_data(compare)
    dry = action("dry-run", "say what a file would change before it is put to work", dry_run)
    dry.add_argument("file", type=Path, metavar="FILE", help="a policy file, or an overlay")
    add_json(dry)
    add_data(dry)
    past = action("history", "list the versions that were in use, since when, and what changed", history)
    past.add_argument("authority", metavar="AUTHORITY", help="a key, for example bradford")
    add_json(past)
    add_data(past)
    new = action("new", "write a commented policy file to begin with", _new)
    new.add_argument("key", metavar="KEY", help="the new authority's key: small letters, digits, hyphens")
    add_data(new)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Do what is asked. Raises SaidNo for an authority that does not exist, PolicyError for a faulty file."""
    does: Callable[[argparse.Namespace, Settings], int] = options.action
    return does(options, settings)


def _check(options: argparse.Namespace, settings: Settings) -> int:
    installed = settings.at(options.data).policies_at
    policy, replaced = load_file(options.file, installed), replaced_by(options.file, installed)
    uncertain = sum(1 for rule in policy.rules.values() if rule.uncertain)
    empty = sum(1 for rule in policy.rules.values() if rule.clock.kind == "no_number")
    print(f"{options.file}: nothing to mend. {policy.name}: {_count(len(policy.rules), 'rule')}.")
    if replaced:
        print(f"This would replace {replaced}: put it there under that name.")
        if gone := _gone(policy, replaced):
            print(f"It no longer has: {', '.join(gone)}. A rule under another id is another rule.")
            print('To carry over what stands and what was done, name the former id under "formerly".')
    print(f"Marked uncertain: {uncertain}. Without a number: {empty}.")
    frequencies = policy.rules_opened_by("last_session")
    if without := [role for role in ROLES if not any(rule.applies_to(role) for rule in frequencies)]:
        print(f"Roles without a frequency: {', '.join(without)}.")
    if listed := list(unclassified(policy)):
        print(f"Cases of these types may fit no row, and nobody is asked to decide: {', '.join(listed)}.")
        print('Add a row for them without a number: clock = { kind = "no_number" }, nudges = "told-once".')
    for rule in (one for one in policy.rules.values() if not served(one)):
        print(f"The bot does not act on {rule.id}{hint(rule, policy)}")
    return 0


def _gone(policy: Policy, replaced: Path) -> list[str]:
    """The rules that the file it would replace has and this policy has by no id; a faulty file is told of elsewhere."""
    known = {*policy.rules, *(one for rule in policy.rules.values() for one in rule.formerly)}
    try:
        return [one for one in load_file(replaced).rules if one not in known]
    except PolicyError:
        return []


def _show(options: argparse.Namespace, settings: Settings) -> int:
    policy = _found(options.authority, settings.at(options.data))
    print(as_html(policy) if options.html else as_text(policy))
    return 0


def _compare(options: argparse.Namespace, settings: Settings) -> int:
    chosen = settings.at(options.data)
    print("\n".join(compared(_found(options.one, chosen), _found(options.other, chosen))))
    return 0


def _new(options: argparse.Namespace, settings: Settings) -> int:
    key = options.key
    if not _KEY.fullmatch(key):
        raise SaidNo(f"{key} cannot be a key. Use small letters and digits, and one hyphen between words.")
    file = Path(f"{key}.toml")
    if key in settings.at(options.data).policies():
        raise SaidNo(f"There is a policy {key} already. Choose another key.")
    template = (files("supervision.policy") / "template.txt").read_text(encoding="utf-8")
    try:
        with file.open("x", encoding="utf-8") as written:
            written.write(template.replace("KEY", key).replace("NAME", key.replace("-", " ").title()))
    except FileExistsError:
        raise SaidNo(f"There is a file {file} here already. Move it away, or choose another key.") from None
    print(f"Wrote {file}. Look at it with: supervision-bot policy check {file}")
    return 0


def _found(name: str, settings: Settings) -> Policy:
    if name.endswith(".toml"):
        return load_file(Path(name), settings.policies_at)
    policies = settings.policies()
    if name not in policies:
        listed = "\n".join(f"  {one}" for one in sorted(policies))
        raise SaidNo(f"There is no authority called {name}. Write the name of a file, or one of:\n{listed}")
    return policies[name]


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


COMMAND = Command(
    "policy", "check, show, compare and try policy files; begin a new one", _ABOUT, _EXAMPLES, arguments, run
)
