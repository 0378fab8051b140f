"""Whether an activity comes from Teams: the token that must come with it, and what it must agree with."""

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

import jwt

from bot.channels.teams.incoming import CHANNEL, Incoming
from bot.channels.teams.intake import Denied
from bot.channels.teams.keys import Keys, KeysUnreachable

ISSUER: Final = "https://api.botframework.com"
ALGORITHM: Final = "RS256"
SKEW: Final = 300.0
MOST_TOKEN: Final = 16 * 1024
MOST_REMEMBERED: Final = 1_000


class TokenCheck:
    """Checks who posts. A token that was found good is remembered until it expires, by its hash alone."""

    def __init__(self, keys: Keys, app_id: str, tenant_id: str, clock: Callable[[], datetime]) -> None:
        self._keys, self._app_id, self._tenant, self._clock = keys, app_id, tenant_id.lower(), clock
        self._remembered: OrderedDict[bytes, Mapping[str, Any]] = OrderedDict()

    async def __call__(self, header: str, incoming: Incoming) -> None:
        """Raises Denied: 401 for the token itself, 403 for what the activity says beside it."""
        claims = await self._claims(header)
        if claims["serviceurl"].rstrip("/") != incoming.reference.service_url.rstrip("/"):
            raise Denied(403, "the token is for another service address")
        if incoming.reference.tenant_id != self._tenant:
            raise Denied(403, "the activity is of another tenant")

    async def _claims(self, header: str) -> Mapping[str, Any]:
        scheme, _, token = header.partition(" ")
        if scheme.lower() != "bearer" or not token or len(token) > MOST_TOKEN or not token.isascii():
            raise Denied(401, "there is no token")
        name = hashlib.sha256(token.encode()).digest()
        remembered = self._remembered.get(name)
        if remembered is not None:
            if remembered["exp"] + SKEW > self._clock().timestamp():
                return remembered
            del self._remembered[name]
        claims = await self._verified(token)
        self._remembered[name] = claims
        while len(self._remembered) > MOST_REMEMBERED:
            self._remembered.popitem(last=False)
        return claims

    async def _verified(self, token: str) -> Mapping[str, Any]:
        try:
            header = jwt.get_unverified_header(token)
        except jwt.PyJWTError:
            raise Denied(401, "the token cannot be read") from None
        key_id = header.get("kid")
        if header.get("alg") != ALGORITHM or not isinstance(key_id, str) or "crit" in header:
            raise Denied(401, "the token is signed in another way")
        try:
            signing = await self._keys.get(key_id)
        except KeysUnreachable:
            raise Denied(401, "the keys cannot be had at present") from None
        if signing is None:
            raise Denied(401, "the token is signed with a key that is not known")
        if CHANNEL not in signing.channels:
            raise Denied(401, "the key may not speak for Teams")
        try:
            # Times are held against our own clock below.
            claims: Mapping[str, Any] = jwt.decode(
                token,
                signing.key,
                algorithms=[ALGORITHM],
                audience=self._app_id,
                issuer=ISSUER,
                options={
                    "require": ["exp", "iss", "aud"],
                    "verify_exp": False,
                    "verify_nbf": False,
                    "verify_iat": False,
                    "strict_aud": True,
                },
            )
        except jwt.PyJWTError as wrong:
            raise Denied(401, f"the token will not do: {type(wrong).__name__}") from None
        self._in_time(claims)
        if not isinstance(claims.get("serviceurl"), str):
            raise Denied(401, "the token names no service address")
        return claims

    def _in_time(self, claims: Mapping[str, Any]) -> None:
        now = self._clock().timestamp()
        expires, begins = claims["exp"], claims.get("nbf", 0)
        if not _is_number(expires) or not _is_number(begins):
            raise Denied(401, "the token's times are no times")
        if expires + SKEW <= now:
            raise Denied(401, "the token has expired")
        if begins - SKEW > now:
            raise Denied(401, "the token is not valid yet")


def _is_number(given: object) -> bool:
    return isinstance(given, int | float) and not isinstance(given, bool)
