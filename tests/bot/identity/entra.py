"""Whoever gives tokens, at the other end of msal's HTTP client."""

import json
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Response:
    """What msal reads of an answer."""

    status_code: int
    text: str
    headers: dict[str, str] = field(default_factory=dict)

    def raise_for_status(self) -> None:
        """As requests does; msal calls it where an error is no answer."""
        if self.status_code >= 400:
            raise OSError(self.status_code)


class Entra:
    """Counts what it is asked and gives numbered tokens. `says` replaces the next answer."""

    def __init__(self, lives: int = 3600) -> None:
        self.lives = lives
        self.asked: list[dict[str, Any]] = []
        self.discovered = 0
        self.says: Response | None = None
        self.down = False

    def get(self, url: str, **named: Any) -> Response:
        if "openid-configuration" in url:
            self.discovered += 1
            base = url.split("/v2.0/")[0]
            found = {
                name: f"{base}/oauth2/v2.0/{name}" for name in ("token_endpoint", "authorization_endpoint")
            }
            return Response(200, json.dumps(found | {"issuer": f"{base}/v2.0"}))
        # The address where Azure vouches for a managed identity.
        return self._token({"url": url, **named})

    def post(self, url: str, **named: Any) -> Response:
        return self._token({"url": url, **named})

    def _token(self, asked: dict[str, Any]) -> Response:
        if self.down:
            raise OSError
        self.asked.append(asked)
        if self.says is not None:
            said, self.says = self.says, None
            return said
        token = {"access_token": f"token-{len(self.asked)}", "expires_in": self.lives, "token_type": "Bearer"}
        return Response(200, json.dumps(token | {"resource": "r"}))
