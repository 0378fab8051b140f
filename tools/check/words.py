"""Words that must not be in the repository: a package registry, somebody's path, work left for later."""

import re
from collections.abc import Iterator
from pathlib import Path

from tools.check.files import files_of, text_of

# Each is written so that it does not find itself.
FORBIDDEN = {
    "names a package registry": re.compile(
        r"p[y]pi\.org|p[y]thonhosted|n[p]mjs\.|d[e]b\.debian|i[n]dex-url", re.IGNORECASE
    ),
    "names a path of one machine": re.compile(r"(^|[^\w.])/(work|farm|root|home|Users|tmp)/[\w.]"),
    "leaves something for later": re.compile(r"\b(T[O]DO|F[I]XME|X[X]X)\b"),
    "silences a check without saying why": re.compile(r"#\s*(type:\s*i[g]nore|n[o]qa)\b[^#]*$"),
}


def faults(root: Path) -> Iterator[str]:
    for path in files_of(root):
        for number, line in enumerate(text_of(path).splitlines(), start=1):
            for fault, words in FORBIDDEN.items():
                if words.search(line):
                    yield f"{path.relative_to(root)}:{number}: {fault}"
