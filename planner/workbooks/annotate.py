"""Notes for a person, in a copy of the workbook they handed in.

An .xlsx or .xlsm keeps its values, formulas and formats: openpyxl adds comments and colors, in the cage like every
parser. Any other format, and a workbook that openpyxl cannot carry within the limits, becomes a new .xlsx with the
values on the same sheets and rows. Either way one sheet lists every note. Nothing from an upload becomes a formula.
"""

import json
import tempfile
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

from planner.core.model import Upload
from planner.core.notes import CellNote
from planner.workbooks import cage
from planner.workbooks.annotate_copy import write_copy
from planner.workbooks.guard import DEFAULT_LIMITS, Limits, Refused
from planner.workbooks.orders import Order
from planner.workbooks.read import opened

ZIP_START = b"PK\x03\x04"
MOST_CELLS_IN_PLACE = 1_000_000


def annotate(
    source: Path, upload: Upload, notes: Sequence[CellNote], out: Path, *, limits: Limits = DEFAULT_LIMITS
) -> None:
    """Write ``out``: the workbook ``source``, read before as ``upload``, with ``notes`` on its cells.

    ``out`` ends in .xlsx, or .xlsm to keep macros. It appears whole or not at all. Where the user's own
    workbook cannot be kept, the notes sheet says why.

    Raises:
        UnreadableFile: ``source`` is gone.
        OSError: ``out`` cannot be written.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".annotating-", dir=out.parent) as scratch:
        result = Path(scratch) / f"result{out.suffix}"
        why_not = _in_place(source, upload, notes, result, limits)
        if why_not is not None:
            write_copy(upload, notes, result, why_not, limits)
        result.replace(out)


def _in_place(source: Path, upload: Upload, notes: Sequence[CellNote], result: Path, limits: Limits) -> str | None:
    """Annotate the user's own workbook; None when it is done, else the reason why only its values can be kept."""
    with opened(source, limits) as file:
        if file.read(len(ZIP_START)) != ZIP_START:
            return "this format cannot hold our comments"
        if sum(len(row.values) for sheet in upload.sheets for row in sheet.rows) > MOST_CELLS_IN_PLACE:
            return "the workbook is too big to be changed in place"
        file.seek(0)
        job = result.with_suffix(".json")
        job.write_text(json.dumps([asdict(note) for note in notes]), encoding="utf-8")
        options = {"job": str(job.resolve()), "out": str(result.resolve()), "sha256": upload.sha256}
        order = Order("annotate", limits, options, limits.annotate_wall)
        try:
            with closing(cage.run(order, file)) as messages:
                for _ in messages:
                    pass
        except Refused as refusal:
            return f"the workbook {refusal.reason}"
    return None
