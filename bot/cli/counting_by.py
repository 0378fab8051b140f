"""Which version of each policy a command counts by. A bot that is running counts by those it was started with."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.settings import Settings
from storage.database.lock import is_running
from storage.queries import duties as query
from storage.store import Store
from storage.unit import UnitOfWork
from supervision.duties.versions import uses
from supervision.policy import Policy


@dataclass(frozen=True, slots=True)
class CountingBy:
    """The policies to count by, and the names of those whose files say something else than what was in use so far."""

    policies: Mapping[str, Policy]
    changed: tuple[str, ...]
    waits: bool

    def note(self) -> str:
        """What to say of a change that the files hold; empty where they hold none."""
        if not self.changed:
            return ""
        names = ", ".join(self.changed)
        if self.waits:
            return (
                f"The policy files have changed since the bot was started ({names}). This was counted by what it was "
                "started with. Start it again to put the change to work."
            )
        return (
            f"The policy files have changed ({names}), and count from now on. "
            "If a bot is running, start it again: until then it counts by what it was started with."
        )


def counting_by(settings: Settings, store: Store, policies: Mapping[str, Policy]) -> CountingBy:
    """Beside a bot on the same file its own versions; else, and on PostgreSQL, what the files say now."""
    changed = store.read_now(lambda uow: dict(_other_in_use(uow, policies)))
    waits = bool(changed) and settings.database_url is None and is_running(settings.store_file)
    names = tuple(policies[key].name for key in sorted(changed))
    return CountingBy({**policies, **changed} if waits else policies, names, waits)


def _other_in_use(uow: UnitOfWork, policies: Mapping[str, Policy]) -> Iterator[tuple[str, Policy]]:
    """What was in use last, by key, where it is another version than these."""
    for key, policy in policies.items():
        known = uses(uow, key)
        if not known or known[-1].version == policy.version:
            continue
        kept = query.policy_text(uow, known[-1].version)
        if kept is not None:
            yield key, Policy.parse(kept.text)
