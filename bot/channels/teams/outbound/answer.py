"""The answer to one request, put together from what arrives: HTTP/1.1 read strictly, and never without bounds.

What can be read in two ways is not read at all: two lengths, a length beside chunks, a name with a blank.
"""

import re
from collections.abc import Mapping
from dataclasses import field
from typing import Final

from dialogs.exchange.immutable import value

MOST_HEAD: Final = 16 * 1024
MOST_BODY: Final = 64 * 1024

_STATUS = re.compile(rb"HTTP/1\.([01]) ([1-9][0-9][0-9])(?: [^\r\n]*)?")
_HEADER = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+):([^\r\n\0]*)")
_LENGTH = re.compile(r"[0-9]{1,12}", re.ASCII)
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?")
_WITHOUT_BODY = (204, 304)
_FRAMING = frozenset({"content-length", "transfer-encoding"})


class NotHttp(Exception):
    """What came is no answer."""


@value
class Answer:
    """Status, headers by name in small letters, and the body: empty when it is larger than is read.

    `kept`: the connection may be used again.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)
    kept: bool


class Reader:
    """Reads one answer. `began` once anything of it has come."""

    def __init__(self) -> None:
        self.began = False
        self._waiting = bytearray()
        self._room = MOST_HEAD
        self._status = 0
        self._headers: dict[str, str] = {}
        self._kept = False
        # How much of the body, or of its present chunk, is still to come.
        self._left = 0
        self._in_chunks = self._trailing = self._until_closed = False
        self._body = bytearray()

    def take(self, data: bytes) -> Answer | None:
        """Add what has arrived; gives the answer once it is whole. Raises NotHttp."""
        self.began = True
        self._waiting += data
        while not self._status:
            if not self._take_head():
                return None
        if self._in_chunks:
            return self._take_chunks()
        if self._until_closed:
            return self._done(b"", kept=False) if len(self._waiting) > MOST_BODY else None
        if self._left > MOST_BODY:
            return self._done(b"", kept=False)
        if len(self._waiting) < self._left:
            return None
        return self._done(self._taken(self._left), kept=True)

    def end(self) -> Answer | None:
        """The other side sends no more; gives the answer if that makes it whole."""
        return self._done(bytes(self._waiting), kept=False) if self._until_closed else None

    def _done(self, body: bytes, *, kept: bool) -> Answer:
        # What came behind the answer belongs to nothing that was asked.
        return Answer(self._status, self._headers, body, kept and self._kept and not self._waiting)

    def _taken(self, size: int) -> bytes:
        taken = bytes(self._waiting[:size])
        del self._waiting[:size]
        return taken

    def _take_head(self) -> bool:
        """Take a head if it is whole; one that only says to wait (1xx) is passed over."""
        end = self._waiting.find(b"\r\n\r\n")
        self._bound(end)
        if end < 0:
            return False
        first, *rest = self._taken(end + 4)[:-4].split(b"\r\n")
        found = _STATUS.fullmatch(first)
        if found is None:
            raise NotHttp("no status")
        status, headers = int(found[2]), _headers(rest)
        if status == 101:
            raise NotHttp("another protocol")
        if status >= 200:
            self._begin_body(status, headers, is_newest=found[1] == b"1")
        return True

    def _bound(self, end: int) -> None:
        """All that is no body together has so much room."""
        size = end + 2 if end >= 0 else len(self._waiting)
        if size > self._room:
            raise NotHttp("too much before or around the body")
        if end >= 0:
            self._room -= size

    def _begin_body(self, status: int, headers: dict[str, str], *, is_newest: bool) -> None:
        self._status, self._headers = status, headers
        closing = "close" in headers.get("connection", "").lower()
        self._kept = is_newest and not closing
        coding, length = headers.get("transfer-encoding"), headers.get("content-length")
        if status in _WITHOUT_BODY:
            return
        if coding is not None:
            if coding.lower() != "chunked" or length is not None or not is_newest:
                raise NotHttp("a body of unknown end")
            self._in_chunks = True
        elif length is not None:
            if not _LENGTH.fullmatch(length):
                raise NotHttp("no length")
            self._left = int(length)
        else:
            self._until_closed = True

    def _take_chunks(self) -> Answer | None:
        while not self._trailing:
            if not self._left:
                line = self._line()
                if line is None:
                    return None
                size = _CHUNK.fullmatch(line)
                if size is None:
                    raise NotHttp("no chunk")
                self._left = int(size[1], 16)
                self._trailing = not self._left
                continue
            if len(self._body) + self._left > MOST_BODY:
                return self._done(b"", kept=False)
            if len(self._waiting) < self._left + 2:
                return None
            self._body += self._taken(self._left)
            if self._taken(2) != b"\r\n":
                raise NotHttp("a chunk without end")
            self._left = 0
        # What may follow the last chunk ends with an empty line; nothing of it is used.
        while (line := self._line()) is not None:
            if not line:
                return self._done(bytes(self._body), kept=True)
        return None

    def _line(self) -> bytes | None:
        end = self._waiting.find(b"\r\n")
        self._bound(end)
        return self._taken(end + 2)[:-2] if end >= 0 else None


def _headers(lines: list[bytes]) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in lines:
        header = _HEADER.fullmatch(line)
        if header is None:
            raise NotHttp("no header")
        known = header[1].decode("ascii").lower()
        if known in found and known in _FRAMING:
            raise NotHttp("two lengths")
        found[known] = header[2].strip(b" \t").decode("latin-1")
    return found
