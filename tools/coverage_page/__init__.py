"""The page of coverage: for each clause of the policies its rule, what serves it, and the tests that show it."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.cli.policy_served import served_by
from supervision.policy import Policy, load_policies
from supervision.policy.wording import by_when
from tools.coverage_page.served import CONVERSATIONS_SERVED, Serving, is_there, serving
from tools.coverage_page.shown import CLAUSES, PARTS, Tests
from tools.coverage_page.tests_there import cases, names_in

PAGE = Path("docs/administrators/coverage.md")
_REMEDY = "python -m tools.coverage_page"
_EVERYWHERE = "tests/repository/test_coverage.py"

_HEAD = f"""\
# What serves each clause

This page is written by `{_REMEDY}`, and `make check` compares the two. So do not edit it. It has a row for each
clause of the published policies: what each authority's rule asks for, what serves it, and the tests that show it. Each
conversation, typed word, button and test it names is looked up, and a fault is told where one is not there.
`{_EVERYWHERE}` opens a duty under every rule that is said to be served, in a store with a small
council, and looks at the button its reminder has.

A row that is not served says so. "Cases" counts those in `tests/policy`: what happened, the expected date, the reason.
[The page of rules](rules.md) has the clauses in words, [words to type](../users/words-to-type.md) what people type.
"""


def page(root: Path = Path()) -> str:
    """The whole page."""
    policies = load_policies()
    clocked = _ids(policies, "rules")
    rows = [key for key in clocked if _is_row(policies, key)]
    parts = [_HEAD]
    parts += _part("Clauses with a clock", [key for key in clocked if key not in rows], policies, root)
    parts += _part("How often a case is discussed", rows, policies, root)
    parts += _part("Conversations and records", _ids(policies, "clauses"), policies, root)
    parts += _ledger()
    return "\n".join(parts).rstrip() + "\n"


def clauses(policies: Mapping[str, Policy]) -> list[str]:
    """The id of every clause: each has a row."""
    return [*_ids(policies, "rules"), *_ids(policies, "clauses")]


def faults(root: Path) -> Iterator[str]:
    """What the page says and is not so, and a line where it is not what would be written now."""
    policies = load_policies()
    for key in clauses(policies):
        found = _serving(policies, key)
        for way in found.ways:
            if not is_there(way):
                yield f"{PAGE}: {key}: there is no {way}. Name what serves it in tools/coverage_page/served.py."
        if found.ways and not any(_tests(policies, key)) and not cases(root)[key]:
            yield f"{PAGE}: {key}: no test shows it. Name one in tools/coverage_page/shown."
    for file, names in (pair for tests in (*PARTS.values(), *CLAUSES.values()) for pair in tests.items()):
        for name in names:
            if name not in names_in(root / file):
                yield f"{PAGE}: there is no test {name} in {file}. Mend tools/coverage_page/shown."
    for key in (*CLAUSES, *CONVERSATIONS_SERVED):
        if key not in clauses(policies):
            yield f"{PAGE}: {key} is no clause of a policy. Take it out of tools/coverage_page."
    path = root / PAGE
    if not path.exists() or path.read_text(encoding="utf-8") != page(root):
        yield f"{PAGE}: is not what would be written now: {_REMEDY}"


def _ids(policies: Mapping[str, Policy], table: str) -> list[str]:
    return list(dict.fromkeys(key for name in sorted(policies) for key in getattr(policies[name], table)))


def _is_row(policies: Mapping[str, Policy], key: str) -> bool:
    openings = {policy.rules[key].opened_by for policy in policies.values() if key in policy.rules}
    return openings <= {"case_supervised", "case_allocated"}


def _serving(policies: Mapping[str, Policy], key: str) -> Serving:
    rules = [policy.rules[key] for policy in policies.values() if key in policy.rules]
    if not rules:
        return CONVERSATIONS_SERVED.get(key, Serving(lacks="Nothing is there for it."))
    found = [serving(rule) for rule in rules]
    ways = tuple(dict.fromkeys(way for one in found for way in one.ways))
    return Serving(ways, " ".join(dict.fromkeys(one.lacks for one in found if one.lacks)))


def _tests(policies: Mapping[str, Policy], key: str) -> list[Tests]:
    parts = {served_by(policy.rules[key]) for policy in policies.values() if key in policy.rules}
    return [CLAUSES.get(key, {}), *(PARTS.get(part, {}) for part in sorted(parts))]


def _part(title: str, keys: list[str], policies: Mapping[str, Policy], root: Path) -> Iterator[str]:
    names = sorted(policies)
    yield f"## {title}\n"
    yield f"| Clause | {' | '.join(policies[one].name for one in names)} | Served by | Shown by |"
    yield f"|---|{'---|' * len(names)}---|---|"
    for key in keys:
        found = _serving(policies, key)
        asked = [_asked(policies[one], key) for one in names]
        yield _row([f"`{key}`", *asked, _served(found), _shown(policies, key, root)])
    yield ""


def _asked(policy: Policy, key: str) -> str:
    if key in policy.clauses:
        one = policy.clauses[key]
        return one.title + (" (uncertain)" if one.uncertain else "")
    if key not in policy.rules:
        return "–"
    rule = policy.rules[key]
    marks = [
        word
        for word, holds in (("uncertain", rule.uncertain), ("local setting", rule.local_setting))
        if holds
    ]
    return by_when(rule) + (f" ({', '.join(marks)})" if marks else "")


def _served(found: Serving) -> str:
    if not found.ways:
        return f"**Not served.** {found.lacks}"
    ways = "; ".join(f"{kind} `{name}`" for kind, _, name in (way.partition(" ") for way in found.ways))
    return f"{ways}. **In part.** {found.lacks}" if found.lacks else ways


def _shown(policies: Mapping[str, Policy], key: str, root: Path) -> str:
    number = cases(root)[key]
    own = [f"{number} {'case' if number == 1 else 'cases'}"] if number else []
    own += _named(CLAUSES.get(key, {}))
    parts = sorted(
        {served_by(policy.rules[key]) for policy in policies.values() if key in policy.rules} - {""}
    )
    own += [f"those of [{part}](#parts-of-the-ledger)" for part in parts]
    return "; ".join(own) or "–"


def _named(tests: Tests) -> list[str]:
    return [f"`{file}`: {', '.join(f'`{name}`' for name in names)}" for file, names in tests.items()]


def _ledger() -> Iterator[str]:
    yield "## Parts of the ledger\n"
    yield "Modules of `supervision/duties`: each opens, moves and closes the duties of its rules.\n"
    yield "| Part | Shown by |\n|---|---|"
    for part, tests in PARTS.items():
        yield _row([f"`{part}`", "; ".join(_named(tests))])


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
