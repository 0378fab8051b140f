import stat
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from storage.errors import KeyringError
from storage.keyring import Keyring, new_key
from storage.sealing import Sealer

SECRET = b64encode(bytes(range(32))).decode()


def test_the_first_key_is_the_current_one() -> None:
    keyring = Keyring.from_text(f"{new_key('2026b')},{new_key('2026a')}")
    assert keyring.current == "2026b"
    assert list(keyring.ciphers) == ["2026b", "2026a"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        SECRET,
        f":{SECRET}",
        f"a key:{SECRET}",
        "short:AAAA",
        f"broken:{SECRET}!",
        f"twice:{SECRET},twice:{SECRET}",
    ],
)
def test_keys_that_cannot_be_used_are_refused_without_showing_them(text: str) -> None:
    with pytest.raises(KeyringError) as caught:
        Keyring.from_text(text)
    assert SECRET not in str(caught.value)
    assert "key" in str(caught.value)


def test_a_keyring_shows_its_ids_and_never_a_key() -> None:
    assert repr(Keyring.from_text(f"2026a:{SECRET}")) == "Keyring(2026a)"


def test_the_first_start_makes_a_key_file_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "sealing.key"
    made = Keyring.from_file(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["sealing.key"]
    sealed = Sealer(made).seal("dialog", "ash", "sealed_state", "elder")
    assert Sealer(Keyring.from_file(path)).open("dialog", "ash", "sealed_state", sealed) == "elder"


def test_two_first_starts_at_once_end_up_with_one_key(tmp_path: Path) -> None:
    path = tmp_path / "sealing.key"
    with ThreadPoolExecutor(4) as threads:
        first, *others = threads.map(lambda _: Sealer(Keyring.from_file(path)), range(4))
    sealed = first.seal("dialog", "ash", "sealed_state", "elder")
    assert [other.open("dialog", "ash", "sealed_state", sealed) for other in others] == ["elder"] * 3


def test_a_key_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(KeyringError, match="cannot be read"):
        Keyring.from_file(tmp_path)
