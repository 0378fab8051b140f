"""Several channels as one: a message goes to the first that can take it."""

from bot.channels import Channel
from dialogs.exchange.message import Message
from scheduler.sending import NotAccepted, Outcome, Undeliverable


class Chosen:
    """Asks the channels in order. One that may have delivered ends the asking, so that nobody hears it twice."""

    def __init__(self, first: Channel, *others: Channel) -> None:
        self.first, self.others = first, others

    async def deliver(self, person_id: str, message: Message, key: str) -> Outcome:
        """Send through the first channel that takes it; gives the first's failure when none does."""
        failed = await self.first.deliver(person_id, message, key)
        for channel in self.others:
            if not isinstance(failed, NotAccepted | Undeliverable):
                break
            outcome = await channel.deliver(person_id, message, key)
            if not isinstance(outcome, NotAccepted | Undeliverable):
                return outcome
        return failed
