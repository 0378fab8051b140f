"""Policies from their files: the published ones, others a council writes, overlays of local settings."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from supervision.policy import toml_files
from supervision.policy.checks import faults_within
from supervision.policy.errors import Fault, PolicyError
from supervision.policy.faults import faults_of
from supervision.policy.model import CaseType, Policy
from supervision.policy.nudges import AnyStep
from supervision.policy.resolving import overlaid, resolved
from supervision.policy.rules import Rule
from supervision.policy.toml_files import Table
from supervision.policy.vocabulary import Key

Marked = TypeVar("Marked", Rule, CaseType)


@dataclass(frozen=True)
class _Source:
    """What a policy file holds, how messages name the file, and the policy it makes when it is asked for."""

    data: Table
    file: str

    @cached_property
    def policy(self) -> Policy:
        return _built(self.data, self.file)


_Sources = dict[str, _Source]
_LADDERS: TypeAdapter[dict[str, tuple[AnyStep, ...]]] = TypeAdapter(dict[Key, tuple[AnyStep, ...]])


def load_policies(overlays: Path | None = None, authorities: Iterable[Path] = ()) -> Mapping[str, Policy]:
    """Every policy by its key.

    `authorities` are policy files besides the published ones; `overlays` is a folder of `<key>.toml` files.
    Raises PolicyError naming each faulty file and key, and what to do.
    """
    return _all(_sources(authorities), _overlay_files(overlays))


def load_as_if(path: Path, overlays: Path | None = None, authorities: Iterable[Path] = ()) -> Policy:
    """The policy of one authority as it would be with this file put to work, beside all else that is installed.

    A policy file takes the place of the one with its key, also of one that comes with the program; an overlay that of
    the one with its name. Raises PolicyError.
    """
    data, installed = toml_files.read(path), [*authorities]
    replaced = replaced_by(path, installed)
    sources = _sources(one for one in installed if one != replaced and not _same(one, path))
    layers, key = {one.stem: one for one in _overlay_files(overlays)}, path.stem
    if "key" in data or key not in sources:
        _refuse_unnamed(data, toml_files.label(path), sources)
        key = str(data.get("key", ""))
        sources[key] = _Source(data, toml_files.label(path))
    else:
        layers[key] = path
    own = [layers[key]] if key in layers else []
    return _all({key: sources[key]}, own)[key]


def _all(sources: _Sources, overlays: Iterable[Path]) -> dict[str, Policy]:
    policies = {key: source.policy for key, source in sources.items()}
    return policies | {path.stem: _overlaid(path, sources) for path in overlays}


def load_file(path: Path, authorities: Iterable[Path] = ()) -> Policy:
    """One file by itself, as it stands: an authority's policy, or an overlay over the policy it is named after.

    A file with the key of one of `authorities` is read in its place. Raises PolicyError with every fault of that file.
    """
    data, installed = toml_files.read(path), [*authorities]
    replaced = replaced_by(path, installed)
    sources = _sources(one for one in installed if one != replaced and not _same(one, path))
    if "key" in data or path.stem not in sources:
        _refuse_unnamed(data, toml_files.label(path), sources)
        # A published file may be looked at where it lies; under another name its key is taken.
        if not any(_same(Path(str(file)), path) for file in toml_files.published()):
            _refuse_taken(data, toml_files.label(path), sources)
        return _built(data, toml_files.label(path))
    return _overlaid(path, sources)


def replaced_by(path: Path, authorities: Iterable[Path]) -> Path | None:
    """The one of these policy files that has the key of the file at `path`; None where that is one of them itself.

    Raises PolicyError for a file that cannot be read.
    """
    installed, key = [*authorities], toml_files.read(path).get("key")
    if key is None or any(_same(one, path) for one in installed):
        return None
    return next((one for one in installed if toml_files.read(one).get("key") == key), None)


def _same(one: Path, other: Path) -> bool:
    return one.resolve() == other.resolve()


@cache
def _published() -> tuple[_Source, ...]:
    """They come with the program and stay as they are while it runs, so they are read once."""
    return tuple(_Source(toml_files.read(file), file.name) for file in toml_files.published())


def _sources(authorities: Iterable[Path]) -> _Sources:
    sources: _Sources = {}
    others = (_Source(toml_files.read(one), toml_files.label(one)) for one in authorities)
    for source in (*_published(), *others):
        _refuse_taken(source.data, source.file, sources)
        sources[str(source.data.get("key", ""))] = source
    return sources


def _refuse_taken(data: Table, file: str, sources: _Sources) -> None:
    key = str(data.get("key", ""))
    if key in sources:
        problem = f"{key!r} is the key of {sources[key].file} already. Choose another."
        raise PolicyError([Fault(file, "key", problem)])


def _refuse_unnamed(data: Table, file: str, sources: _Sources) -> None:
    """What no policy is without, and an overlay never says: all of it missing, it is an overlay under another name."""
    if data.keys().isdisjoint(("key", "name", "document")):
        problem = (
            "this has no key, no name and no document, so it is not a policy of its own. An overlay is named after its "
            f"authority, such as {max(sources)}.toml. There are: {', '.join(sorted(sources))}."
        )
        raise PolicyError([Fault(file, "", problem)])


def _overlaid(path: Path, sources: _Sources) -> Policy:
    file = toml_files.label(path)
    if path.stem not in sources:
        known = ", ".join(sorted(sources))
        problem = f"there is no policy {path.stem!r} to put this over. Name the file after one of: {known}."
        raise PolicyError([Fault(file, "", problem)])
    source = sources[path.stem]
    data = overlaid(source.data, toml_files.read(path), file)
    return _with_local_settings(_built(data, file), source.policy)


def _overlay_files(folder: Path | None) -> Iterator[Path]:
    if folder is None:
        return
    if not folder.is_dir():
        raise PolicyError(
            [Fault(str(folder), "", "there is no such folder. Create it, or leave the setting out.")]
        )
    yield from sorted(folder.glob("*.toml"))


def _built(source: Table, file: str) -> Policy:
    ladders = _ladder_faults(source, file)
    if ladders:
        # Told once here, not again for each rule that uses the ladder.
        named = source.get("ladders")
        names = named if isinstance(named, dict) else {}
        source = {**source, "ladders": {name: [] for name in names}}
    data, unknown = resolved(source, file)
    try:
        policy = Policy.model_validate_json(json.dumps(data))
    except ValidationError as found:
        raise PolicyError([*faults_of(found, file, data), *ladders, *unknown]) from None
    if faults := [*ladders, *unknown, *faults_within(policy, file)]:
        raise PolicyError(faults)
    return policy


def _ladder_faults(source: Table, file: str) -> list[Fault]:
    try:
        _LADDERS.validate_json(json.dumps(source.get("ladders", {})), strict=True)
    except ValidationError as found:
        faults = faults_of(found, file, source.get("ladders"))
        return [replace(fault, key=f"ladders.{fault.key}".rstrip(".")) for fault in faults]
    return []


def _with_local_settings(policy: Policy, base: Policy) -> Policy:
    """The policy with each rule and case type that the overlay changed or added marked so."""
    return policy.model_copy(
        update={
            "rules": _marked(policy.rules, base.rules),
            "case_types": _marked(policy.case_types, base.case_types),
        }
    )


def _marked(entries: Mapping[str, Marked], base: Mapping[str, Marked]) -> dict[str, Marked]:
    return {
        key: entry if entry == base.get(key) else entry.model_copy(update={"local_setting": True})
        for key, entry in entries.items()
    }
