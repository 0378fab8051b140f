"""The seam to botbuilder: turns run in its pipeline, by a CloudAdapter of ours. Beside `activities`, nobody imports it.

The adapter's own way in (route, token check) and out (credentials, a client a turn) are not used: see the
decision record on the Teams library.
"""

import logging
from collections.abc import Awaitable, Callable
from typing import Any, Final, Protocol

from botbuilder.core import TurnContext
from botbuilder.integration.aiohttp import CloudAdapter
from botbuilder.schema import Activity, ResourceResponse
from botframework.connector.auth import (
    BotFrameworkAuthentication,
    ClaimsIdentity,
    ConnectorFactory,
    UserTokenClient,
)

from bot.channels.teams.activities import (
    Answer,
    as_activity,
    as_invoke_answer,
    as_message,
    as_reference,
    wire,
)
from bot.channels.teams.connector import Connector
from bot.channels.teams.incoming import Incoming
from bot.channels.teams.outgoing import Outgoing
from bot.channels.trouble import bad_luck
from storage.queries.conversations import Reference

log = logging.getLogger(__name__)

# Seconds that an answer may wait for its turn and for a busy service: Teams asks again after 15.
PATIENCE: Final = 8.0


class Speaker(Protocol):
    """One conversation, in which something can be said and replaced. Both raise ConnectorFault."""

    async def say(self, said: Outgoing) -> str:
        """Send a new message; gives the service's id of it."""
        ...

    async def replace(self, message_id: str, said: Outgoing) -> None:
        """Put a message in the place of an earlier one."""
        ...


Hear = Callable[[Speaker], Awaitable[Answer | None]]
Tell = Callable[[Speaker], Awaitable[None]]


class TeamsAdapter(CloudAdapter):
    """Runs turns in botbuilder's pipeline, over our own connector."""

    def __init__(self, connector: Connector, app_id: str) -> None:
        # What nobody waits for is put off by the scheduler rather than here.
        super().__init__(_Authentication(_Factory(connector, patience=0.0)))
        self._connector, self._app_id = connector, app_id
        self.on_turn_error = _turn_error

    async def hear(self, incoming: Incoming, logic: Hear) -> Answer | None:
        """Run the turn of one activity that was checked; gives the answer to an invoke."""
        answers: list[Answer] = []

        async def turn(context: Any) -> None:
            answer = await logic(_InContext(context))
            if answer is not None:
                # Sent as an activity it would be copied whole on its way back to here.
                answers.append(answer)

        # Not by `process_activity`, which has a client and somebody's tokens made in each turn.
        context = _Context(self, as_activity(incoming))
        client = _Client(_Conversations(self._connector, incoming.reference.service_url, PATIENCE))
        context.turn_state[self.BOT_CONNECTOR_CLIENT_KEY] = client
        await self.run_pipeline(context, turn)
        if answers:
            return answers[0]
        # What our own handler of errors has said; the library's "not implemented" has no body.
        found = self._process_turn_results(context)
        body: Answer | None = found.body if found is not None else None
        return body

    async def tell(self, reference: Reference, logic: Tell) -> None:
        """Speak to a person who said nothing. What `logic` raises is raised here."""
        raised: list[Exception] = []

        async def turn(context: Any) -> None:
            # With an id left, botbuilder sends what is said as a reply to it.
            context.activity.id = None
            try:
                await logic(_InContext(context))
            except Exception as error:
                # Raised past the pipeline, whose own handler is for people who are waiting for an answer.
                raised.append(error)

        await self.continue_conversation(as_reference(reference), turn, self._app_id)
        for error in raised:
            raise error

    def _create_turn_context(
        self,
        activity: Activity,
        claims_identity: ClaimsIdentity,
        oauth_scope: str,
        connector_client: Any,
        user_token_client: UserTokenClient,
        logic: Callable[[TurnContext], Awaitable[Any]],
        connector_factory: ConnectorFactory,
    ) -> TurnContext:
        context = _Context(self, activity)
        context.turn_state[self.BOT_CONNECTOR_CLIENT_KEY] = connector_client
        return context


