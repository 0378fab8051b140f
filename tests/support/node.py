"""Packages of Node.js that tests use; `npm ci` installs them from the lock."""

from pathlib import Path

NODE_MODULES = Path(__file__).parents[2] / "node_modules"
REMEDY = "The Node.js packages for tests are not installed. With Node.js installed: npm ci"


def is_there() -> bool:
    """Whether they are installed."""
    return (NODE_MODULES / ".package-lock.json").is_file()
