"""Named statements over conversations and sent cards; on the answer's path, so compiled once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from sqlalchemy import and_, bindparam, delete, func, or_, select, update

from storage import dialogs
from storage.prepared import Prepared
from storage.queries import people
from storage.tables.columns import table_of
from storage.tables.conversations import Conversation, SentCard
from storage.tables.people import Person
from storage.tables.turns import Dialog
from storage.unit import UnitOfWork
from storage.upsert import upsert

State = Literal["open", "closed", "blocked"]


class Reference(NamedTuple):
    """What it takes to speak to a person on a channel."""

    conversation_id: str
    service_url: str
    tenant_id: str
    account_id: str
    bot_id: str
    locale: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """A conversation as it is kept."""

    reference: Reference
    state: State
    welcomed: bool


_t, _cards = table_of(Conversation), table_of(SentCard)
_people, _dialogs = table_of(Person), table_of(Dialog)
_here = or_(_people.c.left_on.is_(None), _people.c.left_on >= bindparam("day"))
_theirs = (_t.c.channel == bindparam("of_channel"), _t.c.person_id == bindparam("person"))
_get = Prepared(
    select(
        _t.c.conversation_id,
        _t.c.service_url,
        _t.c.tenant_id,
        _t.c.account_id,
        _t.c.bot_id,
        _t.c.locale,
        _t.c.state,
        _t.c.welcomed_at,
    ).where(*_theirs)
)
_COLUMNS = (
    "conversation_id",
    "service_url",
    "tenant_id",
    "account_id",
    "bot_id",
    "locale",
    "state",
    "changed_at",
)
_SAME = ("channel", "person_id", *_COLUMNS[:-1])
# Most of what is heard comes from where it came from before, which one narrow row tells.
_as_it_is = Prepared(select(_t.c.welcomed_at).where(*(_t.c[name] == bindparam(name) for name in _SAME)))
_put = Prepared(upsert(_t, *_COLUMNS), "channel", "person_id", *_COLUMNS)
# What a turn reads first, in one statement: each costs the driver as much as ten columns do.
_speaking = Prepared(
    select(
        _people.c.id,
        _people.c.authority,
        _dialogs.c.sealed_state,
        _t.c.state,
        *(_t.c[name] for name in Reference._fields),
    )
    .outerjoin(_dialogs, _dialogs.c.person_id == _people.c.id)
    .outerjoin(_t, and_(_t.c.channel == bindparam("of_channel"), _t.c.person_id == _people.c.id))
    .where(_people.c.teams_user_id == bindparam("account"), _here)
)
_set_state = Prepared(
    update(_t).where(*_theirs).values(state=bindparam("to_state"), changed_at=bindparam("at"))
)
_set_welcomed = Prepared(update(_t).where(*_theirs).values(welcomed_at=bindparam("at")))
_by_teams = Prepared(select(_people.c.id).where(_people.c.teams_user_id == bindparam("account"), _here))
# Of those imported before ids were kept in small letters; it looks through everybody.
_by_teams_in_any_letters = Prepared(
    select(_people.c.id)
    .where(func.lower(_people.c.teams_user_id) == bindparam("account"), _here)
    .order_by(_people.c.id)
)
_by_slack = Prepared(select(_people.c.id).where(_people.c.slack_user_id == bindparam("account"), _here))
_slack_account = Prepared(select(_people.c.slack_user_id).where(_people.c.id == bindparam("person")))
_close_all = Prepared(
    update(_t)
    .where(_t.c.channel == bindparam("of_channel"))
    .values(state="closed", welcomed_at=None, changed_at=bindparam("at"))
)
_card = Prepared(
    select(_cards.c.message_id).where(
        _cards.c.channel == bindparam("of_channel"),
        _cards.c.person_id == bindparam("person"),
        _cards.c.card == bindparam("of_card"),
    )
)
_put_card = Prepared(
    upsert(_cards, "message_id", "sent_at"), "channel", "person_id", "card", "message_id", "sent_at"
)


def person_by_teams_account(uow: UnitOfWork, account: str, *, in_any_letters: bool = True) -> str | None:
    """The id of the person with this Teams account who has not left, or None. Directory ids come in either case, and
    are kept in small letters; one that was kept in others before is found all the same, unless it is not asked for:
    it is looked for among everybody.
    """
    asked = {"account": account.lower(), "day": uow.now.date()}
    found = _by_teams.rows(uow, asked)
    if not found and in_any_letters:
        found = _by_teams_in_any_letters.rows(uow, asked)
    return str(found[0][0]) if found else None


def person_by_slack_account(uow: UnitOfWork, account: str) -> str | None:
    """The id of the person with this Slack account who has not left, or None."""
    found = _by_slack.rows(uow, {"account": account, "day": uow.now.date()})
    return str(found[0][0]) if found else None


def slack_account_of(uow: UnitOfWork, person_id: str) -> str | None:
    """A person's Slack account, or None."""
    for (account,) in _slack_account.rows(uow, {"person": person_id}):
        return account or None
    return None


