"""Sealed text: AES-256-GCM, bound to its table, row and field, so that it opens nowhere else.

A sealed text is: one byte for the format (1), one for the length of the key's id, the id, 12 random bytes,
then the ciphertext with its tag. Which columns hold sealed text is listed here, because rotation must find
them all.
"""

import os
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag

from storage.errors import Unsealable
from storage.keyring import Keyring

_FORMAT = 1
_NONCE_BYTES = 12


@dataclass(frozen=True, slots=True)
class SealedColumn:
    """A column of sealed text, and the columns that name its row."""

    table: str
    row: tuple[str, ...]
    field: str


SEALED_COLUMNS = (
    SealedColumn("agreement_text", ("agreement_id", "edition", "step"), "sealed"),
    SealedColumn("audit_learning", ("event_id",), "sealed"),
    SealedColumn("concern_note", ("id",), "sealed"),
    SealedColumn("cpd_entry", ("id",), "sealed"),
    SealedColumn("dialog", ("person_id",), "sealed_state"),
    SealedColumn("draft_action", ("id",), "sealed_what"),
    SealedColumn("draft_action", ("id",), "sealed_why"),
    SealedColumn("draft_action", ("id",), "sealed_who"),
    SealedColumn("draft_text", ("draft_id", "step"), "sealed"),
    SealedColumn("local_message", ("id",), "sealed"),
    SealedColumn("preparation_answer", ("preparation_id", "step"), "sealed"),
    SealedColumn("reading", ("id",), "sealed"),
    SealedColumn("record_answer", ("id",), "sealed"),
    SealedColumn("update_text", ("update_id", "author_id", "step"), "sealed"),
)
# Small values sealed into the settings table as base64, by key.
SEALED_SETTINGS = ("trail_head", "sealing_check")

_PLACES = frozenset((column.table, column.field) for column in SEALED_COLUMNS) | {("setting", "value")}


def row_name(*key: str) -> str:
    """Name a row by its key columns, in the order SEALED_COLUMNS gives them."""
    return "/".join(key)


class Sealer:
    """Seals under the current key; opens what any key of the ring has sealed."""

    def __init__(self, keyring: Keyring) -> None:
        self._ciphers = keyring.ciphers
        self.header = header_of(keyring.current)
        self._current = keyring.ciphers[keyring.current]

    def seal(self, table: str, row: str, field: str, text: str) -> bytes:
        """Seal a text into its place. Raises ValueError for a place that rotation would not find."""
        nonce = os.urandom(_NONCE_BYTES)
        bound = _bound_to(table, row, field)
        return self.header + nonce + self._current.encrypt(nonce, text.encode(), bound)

    def open(self, table: str, row: str, field: str, sealed: bytes) -> str:
        """Open a sealed text in its place. Raises Unsealable, which shows the place and never the text."""
        try:
            if sealed[0] != _FORMAT:
                raise ValueError("unknown format")
            start = 2 + sealed[1]
            cipher = self._ciphers[sealed[2:start].decode("ascii")]
            nonce, body = sealed[start : start + _NONCE_BYTES], sealed[start + _NONCE_BYTES :]
            return cipher.decrypt(nonce, body, _bound_to(table, row, field)).decode()
        except (InvalidTag, LookupError, ValueError) as fault:
            raise Unsealable(
                f"The sealed text in {table}.{field}, row {row}, cannot be opened: its key is missing, "
                "or it was changed or moved there from elsewhere."
            ) from fault


def header_of(key_id: str) -> bytes:
    """What every text sealed under a key begins with."""
    name = key_id.encode("ascii")
    return bytes((_FORMAT, len(name))) + name


def _bound_to(table: str, row: str, field: str) -> bytes:
    if (table, field) not in _PLACES:
        raise ValueError(f"{table}.{field} is not among the sealed columns")
    return f"{table}|{row}|{field}".encode()
