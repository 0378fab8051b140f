"""The copy of a case record for somebody who asks for a child's file: its parts, and what stands where one is left out."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from dialogs.exchange.message import Message
from dialogs.exchange.text import full_date
from dialogs.wording.draft_cards import Headed, headed
from dialogs.wording.pages import pages
from dialogs.wording.phrases import name_of
from storage.queries import drafts as query
from storage.tables import RecordDraft, SupervisionSession
from supervision import access, drafts
from supervision.policy import Ground, local_day
from supervision.work import Refused, Work

MOST_PARTS: Final = 40
"""So many can be ticked under each ground, on every channel; what is beyond is one part with the last of them."""
TITLE: Final = "Copy for disclosure"
PERSONAL_NEVER: Final = (
    "Taken from the draft of the case record as the supervision bot keeps it. Personal supervision is not disclosed, and is "
    "no part of this."
)
Chosen = Mapping[int, Sequence[int]]
"""By the place of a part the places of the grounds on which it is left out."""
_DIGITS = re.compile(r"[0-9a-f]*")


def about(work: Work, draft: RecordDraft, session: SupervisionSession) -> str:
    """What a copy is of: its case and the day, and neither of the two."""
    case = drafts.case_of(work, draft)
    zone = work.policy(access.person_for(work, session.supervisee_id)).timezone
    reference = case.reference if case else "no case named"
    return f"{reference}, {full_date(local_day(session.starts_at, zone))}"


def parts_of(work: Work, draft: RecordDraft, session: SupervisionSession) -> list[Headed]:
    """What can be left out, part by part. Ask first who may read it."""
    two = (
        f"Worker: {name_of(work, session.supervisee_id)}\nSupervisor: {name_of(work, session.supervisor_id)}"
    )
    said = query.texts(work.uow, draft.id)
    found = [Headed("two", "Worker and supervisor", two), *headed(work, draft, session, said)]
    if len(found) <= MOST_PARTS:
        return found
    kept, rest = found[: MOST_PARTS - 1], found[MOST_PARTS - 1 :]
    heading = f"{rest[0].heading} and what follows"
    return [*kept, Headed(rest[0].key, heading, "\n\n".join(one.text for one in rest))]


def copies(
    what: str, parts: Sequence[Headed], grounds: Sequence[Ground] = (), chosen: Chosen | None = None
) -> list[Message]:
    """The whole as text to copy, with the ground in place of each part that is left out."""
    out = chosen or {}

    def text() -> Iterator[str]:
        yield f"{TITLE}: {what}"
        yield PERSONAL_NEVER
        for place, one in enumerate(parts):
            titles = "; ".join(grounds[ground].title for ground in out.get(place, ()))
            yield f"{one.heading}\n[Left out: {titles}]" if titles else one.text

    return pages(TITLE, text())


def written(chosen: Chosen, parts: int) -> str:
    """What is left out as it stands in a button, which has little room: for each part two digits, a bit for each ground."""
    return "".join(f"{sum(1 << ground for ground in chosen.get(place, ())):02x}" for place in range(parts))


def as_chosen(text: str, parts: int, grounds: int) -> dict[int, list[int]]:
    """What a button says is left out. Raises Refused for what names no part or no ground."""
    if len(text) != 2 * parts or not _DIGITS.fullmatch(text):
        raise Refused
    masks = [int(text[2 * place : 2 * place + 2], 16) for place in range(parts)]
    if max(masks) >= 1 << grounds:
        raise Refused
    return {
        place: [ground for ground in range(grounds) if mask >> ground & 1]
        for place, mask in enumerate(masks)
        if mask
    }
