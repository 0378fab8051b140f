"""Draft the next step from what the tables have become: python -m storage.migrations.draft "what changes".

Read it before committing it: a draft sees neither renamed columns nor changed CHECK constraints, and on
SQLite a batch rebuilds its table without its triggers. Then format it with ruff and raise HEAD in __init__.py
here.

Until the first release the tables' first step is drafted anew instead: --first.
"""

import argparse
import tempfile
from pathlib import Path

from alembic import command

from storage.database.engines import sqlite_engine
from storage.migrations import HEAD
from storage.migrations.steps import configuration, upgrade

_VERSIONS = Path(__file__).parent / "versions"


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(prog="python -m storage.migrations.draft", description=__doc__)
    parser.add_argument("words", nargs="?", default="The tables")
    parser.add_argument("--first", action="store_true", help="draft the first step anew")
    options = parser.parse_args()
    if options.first:
        (later,) = _VERSIONS.glob("0002_*.py")
        aside = later.with_suffix(".aside")
        later.rename(aside)
        try:
            (_VERSIONS / "0001_tables.py").unlink(missing_ok=True)
            _draft("Tables", "0001")
        finally:
            aside.rename(later)
    else:
        _draft(options.words, f"{int(HEAD) + 1:04}")


def _draft(words: str, step: str) -> None:
    with tempfile.TemporaryDirectory() as directory:
        engine = sqlite_engine(Path(directory) / "empty", durable=False, read_only=False, connections=1)
        if step != "0001":
            upgrade(engine)
        with engine.begin() as connection:
            config = configuration(connection)
            config.attributes["batch"] = step != "0001"
            command.revision(config, words, autogenerate=True, rev_id=step)
        engine.dispose()
    (file,) = _VERSIONS.glob(f"{step}_*.py")
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.strip().startswith("# ###")]
    file.write_text("".join(kept), encoding="utf-8")


if __name__ == "__main__":
    main()
