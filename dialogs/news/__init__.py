"""News: what somebody else did that a person needs to know, in words found at the moment of sending."""

from collections.abc import Callable, Mapping

from dialogs.exchange.message import Message
from dialogs.news import absences, agreements, cases, concerns, records, sessions, updates, was_read
from storage.tables import OutboxRow
from supervision.work import Work

Words = Callable[[Work, OutboxRow], Message | None]

NEWS: Mapping[str, Words] = {
    "session-booked": sessions.booked,
    "session-moved": sessions.moved,
    "session-cancelled": sessions.cancelled,
    "session-over": sessions.over,
    "session-without-supervisor": sessions.without_supervisor,
    "session-passed-on": sessions.passed_on,
    "session-proposed": sessions.proposed,
    "proposal-accepted": sessions.answered,
    "proposal-declined": sessions.answered,
    "ad-hoc-asked": sessions.ad_hoc,
    "record-signed-off": records.record_news,
    "record-change-asked": records.record_news,
    "record-disagreed": records.record_news,
    "record-taken-back": records.taken_back,
    "record-made": records.made,
    "agreement-written": agreements.written,
    "agreement-signed": agreements.signed,
    "agreement-agreed": agreements.agreed,
    "agreement-review-day": agreements.review_day,
    "case-decided": cases.decided,
    "concern-raised": concerns.raised,
    "concern-talked": concerns.talked,
    "concern-taken-on": concerns.taken_on,
    "concern-met": concerns.met,
    "concern-closed": concerns.closed,
    "concern-read": concerns.was_read,
    "noted-away": absences.noted_away,
    "absence-reported": absences.reported,
    "cover-arranged": absences.cover_arranged,
    "cover-ended": absences.cover_ended,
    "preparation-read": was_read.preparation,
    "record-read": was_read.reason,
    "draft-read": was_read.draft,
    "update-ready": updates.ready,
    "update-changed": updates.changed,
    "update-timer": updates.timed,
    "update-listen": updates.listen,
    "update-notes-read": was_read.update_notes,
    "stated-reading": was_read.stated,
}
