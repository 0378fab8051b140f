"""What is old goes every night, if the settings say how long it is kept."""

from datetime import date, timedelta

import pytest

from bot.house import build
from bot.retention import day_before, nightly
from bot.settings import Settings, SettingsError, read_settings
from storage.dialogs import load_dialog, save_dialog
from storage.store import Store
from supervision.policy import load_policies
from tests.scenarios.house import Inbox
from tests.storage.rows import keep_people
from tests.support.stores import Clock


def test_nothing_goes_where_no_setting_says_so(sqlite_store: Store) -> None:
    assert nightly(Settings(), load_policies()) == ()


async def test_every_night_what_is_older_goes_class_by_class(sqlite_store: Store, clock: Clock) -> None:
    policies = load_policies()
    settings = Settings(keep_months=(("case", 1), ("working", 3)))
    sweep = build(sqlite_store, policies, Inbox(), nightly(settings, policies)).sweep
    await sqlite_store.run(lambda uow: keep_people(uow, "worker"))
    await sqlite_store.run(lambda uow: save_dialog(uow, "worker", "preparation", "elder"))
    for days, there in ((0, True), (80, True), (14, False)):
        clock.move(days=days)
        for _ in range(8):
            await sweep.run_once()
        dialog = await sqlite_store.read(lambda uow: load_dialog(uow, "worker"))
        assert (dialog is not None) is there
    soonest = await sweep.next_instant()
    assert soonest is not None
    assert soonest - clock.now < timedelta(days=1)


def test_the_day_is_a_local_one(clock: Clock) -> None:
    clock.now = clock.now.replace(month=8, day=31, hour=23, minute=30)
    assert day_before(load_policies(), clock.now, 2) == date(2026, 7, 1)


def test_the_months_are_read_by_class(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUPERVISION_KEEP_MONTHS", " Working=12, personal = 84,")
    assert read_settings().keep_months == (("working", 12), ("personal", 84))


@pytest.mark.parametrize(
    "text", ["Zanzibar=1", "working", "working=0", "working=ever", "case=1,case=2", "case=9999"]
)
def test_what_cannot_be_used_is_refused_with_what_to_write(
    monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setenv("SUPERVISION_KEEP_MONTHS", text)
    with pytest.raises(
        SettingsError, match=r"^SUPERVISION_KEEP_MONTHS: Write it as working=24,personal=84: "
    ) as no:
        read_settings()
    assert "Zanzibar" not in str(no.value)
