"""What every test may use. Fixtures that need a room's own code stand in tests/<room>/conftest.py."""

import os

import pytest
from hypothesis import HealthCheck, settings

pytest_plugins = [
    "tests.support.skips",
    "tests.support.postgres",
    "tests.support.stores",
    "tests.support.browser",
]

# The same examples in each run, so that a failure is the change's own; no deadline, machines may be busy.
# To look further for once: pytest --hypothesis-profile=search
settings.register_profile(
    "repeat", derandomize=True, database=None, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("search", max_examples=2000, database=None, deadline=None)
settings.load_profile("repeat")


@pytest.hookimpl(trylast=True)
def pytest_configure() -> None:
    """The settings of whoever runs the tests do not reach them."""
    for name in [name for name in os.environ if name.startswith("SUPERVISION_")]:
        del os.environ[name]
