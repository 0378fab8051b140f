"""A body that ends too early, or is not what its Content-Encoding says."""

from typing import TypeVar

from aiohttp import web

Answer = TypeVar("Answer", bound=web.StreamResponse)


def unwhole(request: web.Request, answer: Answer) -> Answer:
    """The answer to such a request: the last on its connection, as nobody knows where the next one begins.

    Left to itself the server reads on after the answer, and logs the fault with a stack trace.
    """
    if request.content.exception() is not None:
        request.content.feed_eof()
        answer.force_close()
    return answer
