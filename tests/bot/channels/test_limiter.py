"""How fast one conversation is written to."""

from bot.channels.limiter import SENDING, Limiter


def sent(limiter: Limiter, count: int) -> list[float]:
    """At which second each of so many messages leaves, all wanted at once."""
    waits = [limiter.take("one", 0.0, 10_000) for _ in range(count)]
    return [wait for wait in waits if wait is not None]


def test_no_span_holds_more_than_the_service_takes() -> None:
    times = sent(Limiter(), 200)
    for most, span in SENDING:
        for start in times:
            assert sum(1 for one in times if start <= one < start + span) <= most


def test_the_first_seven_leave_at_once_and_the_eighth_a_second_later() -> None:
    assert sent(Limiter(), 8) == [0.0] * 7 + [1.0]


def test_one_conversation_does_not_hold_up_another() -> None:
    limiter = Limiter()
    sent(limiter, 7)
    assert limiter.take("other", 0.0, 0.0) == 0.0


def test_a_place_that_is_too_far_off_is_not_taken() -> None:
    limiter = Limiter()
    sent(limiter, 7)
    assert limiter.take("one", 0.0, 0.5) is None
    assert limiter.wait("one", 0.0) == 1.0
    assert limiter.take("one", 1.0, 0.5) == 0.0


def test_without_limits_nobody_waits() -> None:
    assert sent(Limiter(()), 100) == [0.0] * 100
