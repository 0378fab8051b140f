"""Policies from their files: the published ones, others a council writes, overlays of local settings."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from supervision.policy import toml_files
from supervision.policy.errors import Fault, PolicyError
from supervision.policy.faults import faults_of
from supervision.policy.model import Policy
from supervision.policy.nudges import AnyStep
from supervision.policy.resolving import overlaid, resolved
from supervision.policy.toml_files import Table
from supervision.policy.vocabulary import Key

_LADDERS: TypeAdapter[dict[str, tuple[AnyStep, ...]]] = TypeAdapter(dict[Key, tuple[AnyStep, ...]])


def load_policies(overlays: Path | None = None, authorities: Iterable[Path] = ()) -> Mapping[str, Policy]:
    """Every policy by its key.

    `authorities` are policy files besides the published ones; `overlays` is a folder of `<key>.toml` files.
    Raises PolicyError naming each faulty file and key, and what to do.
    """
    sources = _sources(authorities)
    policies = {key: _built(data, file) for key, (data, file) in sources.items()}
    for path in _overlay_files(overlays):
        if path.stem not in policies:
            known = ", ".join(sorted(policies))
            problem = (
                f"there is no policy {path.stem!r} to put this over. Name the file after one of: {known}."
            )
            raise PolicyError([Fault(toml_files.label(path), "", problem)])
        file = toml_files.label(path)
        data = overlaid(sources[path.stem][0], toml_files.read(path), file)
        policies[path.stem] = _with_local_settings(_built(data, file), policies[path.stem])
    return policies


def _sources(authorities: Iterable[Path]) -> dict[str, tuple[Table, str]]:
    sources: dict[str, tuple[Table, str]] = {}
    for found in (*toml_files.published(), *authorities):
        data, file = toml_files.read(found), toml_files.label(found)
        key = str(data.get("key", ""))
        if key in sources:
            problem = f"{key!r} is the key of {sources[key][1]} already. Choose another."
            raise PolicyError([Fault(file, "key", problem)])
        sources[key] = data, file
    return sources


def _overlay_files(folder: Path | None) -> Iterator[Path]:
    if folder is None:
        return
    if not folder.is_dir():
        raise PolicyError(
            [Fault(str(folder), "", "there is no such folder. Create it, or leave the setting out.")]
        )
    yield from sorted(folder.glob("*.toml"))


def _built(source: Table, file: str) -> Policy:
    try:
        _LADDERS.validate_json(json.dumps(source.get("ladders", {})), strict=True)
    except ValidationError as found:
        faults = faults_of(found, file, source.get("ladders"))
        raise PolicyError(
            [replace(fault, key=f"ladders.{fault.key}".rstrip(".")) for fault in faults]
        ) from None
    data, unknown = resolved(source, file)
    try:
        policy = Policy.model_validate_json(json.dumps(data))
    except ValidationError as found:
        raise PolicyError([*faults_of(found, file, data), *unknown]) from None
    if unknown:
        raise PolicyError(unknown)
    return policy


def _with_local_settings(policy: Policy, base: Policy) -> Policy:
    """The policy with each rule that the overlay changed or added marked so."""
    rules = {
        key: rule if rule == base.rules.get(key) else rule.model_copy(update={"local_setting": True})
        for key, rule in policy.rules.items()
    }
    return policy.model_copy(update={"rules": rules})
