from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name
from packaging.version import Version

from tools.check.lock import content_faults, installed_version, shape_faults


def locked(*names: str) -> dict[NormalizedName, Version]:
    found = {canonicalize_name(name): installed_version(canonicalize_name(name)) for name in names}
    return {name: version for name, version in found.items() if version}


def test_a_lock_that_holds_all_that_is_asked_for_and_nothing_else_has_no_faults() -> None:
    faults = content_faults([Requirement("python-dateutil")], locked("python-dateutil", "six"))
    assert list(faults) == []


def test_what_a_package_needs_in_turn_has_to_be_locked() -> None:
    faults = list(content_faults([Requirement("python-dateutil")], locked("python-dateutil")))
    assert faults == ["six>=1.5 is asked for, nothing of it is locked: make lock"]


def test_a_version_that_will_not_do_is_a_fault() -> None:
    faults = list(content_faults([Requirement("six>=99")], locked("six")))
    assert faults == [
        f"six>=99 is asked for, {installed_version(canonicalize_name('six'))} is locked: make lock"
    ]


def test_what_nobody_asks_for_is_a_fault() -> None:
    assert list(content_faults([], locked("six"))) == ["six is locked, nothing asks for it: make lock"]


def test_an_environment_older_than_the_lock_is_a_fault() -> None:
    faults = list(content_faults([Requirement("six")], {canonicalize_name("six"): Version("99")}))
    assert faults == [
        f"six is locked at 99, installed is {installed_version(canonicalize_name('six'))}: make install"
    ]


def test_a_lock_says_nothing_but_names_versions_and_hashes() -> None:
    text = (
        "--find-links somewhere\n"
        "six==1.17.0 ; sys_platform == 'win32' \\\n"
        f"    --hash=sha256:{'0' * 64} \\\n"
        f"    --hash=sha256:{'1' * 64}\n"
        "    # via python-dateutil\n"
    )
    assert list(shape_faults(text)) == [
        "line 1 is neither a name with its version nor a hash",
        "line 5 is neither a name with its version nor a hash",
    ]
