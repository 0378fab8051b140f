"""What the doctor looks at in the store."""

from collections.abc import Iterator
from datetime import timedelta

from bot.cli.finding import Finding, listed
from bot.cli.ledger_checks import ledger
from bot.cli.opening import existing_store, is_begun, is_there
from bot.settings import Channel, Settings
from storage import trail, trail_guards
from storage.damaged import samples
from storage.errors import StorageError
from storage.queries import health
from storage.queries.people import left_behind
from storage.tables import Person
from storage.unit import UnitOfWork

_STALE = timedelta(hours=1)


def stored(settings: Settings) -> Iterator[Finding]:
    """Each in turn; only reads, beside a running bot."""
    place = "the database in SUPERVISION_DATABASE_URL" if settings.database_url else f"{settings.store_file}"
    if not is_there(settings):
        remedy = (
            "Start supervision-bot local to make one with a fictional council, or import your own people: "
            "supervision-bot import --help."
        )
        yield Finding("store", f"{place} is not there yet", remedy)
        return
    try:
        if not is_begun(settings):
            remedy = "Make them: supervision-bot migrate. Every bot on it needs the same keys."
            yield Finding("store", f"{place} answers, and has no tables yet", remedy)
            return
        with existing_store(settings) as store:
            yield Finding("store", f"{place} opens, and its tables are up to date")
            yield from store.read_now(lambda uow: list(_inside(uow, settings)))
            yield from ledger(settings, store)
    except StorageError as fault:
        yield Finding("store", f"{place} cannot be used", str(fault))


def kept_whole(uow: UnitOfWork) -> Iterator[Finding]:
    """Whether what was kept is as it was written."""
    yield _trail(uow)
    yield _guards(uow)
    yield _sealed(uow)


def _inside(uow: UnitOfWork, settings: Settings) -> Iterator[Finding]:
    yield from kept_whole(uow)
    yield _outbox(uow)
    staff = health.staff(uow)
    yield _people(staff)
    if staff:
        yield _supervisors(staff)
        yield _left_behind([one.id for one in left_behind(uow, uow.now.date())])
    if settings.channels:
        yield _reachable(staff, settings.channels)


def _trail(uow: UnitOfWork) -> Finding:
    broken = trail.verify(uow)
    if broken is None:
        return Finding("audit trail", "whole")
    remedy = "Compare the store with a backup: somebody changed or removed lines outside the bot."
    return Finding("audit trail", f"changed from line {broken} on", remedy)


def _guards(uow: UnitOfWork) -> Finding:
    gone = trail_guards.missing_guards(uow)
    if not gone:
        return Finding("audit trail's triggers", "in place")
    remedy = "Somebody took them away outside the bot. Put the store back from a backup that has them."
    return Finding("audit trail's triggers", f"missing: {', '.join(gone)}", remedy)


def _sealed(uow: UnitOfWork) -> Finding:
    """A sample, so that it ends soon on a large store."""
    tried = samples(uow)
    damaged = [f"{len(one.damaged)} of {one.tried} in {one.table}" for one in tried if one.damaged]
    if not damaged:
        return Finding("sealed texts", f"{sum(one.tried for one in tried)} tried, and all open")
    rows = [f"{one.table} {row}" for one in tried for row in one.damaged]
    remedy = f"Put back the missing sealing key, or these rows from a backup: {listed(rows)}."
    return Finding("sealed texts", f"cannot be opened: {', '.join(damaged)}", remedy)


def _outbox(uow: UnitOfWork) -> Finding:
    waiting = health.waiting_since(uow, uow.now - _STALE)
    remedy = "Start the bot: it sends what is waiting. If it is running, look at its log." if waiting else ""
    return Finding("outbox", f"{waiting} waiting for more than an hour", remedy)


def _people(staff: list[Person]) -> Finding:
    remedy = "" if staff else "Import people: supervision-bot import people FILE.csv."
    return Finding("people", f"{len(staff)}", remedy)


def _supervisors(staff: list[Person]) -> Finding:
    """Somebody has to stand at the top; anyone else without a supervisor would never be supervised."""
    supervising = {one.supervisor_id for one in staff}
    supervised = {(one.authority, one.role) for one in staff if one.supervisor_id}
    without = [
        one.id
        for one in staff
        if one.supervisor_id is None
        and (one.id not in supervising or (one.authority, one.role) in supervised)
    ]
    remedy = "Add their supervisor in the people file and import it again." if without else ""
    return Finding(
        "supervisors", f"missing for {listed(without)}" if without else "everybody has theirs", remedy
    )


def _left_behind(ids: list[str]) -> Finding:
    """What they are owed goes to whoever stands above, until somebody supervises them again."""
    remedy = "Give them another supervisor in the people file and import it again." if ids else ""
    what = f"gone for {listed(ids)}" if ids else "none has left somebody behind"
    return Finding("supervisors who have left", what, remedy)


def _reachable(staff: list[Person], channels: tuple[Channel, ...]) -> Finding:
    """Where several channels are switched on, one account is enough."""
    accounts = [f"{channel}_user_id" for channel in channels]
    without = [one.id for one in staff if not any(getattr(one, account) for account in accounts)]
    remedy = f"Add {' or '.join(accounts)} in the people file and import it again." if without else ""
    return Finding(
        f"reached on {' or '.join(channels)}",
        f"all but {listed(without)}" if without else "everybody",
        remedy,
    )
