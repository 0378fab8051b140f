"""A word that was typed, looked for in everything that is written, sent or logged."""

import base64
import json
from collections.abc import Iterator
from logging import LogRecord
from pathlib import Path

import psycopg
from psycopg.sql import SQL, Identifier
from sqlalchemy import URL

from dialogs.exchange.as_json import message_to_json
from dialogs.exchange.message import Message

CANARY = "ptarmigan7719"


def forms() -> set[bytes]:
    """The word as it may stand somewhere: as typed, capitals aside, in UTF-16, in hexadecimal, in base64."""
    found = set()
    for word in (CANARY, CANARY.capitalize(), CANARY.upper()):
        plain = word.encode()
        found |= {plain, word.encode("utf-16-le"), plain.hex().encode(), plain.hex().upper().encode()}
        for shift in range(3):
            # What stands before it moves the groups of three; the edges mix with the neighbours.
            found.add(base64.b64encode(bytes(shift) + plain)[4:-4])
    return found


def is_in(written: bytes) -> bool:
    """Whether the word stands there in any form."""
    return any(one in written for one in forms())


def in_place(place: Path | URL) -> list[str]:
    """Where the word stands in a database: names of files, or of tables."""
    written = _files(place) if isinstance(place, Path) else _tables(place)
    return [name for name, content in written if is_in(content)]


def in_records(records: list[LogRecord]) -> list[str]:
    """The log records that hold the word, by logger."""
    return [
        f"{one.name} {one.levelname}"
        for one in records
        if is_in(f"{one.getMessage()} {one.args!r} {one.exc_info!r} {one.exc_text}".encode())
    ]


def in_message(message: Message) -> bool:
    """Whether any part of a message holds the word."""
    return is_in(json.dumps(message_to_json(message)).encode())


def _files(place: Path) -> Iterator[tuple[str, bytes]]:
    for file in sorted(place.parent.iterdir()):
        if file.is_file():
            yield file.name, file.read_bytes()


def _tables(place: URL) -> Iterator[tuple[str, bytes]]:
    host = place.query["host"]
    with psycopg.connect(host=str(host), user=place.username, dbname=place.database) as connection:
        names = connection.execute(
            "select table_schema, table_name from information_schema.tables "
            "where table_type = 'BASE TABLE' and table_schema = 'public'"
        ).fetchall()
        for schema, name in names:
            rows = connection.execute(
                SQL("select t::text from {} t").format(Identifier(schema, name))
            ).fetchall()
            yield name, "\n".join(str(row) for row in rows).encode()
