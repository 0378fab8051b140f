"""What the doctor looks at on the machine: everything but what is in the store."""

import os
import sys
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from bot.channels.needs import missing_for
from bot.cli.finding import Finding
from bot.cli.opening import is_begun
from bot.settings import Settings
from storage.errors import KeyringError, StorageError
from supervision.policy import CalendarError, Policy, PolicyError
from supervision.policy.bank_holidays import known_years

_PYTHON = (3, 11)
# When this was written: a clock that shows less is wrong.
_NOT_BEFORE = 2026


def machine(settings: Settings, now: datetime) -> Iterator[Finding]:
    """Each in turn."""
    yield _python()
    yield _data(settings.data)
    yield _keys(settings)
    yield from _policies(settings, now)
    if settings.channels:
        yield from _channels(settings)


def _python() -> Finding:
    version = ".".join(str(part) for part in sys.version_info[:3])
    fits = sys.version_info >= _PYTHON
    return Finding("Python", version, "" if fits else "Install Python 3.11 or later and make install again.")


def _data(data: Path) -> Finding:
    nearest = next(one for one in (data, *data.absolute().parents) if one.exists())
    if data.exists() and not data.is_dir():
        remedy = "Name a folder with --data or SUPERVISION_DATA: this is a file."
        return Finding("data directory", f"{data} is no folder", remedy)
    if not os.access(nearest, os.W_OK | os.X_OK):
        remedy = "Give this user the right to write there, or name another folder with SUPERVISION_DATA."
        return Finding("data directory", f"{data} cannot be written to", remedy)
    if data.exists() and data.stat().st_mode & 0o077:
        remedy = f"Keep it to its owner: chmod 700 {data}"
        return Finding("data directory", f"others can look into {data}", remedy)
    return Finding("data directory", f"{data}" if data.exists() else f"{data}, made at the first start")


def _keys(settings: Settings) -> Finding:
    if settings.keys is None and not settings.keys_at.exists():
        try:
            if not is_begun(settings):
                return Finding("sealing keys", f"{settings.keys_at}, made at the first start")
        except StorageError:
            # What is wrong with the database stands in its own line.
            return Finding(
                "sealing keys", f"{settings.keys_at} is not there; look again when the database answers"
            )
    try:
        keyring = settings.keyring(create=False)
    except KeyringError as fault:
        return Finding("sealing keys", "cannot be used", str(fault))
    if settings.keys is None and settings.keys_at.stat().st_mode & 0o077:
        remedy = f"Keep it to its owner: chmod 600 {settings.keys_at}"
        return Finding("sealing keys", f"others can read {settings.keys_at}", remedy)
    place = "SUPERVISION_KEYS" if settings.keys is not None else settings.keys_at
    return Finding("sealing keys", f"{place}, the current one is {keyring.current}")


def _policies(settings: Settings, now: datetime) -> Iterator[Finding]:
    try:
        policies = settings.policies()
    except PolicyError as fault:
        yield Finding("policies", "cannot be used as they stand", str(fault).replace("\n", "\n       "))
        return
    versions = ", ".join(f"{key} {policy.version}" for key, policy in sorted(policies.items()))
    overlays = f", with the local settings in {settings.overlays_at}" if settings.overlays_at else ""
    yield Finding("policies", versions + overlays)
    yield _bank_holidays(policies, now)
    yield _clock(policies, now)


def _bank_holidays(policies: Mapping[str, Policy], now: datetime) -> Finding:
    try:
        until = min(
            known_years(one.bank_holidays.country, one.bank_holidays.subdivision)[1]
            for one in policies.values()
        )
    except CalendarError as fault:
        return Finding("bank holidays", "are not known", str(fault))
    remedy = (
        "" if until > now.year else "Install the latest version of supervision-bot, with a newer holidays."
    )
    return Finding("bank holidays", f"known until the end of {until}", remedy)


def _clock(policies: Mapping[str, Policy], now: datetime) -> Finding:
    """The time zones were found when the policies were loaded; this shows what they make of the clock."""
    times = {
        policy.timezone.key: f"{now.astimezone(policy.timezone):%Y-%m-%d %H:%M}"
        for policy in policies.values()
    }
    shown = ", ".join(f"{time} in {zone}" for zone, time in sorted(times.items()))
    remedy = "" if now.year >= _NOT_BEFORE else "Set this machine's clock: every due date depends on it."
    return Finding("clock", shown, remedy)


def _channels(settings: Settings) -> Iterator[Finding]:
    for channel in settings.channels:
        yield Finding(f"channel {channel}", "switched on", " ".join(missing_for(settings, channel)))
    contact = settings.operator_contact
    remedy = "" if contact else "Set SUPERVISION_OPERATOR_CONTACT to an email address or telephone number."
    yield Finding("operator contact", "given" if contact else "not given", remedy)
