"""Reading an answer: whole, in pieces, and whatever is no answer."""

import pytest

from bot.channels.teams.outbound.answer import MOST_BODY, MOST_HEAD, Answer, NotHttp, Reader

PLAIN = b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{"id": 1}'
CHUNKED = (
    b"HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n"
    b'4\r\n{"id\r\n5;note="x"\r\n": 1}\r\n0\r\nX-After: it\r\n\r\n'
)
EMPTY = b"HTTP/1.1 204 No Content\r\n\r\n"


def read(raw: bytes, step: int = 0) -> Answer | None:
    """The answer in these bytes, given all at once or so many at a time."""
    reader = Reader()
    found = None
    for place in range(0, len(raw), step or len(raw)):
        assert found is None
        found = reader.take(raw[place : place + (step or len(raw))])
    return found


@pytest.mark.parametrize("step", [0, 1, 7])
@pytest.mark.parametrize(
    "before", [b"", b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 103 Early\r\nA: b\r\n\r\n" * 3]
)
@pytest.mark.parametrize(
    ("raw", "status", "body"), [(PLAIN, 200, b'{"id": 1}'), (CHUNKED, 201, b'{"id": 1}'), (EMPTY, 204, b"")]
)
def test_an_answer_is_the_same_however_it_arrives(
    raw: bytes, status: int, body: bytes, before: bytes, step: int
) -> None:
    answer = read(before + raw, step)
    assert answer is not None
    assert (answer.status, answer.body, answer.kept) == (status, body, True)


def test_headers_are_found_by_their_name_in_small_letters() -> None:
    answer = read(b"HTTP/1.1 429 Slow down\r\nRETRY-After:  3 \r\ncontent-length: 0\r\n\r\n")
    assert answer is not None
    assert answer.headers["retry-after"] == "3"


@pytest.mark.parametrize("step", [0, 5])
def test_an_answer_without_a_length_ends_with_its_connection(step: int) -> None:
    reader = Reader()
    raw = b"HTTP/1.1 200 OK\r\n\r\n{}"
    for place in range(0, len(raw), step or len(raw)):
        assert reader.take(raw[place : place + (step or len(raw))]) is None
    answer = reader.end()
    assert answer is not None
    assert (answer.body, answer.kept) == (b"{}", False)


@pytest.mark.parametrize("raw", [b"", b"HTTP/1.1 200 OK\r\nContent-Le", PLAIN[:-1], CHUNKED[:-2]])
def test_an_answer_that_breaks_off_is_none(raw: bytes) -> None:
    reader = Reader()
    assert reader.take(raw) is None
    assert reader.end() is None


@pytest.mark.parametrize(
    "raw",
    [
        b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nConnection: Keep-Alive, Close\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n",
        PLAIN + b"HTTP/1.1 200 OK\r\n",
        EMPTY + b"a body",
        CHUNKED + b"more",
    ],
)
def test_a_connection_is_not_used_again_when_it_is_not_to_be_or_more_came_than_was_asked(raw: bytes) -> None:
    answer = read(raw)
    assert answer is not None
    assert not answer.kept


@pytest.mark.parametrize(
    "raw",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\nx" % (MOST_BODY + 1),
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\nx" % (MOST_BODY + 1),
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
        + (b"8000\r\n" + b"x" * 0x8000 + b"\r\n") * 3,
        b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * (MOST_BODY + 1),
    ],
)
def test_of_a_body_that_is_too_large_only_the_status_counts(raw: bytes) -> None:
    answer = read(raw)
    assert answer is not None
    assert (answer.status, answer.body, answer.kept) == (200, b"", False)


@pytest.mark.parametrize(
    "raw",
    [
        b"SSH-2.0-OpenSSH\r\n\r\n",
        b"HTTP/2 200\r\n\r\n",
        b"HTTP/1.1 20 OK\r\n\r\n",
        b"HTTP/1.1  200 OK\r\n\r\n",
        b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 1, 1\r\n\r\nx",
        b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: \xb2\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        b"HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nxyz\r\n",
        b"HTTP/1.1 200 OK\r\nA header\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nA: b\r\n folded\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length : 1\r\n\r\nx",
        b"HTTP/1.1 200 OK\r\nA: b\nC: d\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nA: " + b"b" * MOST_HEAD + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nA: " + b"b" * MOST_HEAD,
        b"HTTP/1.1 100 Continue\r\n\r\n" * 1000,
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n" + b"A: b\r\n" * 4000,
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + b"0" * (MOST_HEAD + 1),
    ],
)
def test_what_is_no_answer_or_could_be_two_is_not_read(raw: bytes) -> None:
    with pytest.raises(NotHttp):
        read(raw)
    with pytest.raises(NotHttp):
        read(raw, 512)