def conversation(uow: UnitOfWork, channel: str, person_id: str) -> Kept | None:
    """A person's conversation on a channel, or None."""
    for *reference, state, welcomed_at in _get.rows(uow, {"of_channel": channel, "person": person_id}):
        return Kept(Reference(*reference), state, welcomed_at is not None)
    return None


def keep(uow: UnitOfWork, channel: str, person_id: str, reference: Reference) -> Kept:
    """Keep where a person spoke from, open again whatever it was; gives it as it was before, closed if it is new.

    Writes nothing when nothing is new.
    """
    row = {
        "channel": channel,
        "person_id": person_id,
        "conversation_id": reference.conversation_id,
        "service_url": reference.service_url,
        "tenant_id": reference.tenant_id,
        "account_id": reference.account_id,
        "bot_id": reference.bot_id,
        "locale": reference.locale,
        "state": "open",
        "changed_at": uow.now,
    }
    for (welcomed_at,) in _as_it_is.rows(uow, row):
        return Kept(reference, "open", welcomed_at is not None)
    before = conversation(uow, channel, person_id)
    _put.run(uow, row)
    return before or Kept(reference, "closed", welcomed=False)


def speaker(uow: UnitOfWork, channel: str, account: str, reference: Reference) -> str | None:
    """The id of the person with this Teams account, in small letters, who has not left, or None. Where they speak from is
    kept as `keep` does it; for whom they work and where their conversation stands is known from here on.
    """
    asked = {"account": account, "day": uow.now.date(), "of_channel": channel}
    for person_id, authority, sealed, state, *kept in _speaking.rows(uow, asked):
        if state != "open" or tuple(kept) != reference:
            keep(uow, channel, person_id, reference)
        people.known(uow, person_id, authority)
        dialogs.known(uow, person_id, sealed)
        return str(person_id)
    return None


def set_state(uow: UnitOfWork, channel: str, person_id: str, state: State) -> None:
    """The service has said that a person can be reached again, or cannot. A closed one is welcomed anew later."""
    _set_state.run(uow, {"of_channel": channel, "person": person_id, "to_state": state, "at": uow.now})
    if state == "closed":
        _set_welcomed.run(uow, {"of_channel": channel, "person": person_id, "at": None})


def close_all(uow: UnitOfWork, channel: str) -> None:
    """The bot was taken off a channel: nobody can be reached there until they are welcomed anew."""
    _close_all.run(uow, {"of_channel": channel, "at": uow.now})


def welcomed(uow: UnitOfWork, channel: str, person_id: str) -> None:
    """The welcome of this install is on its way."""
    _set_welcomed.run(uow, {"of_channel": channel, "person": person_id, "at": uow.now})


def message_of(uow: UnitOfWork, channel: str, person_id: str, card: str) -> str | None:
    """The service's id of the message that shows a card, or None."""
    for (found,) in _card.rows(uow, {"of_channel": channel, "person": person_id, "of_card": card}):
        return str(found)
    return None


def keep_cards(uow: UnitOfWork, channel: str, person_id: str, message_ids: Mapping[str, str]) -> None:
    """Note which message shows which card now."""
    for card, message_id in message_ids.items():
        row = {"channel": channel, "person_id": person_id, "card": card}
        _put_card.run(uow, {**row, "message_id": message_id, "sent_at": uow.now})


def forget_cards(uow: UnitOfWork, channel: str, person_id: str, cards: Iterable[str]) -> None:
    """The service no longer has the messages of these cards."""
    theirs = (_cards.c.channel == channel, _cards.c.person_id == person_id, _cards.c.card.in_(list(cards)))
    uow.execute(delete(_cards).where(*theirs))
