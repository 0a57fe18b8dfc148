"""What the pages compute is tested where it runs: by Node's own runner, on the sources as they are."""

from __future__ import annotations

import subprocess

from hatch_build import NODE, WEB


def test_the_functions_of_the_pages_do_what_their_tests_say() -> None:
    tests = sorted(str(file.relative_to(WEB)) for file in WEB.glob("test/*.test.ts"))
    assert tests
    run = subprocess.run(
        [
            NODE / "bin" / "node",
            "--import",
            "./test/resolve.js",
            "--test",
            "--test-force-exit",
            "--test-reporter=spec",
            *tests,
        ],
        cwd=WEB,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
