"""A fuzzer of the reader: ``python -m tests.workbooks.fuzz_reader --files 10000 --seed 1``.

Files grow from real ones (``inventories/``, ``tests/workbooks/data/`` and some made here) by mutation of their bytes,
of the parts inside them and of the XML and the lines in those. The same seed makes the same files. Most are given to
the reader's work inside a child process of many files, which is quick; one that kills its child or takes too long,
and every fiftieth anyway, goes through the whole cage. A finding is anything but an upload or the one sentence, an
exception of ours that only the cage would catch, or more than a minute; its file is kept.
"""

import argparse
import json
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from planner.core.errors import UnreadableFile
from planner.workbooks import cage_child
from planner.workbooks.guard import DEFAULT_LIMITS, Refused, kind_of
from planner.workbooks.orders import Message, Order
from planner.workbooks.read import read_upload
from tests.workbooks.fuzz_mutations import ROOT, corpus, mutated

PER_CHILD = 200
SECONDS_PER_FILE = 30
LONGEST = 60.0
THROUGH_THE_CAGE_EVERY = 50


def main() -> int:
    """Fuzz, and say what was found; the exit code is the number of findings, at most 99."""
    asked = _arguments()
    if asked.child:
        return child(asked.seed, range(asked.first, asked.first + asked.files))
    began = time.monotonic()
    counts, findings = fuzz(asked.files, asked.seed, asked.keep)
    for outcome, count in counts.most_common():
        print(f"{count:7,}  {outcome}")  # noqa: T201
    print(f"{asked.files:,} files in {time.monotonic() - began:.0f} s, {len(findings)} findings")  # noqa: T201
    for finding in findings:
        print(finding)  # noqa: T201
    return min(len(findings), 99)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--files", type=int, default=10_000, help="how many mutated files")
    parser.add_argument("--seed", type=int, default=1, help="the same seed makes the same files")
    parser.add_argument("--keep", type=Path, default=Path("fuzz-findings"), help="where files with findings are kept")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--first", type=int, default=0, help=argparse.SUPPRESS)
    return parser.parse_args()


def fuzz(files: int, seed: int, keep: Path) -> tuple[Counter[str], list[str]]:
    """What became of the files by outcome, and one line for each finding."""
    counts: Counter[str] = Counter()
    findings: list[str] = []
    seeds = corpus()
    for number, outcome in _outcomes(files, seed):
        name, data = mutated(seeds, seed, number)
        if outcome == "died" or number % THROUGH_THE_CAGE_EVERY == 0:
            outcome = f"{outcome}, through the cage: {_caged(name, data)}"
        counts[outcome] += 1
        if "FINDING" in outcome:
            keep.mkdir(parents=True, exist_ok=True)
            (keep / f"{seed}-{number}-{name}").write_bytes(data)
            findings.append(f"{seed}-{number}-{name}: {outcome}")
    return counts, findings


def _caged(name: str, data: bytes) -> str:
    """What a person would see."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        try:
            read_upload(path, include_hidden=True)
            outcome = "read"
        except UnreadableFile as error:
            outcome = "refused" if "\n" not in str(error) else "FINDING: a refusal of several lines"
        except Exception as error:
            outcome = f"FINDING: {type(error).__name__}: {error}"
    took = time.monotonic() - began
    return outcome if took < LONGEST + 5 else f"FINDING: took {took:.0f} seconds"


def _outcomes(files: int, seed: int) -> Iterator[tuple[int, str]]:
    """The outcome of each file, ``died`` where its child did."""
    first = 0
    while first < files:
        count = min(PER_CHILD, files - first)
        asked = ["--child", "--seed", str(seed), "--first", str(first), "--files", str(count)]
        command = [sys.executable, "-W", "ignore", "-m", "tests.workbooks.fuzz_reader", *asked]
        run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, errors="replace", check=False)
        told = [json.loads(line) for line in run.stdout.splitlines() if line.endswith("]")]
        yield from ((number, outcome) for number, outcome in told)
        first += len(told)
        if len(told) < count:
            yield first, "died"
            first += 1


def child(seed: int, numbers: range) -> int:
    """Read the files of these numbers in this process, each outcome on a line of its own."""
    order = Order("read", DEFAULT_LIMITS, {"include_hidden": True, "stem": "fuzz", "suffix": ""}, 3600)
    cage_child.confine(order)
    work, seeds = cage_child.worker(order), corpus()
    for number in numbers:
        name, data = mutated(seeds, seed, number)
        signal.alarm(SECONDS_PER_FILE)
        outcome = _outcome(work, order, name, data)
        signal.alarm(0)
        sys.stdout.write(json.dumps([number, outcome]) + "\n")
        sys.stdout.flush()
    return 0


def _outcome(work: cage_child.Work, order: Order, name: str, data: bytes) -> str:
    options = {**order.options, "suffix": Path(name).suffix}
    order = Order(order.task, order.limits, options, order.wall)
    try:
        work(data, kind_of(data, order.limits), order, _measure)
    except Refused as refusal:
        return f"refused: {' '.join(refusal.reason.split()[:2])}"
    except MemoryError:
        return "out of memory"
    except Exception as error:
        return f"FINDING: {type(error).__name__}: {error}"
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        return "calamine panicked, which the cage says in one sentence"
    return "read"


def _measure(message: Message) -> int:
    """Write a message as the cage does, without sending it."""
    return len(cage_child.written(message))


if __name__ == "__main__":
    sys.exit(main())
