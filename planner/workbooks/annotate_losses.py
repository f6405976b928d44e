"""Which kinds of parts of a workbook openpyxl cannot carry into a copy, told from the package's table of contents."""

import io
import re
import zipfile

# What openpyxl 3.1 drops on saving, from trials; charts, pivot tables, validations and defined names it keeps.
LOST = {
    "pictures": re.compile(r"^xl/media/.+", re.IGNORECASE),
    "threaded comments": re.compile(r"^xl/threadedcomments/", re.IGNORECASE),
    "slicers": re.compile(r"^xl/slicers/", re.IGNORECASE),
    "timelines": re.compile(r"^xl/timelines/", re.IGNORECASE),
    "form controls": re.compile(r"^xl/(ctrlprops|activex)/", re.IGNORECASE),
    "embedded objects": re.compile(r"^xl/embeddings/", re.IGNORECASE),
    "data connections": re.compile(r"^xl/(connections\.xml|querytables/|model/)", re.IGNORECASE),
    "linked data types": re.compile(r"^xl/richdata/", re.IGNORECASE),
    "diagrams": re.compile(r"^xl/diagrams/", re.IGNORECASE),
}
DRAWING = re.compile(r"^xl/drawings/[^/]+\.xml$", re.IGNORECASE)
SHAPE = re.compile(rb"<(?:\w+:)?(?:sp|cxnSp|grpSp)[ >]")


def lost_parts(data: bytes) -> list[str]:
    """The kinds of things in the workbook ``data`` that its copy will lack, in plural."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        lost = [words for words, pattern in LOST.items() if any(pattern.match(name) for name in names)]
        shapes = any(SHAPE.search(archive.read(name)) for name in names if DRAWING.match(name))
    return [*lost, *(["shapes and text boxes"] if shapes else [])]
