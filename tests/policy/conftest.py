"""The policies, as a newcomer loads them."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from supervision.policy import Policy, load_policies

OVERLAYS = Path(__file__).parent / "overlays"


@pytest.fixture(scope="session")
def policies() -> Mapping[str, Policy]:
    return load_policies()


@pytest.fixture(scope="session")
def cb(policies: Mapping[str, Policy]) -> Policy:
    return policies["central-bedfordshire"]


@pytest.fixture(scope="session")
def bd(policies: Mapping[str, Policy]) -> Policy:
    return policies["bradford"]


@pytest.fixture(scope="session")
def local_bd() -> Policy:
    return load_policies(overlays=OVERLAYS)["bradford"]


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str], Path]:
    def written(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return path

    return written
