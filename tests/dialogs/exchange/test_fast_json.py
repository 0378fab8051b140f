import json

import pytest

from dialogs.exchange.fast_json import from_json, to_json


@pytest.mark.parametrize("text", ['{"say": "a\\ud83d b"}', '{"a": 1, "a": 2}', "[1e400]", '"é 👋"'])
def test_what_is_read_is_what_python_reads(text: str) -> None:
    assert from_json(text) == json.loads(text)
    assert from_json(text.encode()) == json.loads(text.encode())


def test_another_encoding_is_read_too() -> None:
    assert from_json('"é"'.encode("utf-16")) == "é"


@pytest.mark.parametrize("text", [b"", b"{", b'{"a": 1} 2', b"\xff\xfe\xff", b"[1,]"])
def test_what_is_no_json_is_a_fault_of_value(text: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        from_json(text)


def test_what_is_too_deep_is_refused() -> None:
    with pytest.raises(RecursionError):
        from_json(b"[" * 100_000)


def test_what_is_written_can_be_read_again() -> None:
    value = {"text": 'Ö "quoted"\n👋', "chosen": ("a", "b"), "version": 2**53, "yes": True, "none": None}
    assert from_json(to_json(value)) == {**value, "chosen": ["a", "b"]}


def test_half_of_a_character_is_written_as_a_question_mark() -> None:
    assert from_json(to_json({"text": "a\ud83d"})) == {"text": "a?"}
