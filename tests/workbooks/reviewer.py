"""Runs ``planner review`` again and again, each time in a process of its own that need not import the planner anew.

Reads one order a line: a file, and the folder that the run is to think is all there is. Answers with the exit code,
what was said, and the peak memory of that process in megabytes (VmHWM: what ``ru_maxrss`` says is inherited).
"""

import json
import os
import signal
import sys
import tempfile
from pathlib import Path

from planner.cli import main

MOST_SECONDS = 60


def review(path: str, folder: str) -> None:
    """Be the command line: never returns."""
    places = {"HOME": "home", "PLANNER_HOME": "home", "TMPDIR": "tmp"}
    os.environ |= {variable: str(Path(folder, place)) for variable, place in places.items()}
    tempfile.tempdir = None
    os.chdir(folder)
    said = os.open(f"{folder}/said", os.O_WRONLY | os.O_CREAT)
    os.dup2(said, 1)
    os.dup2(said, 2)
    signal.alarm(MOST_SECONDS)
    sys.argv = ["planner", "review", path, "--out", f"{folder}/out"]
    code = 0
    try:
        main()
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 1
    sys.stdout.flush()
    peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    Path("peak").write_text(peak.split()[1])
    os._exit(code)


def answer(path: str, folder: str) -> dict[str, object]:
    """How the review of a file went; the code is that of a signal, below zero, when it was killed."""
    child = os.fork()
    if not child:
        review(path, folder)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    peak = Path(folder, "peak")
    megabytes = int(peak.read_text()) // 1024 if peak.exists() else None
    return {"code": code, "said": Path(folder, "said").read_text(encoding="utf-8"), "megabytes": megabytes}


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(answer(*json.loads(line))), flush=True)  # noqa: T201 - this is how it answers
