"""A short run of the fuzzer; the long one is ``python -m tests.workbooks.fuzz_reader --files 10000 --seed 1``."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_a_hundred_and_fifty_mutated_files_are_read_or_refused(tmp_path: Path) -> None:
    asked = ["--files", "150", "--seed", "2", "--keep", str(tmp_path / "kept")]
    command = [sys.executable, "-W", "ignore", "-m", "tests.workbooks.fuzz_reader", *asked]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert "150 files in" in run.stdout
    assert "0 findings" in run.stdout
    assert (run.returncode, run.stderr, (tmp_path / "kept").exists()) == (0, "", False)


def test_the_fuzzer_finds_an_error_that_is_there(tmp_path: Path) -> None:
    broken = (
        "import sys; from planner.workbooks import textfiles;"
        "textfiles.looks_tabular = textfiles.delimited_batches = lambda text: 1 / 0;"
        "from tests.workbooks import fuzz_reader as f; from planner.workbooks import cage_child, orders;"
        "from planner.workbooks.guard import DEFAULT_LIMITS;"
        "order = orders.Order('read', DEFAULT_LIMITS, {'include_hidden': True, 'stem': 'f', 'suffix': ''}, 60);"
        "print(f._outcome(cage_child.worker(order), order, 'a.csv', b'a,b'))"
    )
    run = subprocess.run([sys.executable, "-c", broken], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "FINDING: ZeroDivisionError" in run.stdout
