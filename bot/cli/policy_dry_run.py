"""`policy dry-run`: what a policy file or an overlay would change, before it is put to work. Nothing is changed."""

import argparse
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from bot.cli.opening import existing_store
from bot.cli.policy_foreseen import Foreseen, Json
from bot.cli.progress import progress_for
from bot.settings import Settings
from storage.database.copying import passing_copy
from storage.queries import duties as query
from storage.queries import people
from storage.store import Store
from storage.unit import UnitOfWork
from supervision.duties import Foresight, foresee
from supervision.duties.versions import uses
from supervision.policy import Policy, load_as_if, load_policies, toml_files
from supervision.work import CLOCK, Work

# So many people at once: on PostgreSQL their rows are held for as long as this takes, a fraction of a second.
_AT_ONCE = 50


class _GivenUp(Exception):
    """Raised in place of returning, so that the unit of work keeps nothing."""

    def __init__(self, found: Foresight) -> None:
        super().__init__()
        self.found = found


def dry_run(options: argparse.Namespace, settings: Settings) -> int:
    """Print what would change. Raises PolicyError for a faulty file, SaidNo without a store."""
    chosen = settings.at(options.data)
    files = chosen.policies()
    policy = load_as_if(options.file, chosen.overlays_at, chosen.policies_at)
    with _store(chosen) as store:
        ids = store.read_now(lambda uow: _people_of(uow, policy.key))
        before = store.read_now(lambda uow: _in_force(uow, policy.key)) or files.get(policy.key)
        now = {**files, policy.key: before} if before else files
        same = before is not None and before.version == policy.version
        foreseen = Foreseen() if same else _foreseen(store, now, policy, ids)
    if options.json:
        print(json.dumps(_as_json(options.file, before, policy, ids, foreseen), indent=2))
    else:
        print("\n".join(_lines(options.file, before, policy, ids, foreseen)))
    return 0


def _in_force(uow: UnitOfWork, authority: str) -> Policy | None:
    """The policy the bot runs under, as it was kept: the files may have been changed since it was started."""
    known = uses(uow, authority)
    kept = query.policy_text(uow, known[-1].version) if known else None
    return Policy.parse(kept.text) if kept else None


@contextmanager
def _store(settings: Settings) -> Iterator[Store]:
    """A copy of the store where it is a file, so that the bot on it never waits; a database as it is."""
    if settings.database_url is not None or not settings.store_file.exists():
        with existing_store(settings) as store:
            yield store
        return
    with passing_copy(settings.store_file) as copy:
        keys = settings.key_file or settings.keys_at
        beside = settings.model_copy(update={"data": copy.parent, "key_file": keys})
        with existing_store(beside) as store:
            yield store


def _people_of(uow: UnitOfWork, authority: str) -> list[str]:
    return [one.id for one in people.everyone(uow) if one.authority == authority]


def _foreseen(store: Store, now: Mapping[str, Policy], policy: Policy, ids: list[str]) -> Foreseen:
    found, progress = Foreseen(), progress_for(len(ids))
    for begin in range(0, len(ids), _AT_ONCE):
        found.add(_foresee(store, now, {**now, policy.key: policy}, ids[begin : begin + _AT_ONCE]))
        progress("people looked at", min(begin + _AT_ONCE, len(ids)), len(ids))
    return found


def _foresee(
    store: Store, now: Mapping[str, Policy], then: Mapping[str, Policy], ids: list[str]
) -> Foresight:
    def work(uow: UnitOfWork) -> None:
        known = (people.person(uow, one) for one in ids)
        raise _GivenUp(foresee(Work(uow, now, CLOCK), then, [one for one in known if one is not None]))

    try:
        store.run_now(work)
    except _GivenUp as given_up:
        return given_up.found
    raise AssertionError("a unit of work that raises is never kept")


def _as_json(file: Path, before: Policy | None, policy: Policy, ids: list[str], found: Foreseen) -> Json:
    return {
        "file": str(file),
        "authority": policy.key,
        "version_now": before.version if before else "",
        "version_then": policy.version,
        "people_looked_at": len(ids),
        **found.as_json(),
    }


def _lines(
    file: Path, before: Policy | None, policy: Policy, ids: list[str], found: Foreseen
) -> Iterator[str]:
    yield f"{file}: what would change for {policy.name}. Nothing has been changed."
    if before is not None and before.version == policy.version:
        yield "This is what is in force already, so nothing would change."
        return
    former = {one: rule.id for rule in policy.rules.values() for one in rule.formerly}
    gone = [one for one in before.rules if one not in policy.rules] if before else []
    if kept := [f"{one} as {former[one]}" for one in gone if one in former]:
        yield f"Rules that would go on under another id: {', '.join(kept)}."
    if gone := [one for one in gone if one not in former]:
        yield f"Rules that would be gone: {', '.join(gone)}."
    new = [one for one in policy.rules if one not in {*before.rules, *former.values()}] if before else []
    if new:
        yield f"Rules that would be new: {', '.join(new)}."
    if gone and new:
        yield "A rule under another id is another rule: what was done under the first does not count for the second,"
        yield 'unless the second names it under "formerly".'
    if _comes_with_the_bot(file, policy.key):
        yield "This policy comes with the bot, and a file cannot take its place: put what differs into an overlay."
    if not ids:
        yield f"Nobody here works for {policy.key}, so nothing would change for anybody."
        yield f"Import people with {policy.key} as their authority first, then look again."
        return
    yield f"People looked at: {len(ids)}."
    yield from found.lines()


def _comes_with_the_bot(file: Path, key: str) -> bool:
    """Whether this is a policy file, not an overlay, with the key of one that comes with the bot."""
    return toml_files.read(file).get("key") == key and key in load_policies()
