"""The measured process: ``python -m planner.bench bare|review FILE``."""

import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from planner.bench.ingest import own_peak, read_bare_rows, reviewed


def main(arguments: Sequence[str]) -> int:
    """Do the work and print its seconds, rows and peak memory as JSON."""
    what, path = arguments[0], Path(arguments[1])
    work = read_bare_rows if what == "bare" else reviewed
    if what == "review":
        import planner.reviewing  # noqa: F401 - starting the program is not what is measured
    begun = time.perf_counter()
    rows = work(path)
    seconds = time.perf_counter() - begun
    sys.stdout.write(json.dumps({"seconds": seconds, "rows": rows, "megabytes": own_peak()}))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
