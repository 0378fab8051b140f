"""Every kind of notice that the code gives has words, found without anything being sent."""

from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from dialogs.news import NEWS
from tests.repository.kinds_of_notices import kinds_put_in, modules_that_put

ROOT = Path(__file__).parents[2]
RULES = "*/*/*"


@pytest.mark.parametrize("path", modules_that_put(ROOT), ids=lambda path: path.stem)
def test_every_kind_that_is_put_has_words(path: Path) -> None:
    kinds = kinds_put_in(path.read_text(encoding="utf-8")) - {RULES}
    without = {kind for kind in kinds if not any(fnmatchcase(one, kind) for one in NEWS)}
    assert without == set(), f"add words for {sorted(without)} to NEWS in dialogs/news/__init__.py"


def test_every_kind_that_has_words_is_put_somewhere() -> None:
    kinds = {
        kind for path in modules_that_put(ROOT) for kind in kinds_put_in(path.read_text(encoding="utf-8"))
    }
    assert {one for one in NEWS if not any(fnmatchcase(one, kind) for kind in kinds - {RULES})} == set()


def test_a_kind_is_found_wherever_in_the_module_it_is_written() -> None:
    source = """
KIND = "named"
def tell(work, kind):
    notices.put(work, policy, whom, kind, about)
def act(work):
    tell(work, "passed-on")
    tell(work, kind="by-name")
    notices.put_at_once(work, whom, KIND, about, stage)
    notices.put(work, policy, whom, f"made-of-{state}", about)
    chosen = "one" if work else "other"
    notices.put(work, policy, whom, chosen, about)
"""
    assert kinds_put_in(source) == {"passed-on", "by-name", "named", "made-of-*", "one", "other"}
    with pytest.raises(LookupError):
        kinds_put_in("notices.put(work, policy, whom, from_elsewhere, about)")
