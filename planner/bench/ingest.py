"""How long a review of a large inventory takes, beside bare reading of the same files on the same machine.

Bare reading is what anybody pays: ``python-calamine``'s rows for a workbook, :mod:`csv`'s records for text. Every
measurement runs in a process of its own, started fresh; memory is the sum over that process and all its children,
looked at every few hundredths of a second (Linux; elsewhere the system's own account of the largest process). Both
are measured three times in turn, and the shortest time of each counts.
"""

import csv
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from planner.core.model import Progress, ProgressHook
from planner.workbooks.plain import read_bare, write_plain

HEADINGS = ("file", "rows", "what", "seconds", "times bare", "peak MB")
TARGET_RATIO, TARGET_MEGABYTES = 4.0, 1200
LOOK_SECONDS = 0.02
TURNS = 3
"""How often each is measured, in turn; the shortest time counts."""

COLUMNS = (
    "Site", "Site ID", "Latitude", "Longitude", "Manufacturer", "Model", "Description", "Part Number",
    "Serial Number", "MAC", "IP Address", "Quantity", "Install Date", "Cost", "Notes",
)  # fmt: skip
"""Fifteen columns, as inventories have them."""

_GEAR = (
    ("Huawei", "RRU3908", "remote radio unit"), ("Huawei Technologies", "BBU3900", "baseband unit"),
    ("Huawei", "RTN 950A", "microwave indoor unit"), ("Nokia", "AirScale", "radio"), ("Cisco", "ASR 920", "router"),
    ("ZTE", "ZXSDR R8862A", "remote radio unit"), ("Dell", "PowerEdge R640", "server"),
    ("Calix", "E7-2", "access shelf"), ("", "S5700-28C", "switch"), ("Adtran", "TA5000", "access shelf"),
    ("Ericsson", "RRUS 11", "remote radio unit"), ("Eltek", "Flatpack2", "rectifier"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Measured:
    """Wall seconds, and the most memory that the process and its children held together, in megabytes."""

    seconds: float
    megabytes: float


def inventory(rows: int, columns: int, seed: int) -> Iterator[tuple[str, ...]]:
    """The header and ``rows`` rows of a made-up inventory; the same for a seed. Beyond :data:`COLUMNS` come fields of
    the carrier's own.
    """
    own = range(len(COLUMNS) + 1, columns + 1)
    for number, row in enumerate(_gear_rows(rows, seed)):
        yield (*row[:columns], *(f"Field {place}" if number == 0 else f"value {number % place}" for place in own))


def _gear_rows(rows: int, seed: int) -> Iterator[tuple[str, ...]]:
    draw = random.Random(seed)  # noqa: S311 - no secret
    yield COLUMNS
    for number in range(rows):
        site, (maker, model, what) = draw.randrange(900), draw.choice(_GEAR)
        yield (
            f"Cell site {site:03d}", f"S{site:03d}", f"{40 + site / 1000:.5f}", f"{-100 - site / 1000:.5f}",
            maker, model, f"{what} {number % 40}", f"0235{number % 3000:04d}", f"2102{number:016d}",
            f"00:E0:FC:{number >> 16 & 255:02X}:{number >> 8 & 255:02X}:{number & 255:02X}",
            f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}", str(1 + number % 3),
            f"{2010 + number % 10}-{1 + number % 12:02d}-{1 + number % 28:02d}", f"${1000 + number % 500:,}.00",
            f"rack {number % 10}",
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Comparison:
    """A file, how long bare reading of it takes, and how long its review takes."""

    file: str
    rows: int
    columns: int
    bare: Measured
    review: Measured

    @property
    def ratio(self) -> float:
        """Seconds of the review for each second of bare reading."""
        return self.review.seconds / self.bare.seconds

    def lines(self) -> Iterator[tuple[str, ...]]:
        """The comparison as rows of a table under :data:`HEADINGS`, the last one a verdict."""
        for what, measured_so, ratio in (("bare reading", self.bare, 1.0), ("review", self.review, self.ratio)):
            seconds, megabytes = f"{measured_so.seconds:.2f}", f"{measured_so.megabytes:,.0f}"
            yield (self.file, f"{self.rows:,}", what, seconds, f"{ratio:.1f}", megabytes)
        quick, lean = self.ratio <= TARGET_RATIO, self.review.megabytes <= TARGET_MEGABYTES
        words = f"{'within' if quick else 'beyond'} {TARGET_RATIO:g} times, {'within' if lean else 'beyond'} "
        yield (self.file, "", f"{words}{TARGET_MEGABYTES:,} MB", "", "", "")

    def document(self) -> dict[str, Any]:
        """The comparison for other programs."""
        told = {name: asdict(found) for name, found in (("bare", self.bare), ("review", self.review))}
        targets = {"ratio": TARGET_RATIO, "megabytes": TARGET_MEGABYTES}
        size = {"file": self.file, "rows": self.rows, "columns": self.columns}
        return {**size, **told, "ratio": self.ratio, "targets": targets}


def ingest(rows: int, columns: int, seed: int, keep: Path | None, progress: ProgressHook) -> list[Comparison]:
    """Make a workbook and a text file of ``rows`` by ``columns`` and measure both; kept in ``keep``, if given."""
    found: list[Comparison] = []
    with _folder(keep) as folder:
        for number, suffix in enumerate(("xlsx", "csv")):
            path = folder / f"inventory-{rows}.{suffix}"
            progress(Progress("making the file", done=number, total=2, note=path.name))
            write_plain(path, inventory(rows, columns, seed))
            taken: dict[str, list[Measured]] = {"bare": [], "review": []}
            for _ in range(TURNS):
                for what, stage in (("bare", "reading it bare"), ("review", "reviewing it")):
                    progress(Progress(stage, done=number, total=2, note=path.name))
                    taken[what].append(measured(what, path))
            found.append(Comparison(path.name, rows, columns, _best(taken["bare"]), _best(taken["review"])))
    return found


def _best(taken: Sequence[Measured]) -> Measured:
    """The shortest time, which others disturbed least, and the most memory."""
    return Measured(min(one.seconds for one in taken), max(one.megabytes for one in taken))


@contextmanager
def _folder(keep: Path | None) -> Iterator[Path]:
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        yield keep
        return
    with tempfile.TemporaryDirectory(prefix="planner-bench-") as folder:
        yield Path(folder)


def measured(what: str, path: Path) -> Measured:
    """Do ``bare`` or ``review`` on a file in a fresh process. Raises ``CalledProcessError`` when it fails."""
    command = [sys.executable, "-m", "planner.bench", what, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:  # noqa: S603 - our own module
        peak = 0.0
        while child.poll() is None:
            peak = max(peak, _resident(child.pid))
            time.sleep(LOOK_SECONDS)
        said = child.stdout.read() if child.stdout else ""
    if child.returncode:
        raise subprocess.CalledProcessError(child.returncode, command)
    told = json.loads(said)
    return Measured(told["seconds"], peak or told["megabytes"])


def _resident(pid: int) -> float:
    """Megabytes in use by a process and all its descendants now; 0 where the system does not say."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    except OSError:
        return 0.0
    own = next((line.split()[1] for line in status.splitlines() if line.startswith("VmRSS:")), "0")
    return int(own) / 1024 + sum(_resident(int(child)) for child in children.split())


def read_bare_rows(path: Path) -> int:
    """Read a file as anybody would; how many rows."""
    if path.suffix == ".csv":
        with path.open(newline="", encoding="utf-8") as file:
            return len(list(csv.reader(file)))
    return len(read_bare(path))


def reviewed(path: Path) -> int:
    """Review a file; how many findings."""
    from planner.reviewing import Inventories, review_inventories

    return len(review_inventories(Inventories((path,)), lambda _: None).review.findings)


def own_peak() -> float:
    """The most memory this process ever held, in megabytes."""
    if sys.platform == "win32":
        return 0.0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
