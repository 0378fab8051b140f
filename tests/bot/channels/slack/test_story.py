"""A fortnight on Slack, as four people see it: prepare, be reminded, read, record, sign off, be away, be covered."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.channels.slack.assembly import Slack
from bot.house import build
from scheduler.sweep import Sweep
from storage.queries import sessions
from storage.store import Store
from supervision.policy import Policy
from tests.bot.channels.slack.client import Client, labels, says
from tests.bot.channels.slack.service import Service
from tests.bot.channels.teams.people import ANN, MAX, SAM, SESSION
from tests.support.stores import Clock

As = Callable[[str], Client]
OWED = "Prepare for supervision on Wednesday 25 November 2026 at 10:00: "
WORRY = "He was out until two, and the school had not rung"
ANSWERS = {
    "key_dates": "Review conference on 2 December",
    "worried": WORRY,
    "working_well": "His aunt has him on Fridays",
    "decided": "Close after the review",
    "support": "Whether to ask for a strategy discussion",
}


@dataclass
class Here:
    """The workspace, and its clock."""

    ann: Client
    sam: Client
    max: Client
    service: Service
    sweep: Sweep
    clock: Clock

    async def go_to(self, day: int, hour: int = 9, minute: int = 5) -> None:
        """Let time pass up to a day of November 2026; what falls due on the way is worked through in order."""
        instant = datetime(2026, 11, day, hour, minute, tzinfo=UTC)
        while (soonest := await self.sweep.next_instant()) is not None and soonest <= instant:
            self.clock.now = max(soonest, self.clock.now)
            await self.sweep.run_once()
        self.clock.now = instant
        await self.sweep.run_once()

    async def a_minute(self) -> None:
        """Until what was done can no longer be undone, and the others are told."""
        self.clock.now += timedelta(minutes=2)
        await self.sweep.run_once()


def newest(client: Client, *words: str) -> dict[str, Any]:
    """The newest message in somebody's chat that says this."""
    found = [one for one in client.chat if all(word in says(one) for word in words)]
    assert found, f"nobody said {words}, but {[says(one) for one in client.chat]}"
    return found[-1]


async def sees_on_the_home_tab_what_is_owed(here: Here) -> None:
    await here.ann.open_home("home")
    assert OWED in says(here.ann.home)
    assert here.ann.chat == []


async def sees_there_that_it_is_done(here: Here) -> None:
    assert OWED not in says(here.ann.home)


async def prepares_one_case_in_modals_and_one_by_typing(here: Here) -> None:
    ann = here.ann
    await ann.say("prepare")
    await ann.press("Save and continue")
    await ann.press("Answer")
    for name, text in ANSWERS.items():
        await ann.send(**{name: text})
    assert WORRY in says(ann.view)
    await ann.send()
    await ann.send(afterwards="neither")
    assert ann.view_id == ""
    await ann.press("Next: EX-2")
    assert "Your organisation keeps what is typed there" in says(ann.chat[-1])
    for text in ("nothing new", "nothing", "all of it", "skip", "how to end it"):
        await ann.say(text)
    # The check of answers would show what was typed, so that it is there on request.
    assert labels(ann.chat[-1]) == ["Show"]
    await ann.press("Show")
    assert "how to end it" in says(ann.view)
    await ann.send()
    await ann.send(afterwards="neither")
    assert "You are prepared" in says(ann.chat[-1])


async def is_read_by_the_supervisor_on_request(here: Here) -> None:
    await here.go_to(24)
    reminder = newest(here.sam, "Tomorrow's supervision: Ann Example")
    assert "Prepared: Everything on the agenda" in says(reminder)
    assert "EX-1" not in str(reminder)
    before = here.sam.chat
    await here.sam.press("Read the preparation", reminder)
    assert WORRY in says(here.sam.view)
    # It is shown, and stands in no chat.
    assert here.sam.chat == before


async def is_held_recorded_and_signed_off(here: Here) -> None:
    await here.go_to(25, 12)
    await here.sam.press("It was held")
    await here.sam.press("Note it as held", on="2026-11-25")
    await here.a_minute()
    await here.go_to(26)
    await here.sam.press("It is recorded", newest(here.sam, "Session held"))
    await here.a_minute()
    await here.go_to(27)
    asked = newest(here.ann, "Sign off the case supervision record")
    await here.ann.press("Why?", asked)
    assert "Thursday 3 December 2026" in says(here.ann.chat[-1])
    await here.ann.press("Sign off", asked)
    assert "Record signed off" in says(here.ann.chat[-1])
    await here.a_minute()
    newest(here.sam, "has signed off")


async def is_covered_while_the_supervisor_is_away(here: Here) -> None:
    boss = here.max
    await boss.say("absent")
    await boss.press("Continue", chosen="sam")
    await boss.press("Continue", planned="no")
    await boss.press("Continue", since="2026-11-27")
    await boss.press("Skip")
    await boss.say("cover")
    await boss.press("Continue", covering="max")
    await boss.press("Arrange cover", until="back")
    await here.a_minute()
    newest(here.ann, "Cover is arranged")


async def test_from_preparing_to_cover(
    as_person: As,
    service: Service,
    on_slack: Slack,
    sqlite_store: Store,
    policies: Mapping[str, Policy],
    clock: Clock,
) -> None:
    sweep = build(sqlite_store, policies, on_slack.channel).sweep
    here = Here(as_person(ANN), as_person(SAM), as_person(MAX), service, sweep, clock)
    await sees_on_the_home_tab_what_is_owed(here)
    await prepares_one_case_in_modals_and_one_by_typing(here)
    await sees_there_that_it_is_done(here)
    await is_read_by_the_supervisor_on_request(here)
    await is_held_recorded_and_signed_off(here)
    await is_covered_while_the_supervisor_is_away(here)
    everything = f"{service.messages} {service.homes}"
    assert [text for text in ANSWERS.values() if text in everything] == []
    assert len(sqlite_store.read_now(lambda uow: sessions.preparations(uow, SESSION))) == 2
