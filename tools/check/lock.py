"""Whether the locks hold what pyproject.toml asks for, all of it and nothing else, without asking anyone.

What a package needs in turn is read from the installed package, so `make install` comes first.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name
from packaging.version import Version

# Groups of pyproject.toml that each lock holds beside what the program itself needs.
LOCKS = {"requirements.lock": ("build",), "requirements-dev.lock": ("build", "dev")}

_PACKAGE = re.compile(r"[a-z0-9][a-z0-9._-]*==\S+( ; .+)? \\")
_HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")


def faults(root: Path) -> Iterator[str]:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    for name, groups in LOCKS.items():
        text = (root / name).read_text(encoding="utf-8")
        yield from (f"{name}: {fault}" for fault in shape_faults(text))
        yield from (
            f"{name}: {fault}" for fault in content_faults(_asked_for(project, groups), _locked(text))
        )


def shape_faults(text: str) -> Iterator[str]:
    """Lines that are neither a name with its version nor a hash."""
    for number, line in enumerate(text.splitlines(), start=1):
        if not (_PACKAGE.fullmatch(line) or _HASH.fullmatch(line)):
            yield f"line {number} is neither a name with its version nor a hash"


def content_faults(asked_for: Iterable[Requirement], locked: dict[NormalizedName, Version]) -> Iterator[str]:
    """What is asked for and not locked in a version that will do; what is locked and not asked for."""
    waiting = list(asked_for)
    looked_at: set[tuple[NormalizedName, frozenset[str]]] = set()
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        if (name, frozenset(requirement.extras)) in looked_at:
            continue
        looked_at.add((name, frozenset(requirement.extras)))
        version = locked.get(name)
        if version is None or not requirement.specifier.contains(version, prereleases=True):
            yield f"{requirement} is asked for, {version or 'nothing of it'} is locked: make lock"
        else:
            installed = installed_version(name)
            if installed == version:
                waiting += _needed_by(name, requirement.extras)
            else:
                yield f"{name} is locked at {version}, installed is {installed or 'none'}: make install"
    for name in sorted(locked.keys() - {name for name, _ in looked_at}):
        yield f"{name} is locked, nothing asks for it: make lock"


def _asked_for(project: dict[str, Any], groups: Iterable[str]) -> list[Requirement]:
    lines = [*project["project"]["dependencies"]]
    for group in groups:
        lines += project["dependency-groups"][group]
    return [Requirement(line) for line in lines]


def _locked(text: str) -> dict[NormalizedName, Version]:
    """What the lock gives to this Python on this system."""
    requirements = [
        Requirement(line.removesuffix("\\")) for line in text.splitlines() if _PACKAGE.fullmatch(line)
    ]
    return {
        canonicalize_name(requirement.name): Version(next(iter(requirement.specifier)).version)
        for requirement in requirements
        if requirement.marker is None or requirement.marker.evaluate()
    }


def installed_version(name: str) -> Version | None:
    try:
        return Version(distribution(name).version)
    except PackageNotFoundError:
        return None


def _needed_by(name: str, extras: set[str]) -> Iterator[Requirement]:
    for requirement in map(Requirement, distribution(name).requires or ()):
        marker = requirement.marker
        if marker is None or any(marker.evaluate({"extra": extra}) for extra in extras or {""}):
            yield requirement
