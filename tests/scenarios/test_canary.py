"""What people type stays sealed: a word typed into every field is in no log, outbox row, nudge, preview or raw byte."""

import logging
from collections.abc import Callable
from datetime import date
from functools import partial

import pytest

from bot.channels.local import transcript
from dialogs.exchange.message import Message
from dialogs.exchange.reply import Press, Say
from storage.queries import duties
from storage.settings import set_setting
from storage.store import Store
from storage.unit import UnitOfWork
from tests.scenarios.canary import CANARY, in_message, in_place, in_records
from tests.scenarios.canary_council import TODAY, keep_canary_council
from tests.scenarios.canary_walk import ASKED, Walk, first, last, openings
from tests.scenarios.house import Living, living
from tests.support.stores import Clock, Place


async def walk_everything(here: Living) -> list[Walk]:
    """Everybody says everything there is to say: the first of all choices on one side, the last on the other, as a form."""
    walks = []
    for side, pick in (("a-", first), ("z-", last)):
        await here.store.run(partial(keep_canary_council, here.policies, side))
        owed = [(snoozing, "finch"), (auditing, "dara")]
        more = [one for of, who in owed for one in await here.store.run(partial(of, f"{side}{who}"))]
        for person, opening in [*openings(side), *more]:
            walk = Walk(here.chat(person), pick, as_form=pick is last)
            walk.chat.keep = partial(keep_in_chat, person, opening)
            await walk.through(opening)
            walks.append(walk)
    return walks


def snoozing(person: str, uow: UnitOfWork) -> list[tuple[str, Press]]:
    """The button "Remind me later" of something a person owes."""
    (duty, *_) = duties.owed_by(uow, person)
    return [(person, Press("snooze", duty.id, duty.version))]


def auditing(person: str, uow: UnitOfWork) -> list[tuple[str, Press]]:
    """The button "It was done" of an audit a person owes."""
    duty = next(one for one in duties.owed_by(uow, person) if one.rule == "audit-monthly")
    return [(person, Press("audit-done", duty.id, duty.version))]


def keep_in_chat(
    person: str, opening: object, uow: UnitOfWork, messages: tuple[Message, ...]
) -> tuple[Message, ...]:
    """As the local page keeps what was said."""
    if isinstance(opening, Say):
        transcript.keep(uow, person, "said", Message(opening.text))
    transcript.keep_all(uow, person, messages)
    return messages


async def test_a_word_typed_into_every_field_is_found_nowhere(
    store: Store, place: Place, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    clock.now = TODAY
    here = living(store, clock)
    with caplog.at_level(logging.DEBUG):
        walks = await walk_everything(here)
        await here.morning(date(2026, 12, 4))
    typed = {step for walk in walks for step in walk.typed}
    assert ASKED - typed == frozenset(), "a field nobody typed into: give it an opening in canary_walk.py"
    # It was really kept, and shown to those it is for.
    assert any(in_message(message) for walk in walks for message in walk.seen)
    assert [message for walk in walks for message in walk.seen if CANARY in message.summary] == []
    assert here.inbox.sent
    assert [message.title for _, message in here.inbox.sent if in_message(message)] == []
    assert in_records(caplog.records) == []
    assert in_place(place) == []


async def test_the_search_would_find_it(store: Store, place: Place, caplog: pytest.LogCaptureFixture) -> None:
    assert in_place(place) == []
    await store.run(lambda uow: set_setting(uow, "planted", f"unsealed {CANARY}"))
    assert in_place(place)
    with caplog.at_level(logging.DEBUG):
        logging.getLogger("anything").debug("typed: %s", CANARY)
    assert in_records(caplog.records) == ["anything DEBUG"]
    assert in_message(Message("a nudge", summary=CANARY))


@pytest.mark.parametrize("hidden", [str.upper, str.capitalize, lambda word: word.encode().hex()])
def test_the_search_would_find_it_in_other_forms(hidden: Callable[[str], str]) -> None:
    assert in_message(Message(hidden(CANARY)))
