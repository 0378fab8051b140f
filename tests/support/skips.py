"""Tests whose program is missing are skipped with the remedy, which is said once more at the end.

With SUPERVISION_NO_SKIPS=1 a run in which anything was skipped has failed.
"""

import os

import pytest

from tests.support import node
from tests.support.programs import PROGRAMS

_NO_SKIPS = pytest.StashKey[bool]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_NO_SKIPS] = os.environ.get("SUPERVISION_NO_SKIPS") == "1"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whoever asks for the browser is marked for it, early enough for `-m "not needs_chromium"` to see it.

    They come first: they take longest, and no worker should be left with them when the others have ended.
    """
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("needs_chromium")
    items.sort(key=lambda item: item.get_closest_marker("needs_chromium") is None)


def pytest_runtest_setup(item: pytest.Item) -> None:
    for mark, program in PROGRAMS.items():
        if item.get_closest_marker(mark) and not program.find():
            pytest.skip(program.remedy)
    if item.get_closest_marker("needs_node") and not node.is_there():
        pytest.skip(node.REMEDY)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    if (
        session.exitstatus == pytest.ExitCode.OK
        and session.config.stash[_NO_SKIPS]
        and _skipped(session.config)
    ):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    reasons = {_reason(report) for report in _skipped(config)}
    if reasons:
        terminalreporter.section("Some tests did not run")
    for reason in sorted(reasons):
        terminalreporter.line(reason)
    if config.stash[_NO_SKIPS] and reasons:
        terminalreporter.line("SUPERVISION_NO_SKIPS=1 is set, so this run has failed.")


def _skipped(config: pytest.Config) -> list[pytest.TestReport]:
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    return reporter.stats.get("skipped", []) if reporter else []


def _reason(report: pytest.TestReport) -> str:
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return reason.removeprefix("Skipped: ")
