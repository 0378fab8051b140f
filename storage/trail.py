"""The audit trail: lines are only added (storage/audit.py), and each is linked to the one before it.

A line commits with its turn. The chainer comes by within seconds and links it: its position, and a SHA-256 of
that position, its content and the link before it. The position fixes the order: ids follow the clock, but on
PostgreSQL a unit with an earlier id may commit later. The end of the chain is kept sealed from the day the store
is made, so that neither lines missing at the end, nor all of them, nor a chain worked out anew go unnoticed
without the key.
"""

import hashlib
import json
from typing import Any

from sqlalchemy import Row, bindparam, select, update

from storage.errors import TrailError, Unsealable
from storage.settings import open_setting, seal_setting
from storage.tables.columns import table_of
from storage.tables.trail import AuditLine
from storage.unit import UnitOfWork

_HEAD = "trail_head"

_lines = table_of(AuditLine)
_unchained = select(_lines).where(_lines.c.link.is_(None)).order_by(_lines.c.id).limit(bindparam("at_most"))
_chained = select(_lines).where(_lines.c.position.is_not(None)).order_by(_lines.c.position)
_chained = _chained.execution_options(yield_per=1000)
_link = update(_lines).where(_lines.c.id == bindparam("line"))


def begin(uow: UnitOfWork) -> None:
    """Keep the end of a trail without lines: once, in a store that is made."""
    seal_setting(uow, _HEAD, json.dumps([0, ""]))


def chain(uow: UnitOfWork, at_most: int = 1000) -> int:
    """Link lines that are not linked yet, in the order of their ids; give how many. Until it gives 0.

    Raises TrailError where the end that was kept is gone, Unsealable where it was changed.
    """
    lines = uow.execute(_unchained, {"at_most": at_most}).all()
    if not lines:
        return 0
    position, link = _head(uow)
    links = []
    for line in lines:
        position += 1
        link = _link_of(line, position, link)
        links.append({"line": line.id, "position": position, "link": link})
    uow.execute(_link, links)
    seal_setting(uow, _HEAD, json.dumps([position, link]))
    return len(lines)


def verify(uow: UnitOfWork) -> int | None:
    """Go through the chain; give the first position that was changed, removed or moved, or None if whole."""
    expected, link = 0, ""
    with uow.execute(_chained) as lines:
        for line in lines:
            expected += 1
            if line.position != expected or line.link != _link_of(line, expected, link):
                return expected
            link = line.link
    try:
        whole = _head(uow) == (expected, link)
    except (TrailError, Unsealable):
        whole = False
    return None if whole else expected + 1


def _head(uow: UnitOfWork) -> tuple[int, str]:
    kept = open_setting(uow, _HEAD)
    if kept is None:
        raise TrailError
    position, link = json.loads(kept)
    return int(position), str(link)


def _link_of(line: Row[Any], position: int, before: str) -> str:
    content = (
        before,
        position,
        line.id,
        line.at.isoformat(),
        line.actor_id,
        line.action,
        line.subject_kind,
        line.subject_id,
        line.purpose,
    )
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()
