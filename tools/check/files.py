"""The files of the repository: what git has or would take."""

import subprocess
from pathlib import Path


def files_of(root: Path) -> list[Path]:
    """All of them that are there, by path."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=root,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return sorted({path for name in listed.split("\0") if name and (path := root / name).is_file()})


def text_of(path: Path) -> str:
    """What it says; nothing for a picture."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""