class _Context(TurnContext):
    """Sends what it is given as it is: each activity is made for one sending, so the library's copies are for nothing.

    Its handlers of what is sent are not asked either; nobody registers any.
    """

    async def send_activities(self, activities: list[Activity]) -> list[ResourceResponse]:
        for activity in activities:
            self._address(activity)
        sent: list[ResourceResponse] = await self.adapter.send_activities(self, activities)
        self.responded = True
        return sent

    async def update_activity(self, activity: Activity) -> ResourceResponse | None:
        self._address(activity)
        found: ResourceResponse | None = await self.adapter.update_activity(self, activity)
        return found

    def _address(self, activity: Activity) -> None:
        """To whom we speak in this turn, in answer to what was said."""
        heard = self.activity
        activity.channel_id, activity.service_url = heard.channel_id, heard.service_url
        activity.conversation, activity.locale = heard.conversation, heard.locale
        activity.from_property, activity.recipient = heard.recipient, heard.from_property
        activity.reply_to_id = heard.id


class _InContext:
    """Speaking within one TurnContext."""

    def __init__(self, context: Any) -> None:
        self._context = context

    async def say(self, said: Outgoing) -> str:
        sent = await self._context.send_activity(as_message(said))
        return str(sent.id) if sent is not None and sent.id else ""

    async def replace(self, message_id: str, said: Outgoing) -> None:
        activity = as_message(said)
        activity.id = message_id
        await self._context.update_activity(activity)


class _Conversations:
    """What the adapter asks of a connector client, over ours. Raises ConnectorFault."""

    def __init__(self, connector: Connector, service_url: str, patience: float) -> None:
        self._connector, self._url, self._patience = connector, service_url, patience

    async def send_to_conversation(self, conversation_id: str, activity: Any) -> Any:
        return await self.reply_to_activity(conversation_id, "", activity)

    async def reply_to_activity(self, conversation_id: str, activity_id: str, activity: Any) -> Any:
        sent = await self._connector.send(
            self._url, conversation_id, wire(activity), reply_to=activity_id, patience=self._patience
        )
        return ResourceResponse(id=sent)

    async def update_activity(self, conversation_id: str, activity_id: str, activity: Any) -> Any:
        await self._connector.update(
            self._url, conversation_id, activity_id, wire(activity), patience=self._patience
        )
        return ResourceResponse(id=activity_id)


class _Client:
    def __init__(self, conversations: _Conversations) -> None:
        self.conversations = conversations


class _Factory(ConnectorFactory):
    def __init__(self, connector: Connector, patience: float) -> None:
        self._connector, self._patience = connector, patience

    async def create(self, service_url: str, audience: str) -> Any:
        return _Client(_Conversations(self._connector, service_url, self._patience))


class _NoUserTokens(UserTokenClient):
    """The bot signs nobody in: whoever asks for a person's token is told so."""

    async def get_user_token(self, *asked: object, **named: object) -> Any:
        raise NotImplementedError("the bot holds no tokens of people")

    get_sign_in_resource = sign_out_user = get_token_status = get_user_token
    get_aad_tokens = exchange_token = get_user_token


class _Authentication(BotFrameworkAuthentication):
    """Requests are checked before the adapter is asked, so it is given the result and never a header."""

    def __init__(self, factory: _Factory) -> None:
        self._factory = factory

    async def authenticate_request(self, activity: Any, auth_header: str) -> Any:
        raise PermissionError("the adapter checks no tokens")

    async def authenticate_streaming_request(self, auth_header: str, channel_id_header: str) -> Any:
        raise PermissionError("the adapter opens no streams")

    def create_connector_factory(self, claims_identity: ClaimsIdentity | None) -> Any:
        return self._factory

    async def create_user_token_client(self, claims_identity: ClaimsIdentity) -> Any:
        return _NO_USER_TOKENS


_NO_USER_TOKENS = _NoUserTokens()


async def _turn_error(context: Any, error: Exception) -> None:
    """A fault of ours: a number for the person and for the log, nothing of what was said in either."""
    words = bad_luck(log, error)
    if context.activity.type == "invoke":
        body = {"code": "InternalServerError", "message": words}
        answer = Answer(500, "application/vnd.microsoft.error", body)
        await context.send_activity(as_invoke_answer(answer))
        return
    try:
        await context.send_activity(as_message(Outgoing(text=words)))
    except Exception as also:
        log.error("nor could the person be told: %s", type(also).__name__)
