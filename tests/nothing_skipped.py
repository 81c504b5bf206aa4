"""A pytest plugin: a test that is skipped, or expected to fail, fails.

A test that does not run proves nothing and is soon forgotten. What cannot run here is either not
needed (delete it) or a fault of the set-up (mend it).
"""

from collections.abc import Generator

import pytest


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.skipped or hasattr(report, "wasxfail"):
        _fail(report, getattr(report, "wasxfail", None))
    return report


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    if report.skipped:
        _fail(report, None)
    return report


def _fail(report: pytest.TestReport | pytest.CollectReport, expected: str | None) -> None:
    why = f"expected to fail: {expected}" if expected is not None else f"skipped: {_reason(report)}"
    report.outcome = "failed"
    report.longrepr = f"{report.nodeid}: no test may be skipped or expected to fail ({why})"
    vars(report).pop("wasxfail", None)


def _reason(report: pytest.TestReport | pytest.CollectReport) -> object:
    place = report.longrepr
    return place[2] if isinstance(place, tuple) else place
