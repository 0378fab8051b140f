"""Which kinds the code gives to `notices.put` and `notices.put_at_once`, read from the code itself."""

import ast
from collections.abc import Iterator
from pathlib import Path

PLACE_OF_KIND = {"put": 3, "put_at_once": 2}


def kinds_put_in(source: str) -> set[str]:
    """Every kind that a module gives, as written, with "*" for what an f-string fills in. What is not written out is
    followed to the assignments, and to the calls within the module, that it comes from. Raises LookupError where it
    comes from elsewhere.
    """
    tree = ast.parse(source)
    found: set[str] = set()
    for within, call in _calls(tree):
        match call.func:
            case ast.Attribute(value=ast.Name(id="notices"), attr=name) if name in PLACE_OF_KIND:
                found |= _written(tree, within, _argument(call, PLACE_OF_KIND[name], "kind"))
    return found


def modules_that_put(root: Path) -> list[Path]:
    """The modules that tell people something."""
    return [
        path
        for room in ("supervision", "bot")
        for path in sorted((root / room).rglob("*.py"))
        if "notices.put" in path.read_text(encoding="utf-8")
    ]


def _calls(tree: ast.Module) -> Iterator[tuple[ast.FunctionDef | None, ast.Call]]:
    """Every call, with the function it stands in."""
    for top in tree.body:
        within = top if isinstance(top, ast.FunctionDef) else None
        for node in ast.walk(top):
            if isinstance(node, ast.Call):
                yield within, node


def _argument(call: ast.Call, place: int, name: str) -> ast.expr:
    named = [one.value for one in call.keywords if one.arg == name]
    return named[0] if named else call.args[place]


def _written(tree: ast.Module, within: ast.FunctionDef | None, value: ast.expr) -> set[str]:
    match value:
        case ast.Constant(value=str(kind)):
            return {kind}
        case ast.JoinedStr(values=parts):
            return {"".join(str(one.value) if isinstance(one, ast.Constant) else "*" for one in parts)}
        case ast.IfExp(body=yes, orelse=no):
            return _written(tree, within, yes) | _written(tree, within, no)
        case ast.Name(id=name):
            return _named(tree, within, name)
    raise LookupError(ast.unparse(value))


def _named(tree: ast.Module, within: ast.FunctionDef | None, name: str) -> set[str]:
    parameters = [one.arg for one in within.args.args] if within else []
    if within and name in parameters:
        place = parameters.index(name)
        given = [
            (caller, _argument(call, place, name))
            for caller, call in _calls(tree)
            if isinstance(call.func, ast.Name) and call.func.id == within.name
        ]
    else:
        given = [(within, value) for value in _assigned(tree, name)]
    if not given:
        raise LookupError(name)
    return {kind for caller, value in given for kind in _written(tree, caller, value)}


def _assigned(tree: ast.Module, name: str) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        match node:
            case ast.Assign(targets=[ast.Name(id=found)], value=value) if found == name:
                yield value
            case ast.AnnAssign(target=ast.Name(id=found), value=ast.expr() as value) if found == name:
                yield value
