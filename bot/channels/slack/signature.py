"""Who posted: a request of Slack's is signed with a secret that only Slack and this bot know, not long ago."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from slack_sdk.signature import Clock, SignatureVerifier

TIMESTAMP: Final = "X-Slack-Request-Timestamp"
SIGNATURE: Final = "X-Slack-Signature"
# Both are held to their shape first: the library raises on a timestamp that is no number, and on other letters.
_TIMESTAMP = re.compile(r"[0-9]{1,12}", re.ASCII)
_SIGNATURE = re.compile(r"v0=[0-9a-f]{64}", re.ASCII)


class Denied(Exception):
    """Not from whom it should be: 401 when the signature will not do, 403 when the workspace is another."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


class Signed:
    """Checks requests against the signing secret, by a clock that is given."""

    def __init__(self, secret: str, clock: Callable[[], datetime]) -> None:
        self._verifier = SignatureVerifier(secret, _Clock(clock))

    def before(self, headers: Mapping[str, str]) -> None:
        """Before anything of what a stranger sends is read. Raises Denied."""
        if not _TIMESTAMP.fullmatch(headers.get(TIMESTAMP, "")):
            raise Denied(401, "there is no timestamp")
        if not _SIGNATURE.fullmatch(headers.get(SIGNATURE, "")):
            raise Denied(401, "there is no signature")

    def check(self, headers: Mapping[str, str], raw: bytes) -> None:
        """Once the body is there. Raises Denied."""
        self.before(headers)
        try:
            good = self._verifier.is_valid(raw, headers[TIMESTAMP], headers[SIGNATURE])
        except UnicodeDecodeError:
            raise Denied(401, "the body is no text") from None
        if not good:
            raise Denied(401, "the signature will not do")


class _Clock(Clock):
    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock

    def now(self) -> float:
        return self._clock().timestamp()
