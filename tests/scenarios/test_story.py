"""The main job as one story, told through turns: prepare, be reminded, cancel, be away, be covered, come back.

The same on both databases and under both authorities; Bradford's text has no number for an absent supervisor, so
its team works by a local setting.
"""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from dialogs.exchange.message import Message
from dialogs.exchange.reply import Press
from dialogs.exchange.text import full_date
from storage.queries import duties
from storage.store import Store
from storage.unit import UnitOfWork
from supervision.duties import reconcile
from tests.scenarios.council import clock_work, keep_cases, keep_session, keep_team
from tests.scenarios.house import Living, living, readable
from tests.support.stores import Clock

OVERLAYS = Path(__file__).parents[2] / "bot" / "demo" / "overlays"
MONDAY, TUESDAY, WEDNESDAY = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 25)
WORRIED = "He was out until two, and the school had not rung"


@pytest.fixture(params=["central-bedfordshire", "bradford"])
def authority(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def here(store: Store, clock: Clock, authority: str) -> Living:
    """Monday, half past eight. Wren meets sorrel on Wednesday; above sorrel is maple, and beside her briar."""
    clock.now = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
    here = living(store, clock, OVERLAYS)

    def keep(uow: UnitOfWork) -> None:
        keep_team(uow, "wren", authority=authority)
        cases = keep_cases(uow, "wren", "A-1", "A-2", authority=authority)
        starts_at = datetime(2026, 11, 25, 14, tzinfo=UTC)
        keep_session(clock_work(uow, here.policies), "wednesday", "wren", starts_at, cases)

    store.run_now(keep)
    return here


def heard(messages: list[Message], *words: str) -> Message:
    """The last message that holds all these words."""
    found = [one for one in messages if all(word in readable(one) for word in words)]
    assert found, f"nobody said {words}, but {[readable(one) for one in messages]}"
    return found[-1]


async def prepares_two_cases_over_a_restart(here: Living) -> Living:
    wren = here.chat("wren")
    await wren.say("prepare")
    assert "A-1" in str(wren.messages[-1].fields)
    await wren.save()
    await wren.save(key_dates="Review conference on 2 December")
    await wren.save(worried=WORRIED)
    await wren.press("Stop for now")

    here = living(here.store, here.clock, OVERLAYS)
    wren = here.chat("wren")
    await wren.say("prepare")
    assert "This is what is working well" in wren.text
    await wren.save(working_well="His aunt has him on Fridays")
    await wren.press("Skip")
    await wren.press("Save and continue", support=" ")
    assert "Enter the issue that you are asking support with" in wren.text
    await wren.save(support="Whether to ask for a strategy discussion")
    assert WORRIED in wren.text
    await wren.press("Save preparation")
    await wren.save(afterwards="neither")
    await wren.press("Next: A-2")
    await wren.press("Show as one form")
    await wren.save(worried="Nothing new", decided="Close after the review")
    await wren.press("Save preparation")
    if "Neither" in str(wren.messages):
        await wren.save(afterwards="neither")
    assert "You are prepared" in wren.text
    return here


async def is_in_the_supervisors_digest(here: Living) -> Message:
    await here.morning(TUESDAY)
    digest = heard(here.inbox.of("sorrel"), "Wren Hale", "Everything on the agenda")
    assert WORRIED not in readable(digest)
    assert "A-1" not in readable(digest)
    sorrel = here.chat("sorrel")
    await sorrel.press("Read the preparation", digest)
    assert WORRIED in sorrel.text
    return digest


async def is_cancelled_and_to_be_rebooked(here: Living, authority: str, digest: Message) -> None:
    sorrel = here.chat("sorrel")
    await sorrel.press("Cancel", digest)
    await sorrel.save(by="sorrel")
    await sorrel.save(why="other")
    await here.go_to(here.clock.now + timedelta(minutes=5))
    policy = here.policies[authority]
    due = policy.rules["rebook"].due({"start": TUESDAY, "planned": WEDNESDAY}, policy.calendar).on
    assert due is not None
    nudge = heard(here.inbox.of("sorrel"), full_date(due), policy.rules["rebook"].cited())
    assert "Book a session" in [one.label for one in nudge.buttons]
    await sorrel.press("Why?", nudge)
    assert full_date(due) in sorrel.text
    heard(here.inbox.of("wren"), "cancelled")


async def reports_that_the_supervisor_stays_away(here: Living, authority: str) -> None:
    wren = here.chat("wren")
    await wren.say("absent")
    if "Who is away?" in wren.text:
        await wren.save(chosen="sorrel")
    await wren.save(planned="no")
    await wren.save(since="24/11/2026")
    await wren.press("Skip")
    policy = here.policies[authority]
    begins = policy.rules["absent-supervisor"].due({"start": TUESDAY}, policy.calendar).on
    assert begins is not None
    await here.morning(begins - timedelta(days=1), authority=authority)
    assert not [one for one in here.inbox.of("wren") if "Send the report" in str(one.buttons)]
    await here.morning(begins + timedelta(days=3), authority=authority)
    report = next(one for one in here.inbox.of("wren") if "Send the report" in str(one.buttons))
    heard(here.inbox.of("maple"), "Arrange cover", "Sorrel Hale")
    await wren.press("Send the report", report)
    await here.go_to(here.clock.now + timedelta(days=3))
    heard(here.inbox.of("maple"), "report", "Wren Hale")


async def gets_cover_and_access_follows(here: Living) -> None:
    read = Press("read-preparation", "wednesday", 2)
    briar = here.chat("briar")
    await briar.send(read)
    assert WORRIED not in briar.text
    maple = here.chat("maple")
    nudge = heard(here.inbox.of("maple"), "Arrange cover", "Sorrel Hale")
    # Several on one morning come as one message, their buttons numbered.
    (label, *_) = [one.label for one in nudge.buttons if one.label.endswith("Arrange cover")]
    await maple.press(label, nudge)
    await maple.save(covering="briar")
    await maple.save(until="back")
    assert owners(here) == {"briar"}
    await here.go_to(here.clock.now + timedelta(minutes=5))
    for told in ("briar", "wren"):
        heard(here.inbox.of(told), "Cover is arranged")
    await briar.send(read)
    assert WORRIED in briar.text
    await here.go_to(here.clock.now + timedelta(days=1))
    heard(here.inbox.of("wren"), "Briar Hale has read what you prepared")


async def has_the_supervisor_back(here: Living) -> None:
    sorrel = here.chat("sorrel")
    await sorrel.say("back")
    await sorrel.save()
    assert owners(here) == {"sorrel"}
    briar = here.chat("briar")
    await briar.send(Press("read-preparation", "wednesday", 2))
    assert WORRIED not in briar.text
    await here.go_to(here.clock.now + timedelta(days=1))
    heard(here.inbox.of("briar"), "Cover has ended")


def owners(here: Living) -> set[str | None]:
    """Who owes wren a new session."""
    owed = here.store.read_now(lambda uow: duties.owed_to(uow, "wren"))
    return {one.owner_id for one in owed if one.rule.startswith("rebook")}


async def test_the_main_job_from_preparing_to_cover_and_back(here: Living, authority: str) -> None:
    here = await prepares_two_cases_over_a_restart(here)
    digest = await is_in_the_supervisors_digest(here)
    await is_cancelled_and_to_be_rebooked(here, authority, digest)
    await reports_that_the_supervisor_stays_away(here, authority)
    await gets_cover_and_access_follows(here)
    await has_the_supervisor_back(here)
    assert here.store.run_now(lambda uow: reconcile(clock_work(uow, here.policies))) == []
