"""One msal client for the process, made at the first token. It blocks, so it works in a thread."""

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from typing import Any, Final, Protocol

import msal
import requests
from msal.exceptions import MsalError

from bot.identity.credentials import Credential
from bot.identity.errors import NoToken

log = logging.getLogger(__name__)

CONNECTOR: Final = "https://api.botframework.com/.default"
AUTHORITY: Final = "https://login.microsoftonline.com/{tenant}"
TIMEOUT: Final = 10
# Seconds before its end in which a token is renewed beside those who use it (msal itself gives a new one from 300 on),
# and in which nobody uses it any more.
RENEW_BEFORE: Final = 270.0
UNUSABLE_BEFORE: Final = 60.0


class HttpClient(Protocol):
    """What msal asks of an HTTP client; `requests.Session` is one."""

    def get(self, url: str, **named: Any) -> Any:
        """Send a GET."""
        ...

    def post(self, url: str, **named: Any) -> Any:
        """Send a POST."""
        ...


class Identity:
    """Gives tokens by scope. `seconds` is a clock that only runs forward; `http` is only for who stands in for Microsoft."""

    def __init__(
        self,
        credential: Credential,
        *,
        http: HttpClient | None = None,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._credential, self._http, self.seconds = credential, http, seconds
        self._client: Any = None
        self._scopes: dict[str, Tokens] = {}

    def tokens(self, scope: str) -> "Tokens":
        """The tokens of one scope; the same object whoever asks."""
        return self._scopes.setdefault(scope, Tokens(self, scope))

    def acquire(self, scope: str, *, anew: bool) -> Mapping[str, Any]:
        """Microsoft's answer, or msal's own cache unless it is to be anew. Blocks. Raises NoToken."""
        try:
            client = self._made()
            if self._credential.proof is None:
                found = client.acquire_token_for_client(resource=scope.removesuffix("/.default"))
            else:
                if anew:
                    client.remove_tokens_for_client()
                found = client.acquire_token_for_client([scope])
        except (requests.RequestException, MsalError, OSError, ValueError, KeyError) as fault:
            raise NoToken(type(fault).__name__) from None
        if not isinstance(found, dict) or not isinstance(found.get("access_token"), str):
            raise NoToken(_code(found))
        return found

    def _made(self) -> Any:
        """Making one asks Microsoft where its endpoints are, so it is made late and once."""
        if self._client is None:
            one = self._credential
            if one.proof is None:
                self._client = msal.ManagedIdentityClient(
                    msal.UserAssignedManagedIdentity(client_id=one.app_id),
                    http_client=self._http or requests.Session(),
                )
            else:
                self._client = msal.ConfidentialClientApplication(
                    one.app_id,
                    client_credential=one.proof,
                    authority=AUTHORITY.format(tenant=one.tenant_id),
                    # The authority is one of ours, so nobody need be asked whether it is one.
                    instance_discovery=False,
                    http_client=self._http,
                    timeout=None if self._http is not None else TIMEOUT,
                )
        return self._client


class Tokens:
    """The token of one scope: held until shortly before it ends, and renewed before anybody has to wait."""

    def __init__(self, identity: Identity, scope: str) -> None:
        self._identity, self._scope = identity, scope
        self._token, self._ends_at, self._anew = "", 0.0, False
        self._one_at_a_time = asyncio.Lock()
        self._renewing: asyncio.Task[str] | None = None

    async def token(self) -> str:
        """A token that is good for a while. Raises NoToken."""
        left = self._left()
        if left > RENEW_BEFORE:
            return self._token
        if left > UNUSABLE_BEFORE:
            self._renew_beside()
            return self._token
        return await self._renewed()

    def refuse(self, token: str) -> None:
        """Microsoft did not take this one, though it has not ended: the next is a new one."""
        if token == self._token:
            self._ends_at, self._anew = 0.0, True

    def _left(self) -> float:
        return self._ends_at - self._identity.seconds()

    def _renew_beside(self) -> None:
        if self._renewing is None or self._renewing.done():
            self._renewing = asyncio.create_task(self._renewed(RENEW_BEFORE))
            self._renewing.add_done_callback(_noted)

    async def _renewed(self, enough: float = UNUSABLE_BEFORE) -> str:
        async with self._one_at_a_time:
            # Whoever waited here may find that the one before has fetched it.
            if self._left() <= enough:
                found = await asyncio.to_thread(self._identity.acquire, self._scope, anew=self._anew)
                ends_in = found.get("expires_in")
                self._token, self._anew = found["access_token"], False
                self._ends_at = self._identity.seconds() + float(
                    ends_in if isinstance(ends_in, int | float) else 0
                )
            return self._token


def _noted(renewing: "asyncio.Task[str]") -> None:
    if not renewing.cancelled() and renewing.exception() is not None:
        log.warning("a token could not be renewed yet; the one at hand serves on")


def _code(answer: object) -> str:
    """Microsoft's code for why; its description names accounts and is left out."""
    error = answer.get("error") if isinstance(answer, dict) else None
    return error if isinstance(error, str) and error.isidentifier() else "no token in the answer"
