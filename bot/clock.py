"""The clock, the only place that reads the time. In local mode it can be moved forward, and stays moved over restarts."""

from datetime import UTC, datetime, timedelta

from storage.settings import get_setting, set_setting
from storage.store import Store
from storage.unit import UnitOfWork

_KEY = "local.clock.ahead_seconds"


def system_now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


class MovableClock:
    """The system's time plus how far it was moved forward; held still while it is being moved."""

    def __init__(self) -> None:
        self._ahead = timedelta(0)
        self._held: datetime | None = None

    def __call__(self) -> datetime:
        return self._held or system_now() + self._ahead

    def hold(self, at: datetime) -> None:
        """Stand still at an instant."""
        self._held = at

    def run_from(self, at: datetime) -> None:
        """Run on from an instant."""
        self._ahead, self._held = at - system_now(), None

    def load(self, store: Store) -> None:
        """Take up how far it was moved before a restart."""
        kept = store.read_now(lambda uow: get_setting(uow, _KEY))
        self._ahead = timedelta(seconds=float(kept or 0))

    def keep(self, uow: UnitOfWork) -> None:
        """Keep how far it is moved."""
        set_setting(uow, _KEY, str(self._ahead.total_seconds()))
