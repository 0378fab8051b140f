"""The keys texts are sealed with: by id, the first is the current one."""

import base64
import os
import re
import secrets
from binascii import Error as NotBase64
from collections.abc import Mapping
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from storage.errors import KeyringError

_KEY_BYTES = 32
_ID = re.compile(r"[A-Za-z0-9_-]{1,16}")


class Keyring:
    """AES-256 keys by id. New texts are sealed under `current`; the others still open what they sealed."""

    def __init__(self, keys: Mapping[str, bytes]) -> None:
        """Take keys in order, the current one first. Raises KeyringError when one cannot be used."""
        if not keys:
            raise KeyringError("There is no sealing key. Give at least one, as id:base64.")
        for key_id, key in keys.items():
            if not _ID.fullmatch(key_id):
                raise KeyringError(
                    "A sealing key's id must be 1 to 16 letters, digits, hyphens or underscores, as 2026a."
                )
            if len(key) != _KEY_BYTES:
                raise KeyringError(f"Sealing key {key_id} must be 32 bytes, written in base64.")
        self.current = next(iter(keys))
        self.ciphers: Mapping[str, AESGCM] = {key_id: AESGCM(key) for key_id, key in keys.items()}

    def __repr__(self) -> str:
        return f"Keyring({', '.join(self.ciphers)})"

    @classmethod
    def from_text(cls, text: str) -> "Keyring":
        """Read `id:base64,id:base64,...` or one a line. Raises KeyringError, never showing a key."""
        keys: dict[str, bytes] = {}
        for entry in text.replace("\n", ",").split(","):
            if not entry.strip():
                continue
            key_id, colon, encoded = entry.strip().partition(":")
            if not colon:
                raise KeyringError("Each sealing key must be written as id:base64, separated by commas.")
            if key_id in keys:
                raise KeyringError(f"Sealing key {key_id} is there twice.")
            try:
                keys[key_id] = base64.b64decode(encoded, validate=True)
            except NotBase64 as fault:
                raise KeyringError(f"Sealing key {key_id} must be 32 bytes, written in base64.") from fault
        return cls(keys)

    @classmethod
    def from_file(cls, path: Path) -> "Keyring":
        """Read the key file, making one with a fresh key at the first start. Raises KeyringError."""
        try:
            return cls.from_text(path.read_text(encoding="ascii"))
        except FileNotFoundError:
            _make(path)
            return cls.from_text(path.read_text(encoding="ascii"))
        except (OSError, UnicodeDecodeError) as fault:
            raise KeyringError(f"The key file {path} cannot be read.") from fault


def new_key(key_id: str) -> str:
    """Make a fresh key, written as id:base64."""
    return f"{key_id}:{base64.b64encode(secrets.token_bytes(_KEY_BYTES)).decode('ascii')}"


def _make(path: Path) -> None:
    """Write a key file for the owner's eyes only: whole or not at all, and never over another."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(new_key("first") + "\n")
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)
        except FileExistsError:
            return  # another process made one in the same moment: that one counts
    finally:
        draft.unlink()
