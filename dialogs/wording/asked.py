"""A request for supervision before the next session, as read back to whoever asks."""

from dialogs.exchange.text import full_date
from dialogs.wording.phrases import soon
from storage.tables import AdHocRequest
from supervision import access, ad_hoc
from supervision.work import Work


def asked(work: Work, request: AdHocRequest) -> str:
    """Who is told of it and when, or since when it stands."""
    if request.asked_at < work.now:
        day = request.asked_at.astimezone(work.policy(access.actor(work)).timezone).date()
        return f"You asked for supervision on {full_date(day)}. That stands until a session is booked."
    told = ad_hoc.hearer(work)
    who = told.name if told else "Nobody is there who could arrange it, so whoever runs the bot"
    return f"{who} is told {soon(work)} that you ask for supervision before your next session, not why."
