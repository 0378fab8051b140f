"""Whoever signs Microsoft's tokens: keys with ids, and tokens signed with them."""

import functools
import json
from datetime import datetime
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key

from tests.bot.channels.teams.client import TENANT

APP_ID = "11111111-2222-4333-8444-555555555555"
SERVICE_URL = "https://smba.trafficmanager.net/uk/"
ISSUER = "https://api.botframework.com"
METADATA = "https://login.test.example/metadata"
KEY_SET = "https://login.test.example/keys"


@functools.cache
def private_key(name: str) -> RSAPrivateKey:
    """A key of this name, the same one all through a run."""
    return generate_private_key(65537, 2048)


class Issuer:
    """Publishes keys at two addresses and signs tokens. `fetched` is every address asked for."""

    def __init__(self, *key_ids: str) -> None:
        self.key_ids = list(key_ids)
        self.channels: list[str] = ["msteams", "webchat"]
        self.fetched: list[str] = []
        self.down = False
        self.key_set_at = KEY_SET

    async def fetch(self, address: str) -> object:
        """What stands at an address."""
        self.fetched.append(address)
        if self.down:
            raise TimeoutError
        if address == METADATA:
            return {"issuer": ISSUER, "jwks_uri": self.key_set_at}
        return {"keys": [self.published(key_id) for key_id in self.key_ids]}

    def published(self, key_id: str) -> dict[str, Any]:
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(private_key(key_id).public_key()))
        return {**public, "kid": key_id, "endorsements": self.channels}

    def token(
        self,
        now: datetime,
        *,
        key_id: str = "first",
        algorithm: str = "RS256",
        headers: dict[str, Any] | None = None,
        **claims: Any,
    ) -> str:
        """A good token, but for what is given; a claim that is None is left out."""
        said = {
            "iss": ISSUER,
            "aud": APP_ID,
            "serviceurl": SERVICE_URL,
            "nbf": int(now.timestamp()) - 10,
            "exp": int(now.timestamp()) + 3600,
            **claims,
        }
        body = {name: value for name, value in said.items() if value is not None}
        key: Any = "a-shared-secret-of-sufficient-length!" if algorithm == "HS256" else private_key(key_id)
        if algorithm == "none":
            key = None
        found: str = jwt.encode(body, key, algorithm, headers={"kid": key_id, **(headers or {})})
        return found


def activity(**more: object) -> dict[str, Any]:
    """What Teams posts with such a token."""
    return {
        "type": "message",
        "id": "one",
        "channelId": "msteams",
        "serviceUrl": SERVICE_URL,
        "from": {"id": "29:ann", "aadObjectId": "aad-ann"},
        "recipient": {"id": "28:bot"},
        "conversation": {"id": "a:one", "conversationType": "personal"},
        "channelData": {"tenant": {"id": TENANT}},
        "text": "help",
        **more,
    }
