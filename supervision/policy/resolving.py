"""From a file as its author writes it to the data of a policy: defaults, ladders by name, overlays."""

from collections.abc import Iterator
from copy import deepcopy

from supervision.policy.errors import Fault, PolicyError
from supervision.policy.toml_files import Data, Table

_OVERLAY_KEYS = ("case_types", "closures", "hours", "ladders", "rules")


def resolved(source: Table, file: str) -> tuple[Table, list[Fault]]:
    """The data with each rule's ladder put in its place, and what the file says once filled in everywhere.

    Beside it a fault for each rule that names a ladder the file does not have.
    """
    data = deepcopy(source)
    ladders = data.pop("ladders", {})
    document = data.get("document")
    if isinstance(document, dict):
        for table, entry in _entries(data):
            for quoting in (entry, *_forms(entry)):
                _fill(quoting, "clause", {"document": document.get("title")})
            if table == "rules" and "holds_from" in document:
                entry.setdefault("holds_from", document["holds_from"])
    faults = []
    for table, entry in _entries(data):
        if table == "rules":
            entry["authority"] = data.get("key")
            nudges = entry.get("nudges")
            if isinstance(nudges, str) and isinstance(ladders, dict):
                entry["nudges"] = ladders.get(nudges, [])
                if nudges not in ladders:
                    known = ", ".join(sorted(ladders))
                    problem = f"names the ladder {nudges!r}, which is not there. Write one of: {known}."
                    faults.append(Fault(file, f"rules.{entry['id']}.nudges", problem))
    return data, faults


def overlaid(source: Table, overlay: Table, file: str) -> Table:
    """The data of a policy file with an overlay's put over it: tables merge, closure days are added to.

    A clock that says its kind replaces the whole clock. Raises PolicyError for what an overlay may not hold.
    """
    unknown = [key for key in overlay if key not in _OVERLAY_KEYS]
    if unknown:
        may = ", ".join(_OVERLAY_KEYS)
        raise PolicyError(
            [Fault(file, key, f"is not for an overlay, which may hold: {may}.") for key in unknown]
        )
    closures = [*_listed(source.get("closures")), *_listed(overlay.get("closures"))]
    merged = _merged(source, overlay)
    return {**merged, "closures": closures} if closures else merged


def _merged(source: Table, overlay: Table) -> Table:
    merged = dict(source)
    for key, value in overlay.items():
        old = merged.get(key)
        if isinstance(old, dict) and isinstance(value, dict) and "kind" not in value:
            merged[key] = _merged(old, value)
        else:
            merged[key] = value
    return merged


def _entries(data: Table) -> Iterator[tuple[str, Table]]:
    """Each rule, case type and clause, told its id."""
    for table in ("rules", "case_types", "clauses"):
        entries = data.get(table)
        for key, entry in entries.items() if isinstance(entries, dict) else ():
            if isinstance(entry, dict):
                entry["id"] = key
                for quoting in (entry, *_forms(entry)):
                    _fill(quoting, "clause", {"id": key})
                yield table, entry


def _forms(entry: Table) -> Iterator[Table]:
    """The forms of a clause, each with its place in the text."""
    yield from (one for one in _listed(entry.get("forms")) if isinstance(one, dict))


def _fill(entry: Table, key: str, defaults: Table) -> None:
    inner = entry.get(key)
    if isinstance(inner, dict):
        entry[key] = {**defaults, **inner}


def _listed(value: Data) -> list[Data]:
    return value if isinstance(value, list) else []
