"""Reading policy files: TOML in, plain data of JSON's kinds out."""

import json
import re
import tomllib
from datetime import date, time
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from supervision.policy.errors import Fault, PolicyError

Table = dict[str, "Data"]
Data = str | int | float | bool | None | list["Data"] | Table


def published() -> list[Traversable]:
    """The policy files that come with the program."""
    found = (file for file in files("supervision.policy").iterdir() if file.name.endswith(".toml"))
    return sorted(found, key=lambda file: file.name)


def read(file: Path | Traversable) -> Table:
    """The content of one file, dates as ISO text. Raises PolicyError, naming the file and the line."""
    try:
        found = tomllib.loads(file.read_text(encoding="utf-8"))
        table: Table = json.loads(json.dumps(found, default=_as_text))
    except OSError as unread:
        raise _refused(
            file, f"cannot be read ({unread.strerror}). Check the path and the permissions."
        ) from unread
    except UnicodeDecodeError as wrong:
        raise _refused(file, "is not UTF-8 text. Save it as UTF-8.") from wrong
    except tomllib.TOMLDecodeError as wrong:
        raise _refused(
            file, f"cannot be read as TOML{_where(wrong)}. A key may stand only once, text stands in quotes."
        ) from wrong
    except (RecursionError, ValueError) as wrong:
        raise _refused(
            file, "holds a number that is too long, or tables too deep in each other. Make it shorter."
        ) from wrong
    return table


def label(file: Path | Traversable) -> str:
    """How messages name a file: by its path, or by its name where it came with the program."""
    return file.name if file in published() else str(file)


_SAID = (
    ("Illegal character", "a quote is missing before the line ends"),
    ("Unterminated", "a quote is missing"),
    ("Cannot overwrite", "this key stands there already"),
    ("Cannot declare", "this heading stands there already"),
    ("Expected '=' after", "there is no = after the key"),
    ("Unclosed", "a bracket is not closed"),
    ("Invalid value", "there is no value that can be read; text needs quotes"),
)


def _where(wrong: tomllib.TOMLDecodeError) -> str:
    """Where it stands and, of what happens often, what it is."""
    found = re.search(r"\(at (line \d+, column \d+|end of document)\)", str(wrong))
    place = {"": "", "end of document": " at its end"}.get(at := found[1] if found else "", f" at {at}")
    what = next((ours for said, ours in _SAID if str(wrong).startswith(said)), "")
    return f"{place}: {what}" if what else place


def _as_text(value: object) -> str:
    if isinstance(value, date | time):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def _refused(file: Path | Traversable, problem: str) -> PolicyError:
    return PolicyError([Fault(label(file), "", problem)])
