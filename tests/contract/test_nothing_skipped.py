"""A skipped or xfailed test fails the session (tests/nothing_skipped.py)."""

import pytest

CASES = {
    "skip mark": "@pytest.mark.skip(reason='why')\ndef test(): pass",
    "skipif": "@pytest.mark.skipif(True, reason='why')\ndef test(): pass",
    "skip inside": "def test(): pytest.skip('why')",
    "skip in a fixture": "@pytest.fixture\ndef x(): pytest.skip('why')\ndef test(x): pass",
    "import or skip": "def test(): pytest.importorskip('no_such_module')",
    "whole module": "pytest.skip('why', allow_module_level=True)\ndef test(): pass",
    "unittest": "import unittest\nclass Test(unittest.TestCase):\n def test(_): _.skipTest('')",
    "xfail": "@pytest.mark.xfail\ndef test(): assert 0",
    "xfail inside": "def test(): pytest.xfail('why')",
    "xpass": "@pytest.mark.xfail\ndef test(): pass",
}


def run(pytester: pytest.Pytester, body: str, *arguments: str) -> pytest.RunResult:
    pytester.makepyfile(f"import pytest\n\n\n{body}\n")
    return pytester.runpytest_inprocess("-p", "tests.nothing_skipped", *arguments)


@pytest.mark.parametrize("body", CASES.values(), ids=CASES)
def test_it_fails(pytester: pytest.Pytester, body: str) -> None:
    result = run(pytester, body)
    assert result.ret in (pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.INTERRUPTED)
    outcomes = result.parseoutcomes()
    assert outcomes.get("failed", 0) + outcomes.get("errors", 0) == 1
    result.stdout.fnmatch_lines(["*no test may be skipped or expected to fail*"])


def test_it_fails_in_parallel(pytester: pytest.Pytester) -> None:
    skipped = "def test_a(): pass\ndef test_b(): pytest.skip('why')"
    run(pytester, skipped, "-n", "2").assert_outcomes(passed=1, failed=1)


def test_a_test_that_runs_is_left_alone(pytester: pytest.Pytester) -> None:
    run(pytester, "def test_a(): pass\ndef test_b(): assert 0").assert_outcomes(passed=1, failed=1)
