"""Rebuilds the sample inventories and the truth about them: ``.venv/bin/python inventories/build_samples.py``.

Everything is drawn from fixed seeds; the same code writes the same bytes. ``cedar-valley.toml`` is kept by hand.
"""

import argparse
import csv
import io
import random
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from build.access import CORE, FTTH, write_core, write_ftth
from build.places import all_places, microwave_hops
from build.ran import NORTH, SOUTH, WEST, write_north, write_south, write_west
from build.rest import COVER, POWER, SITES, SPARES, write_cover, write_old, write_power, write_sites, write_spares
from build.sheets import Column, SheetWriter, TruthRow
from build.small_files import EPOCH, TruthLine, write_bad_files, write_dump, write_five_rows
from build.transport import HOPS, IP, MICROWAVE, write_ip, write_microwave
from openpyxl import Workbook

HERE = Path(__file__).resolve().parent
TRUTH_HEADER = ("sheet", "row", "kind", "entity", "expect_verdicts", "expect_presence", "what")
STAMP = datetime(*EPOCH, tzinfo=UTC)


def cedar_valley() -> tuple[bytes, list[TruthRow]]:
    """The big workbook and what a reader should make of each of its rows (the hidden sheet's are left out)."""
    book, truth = Workbook(), list[TruthRow]()
    book.remove(book.worksheets[0])
    book.properties.creator, book.properties.created = "Cedar Valley Wireless (invented)", STAMP.replace(tzinfo=None)

    def sheet(name: str, layout: Sequence[Column], listed: list[TruthRow] = truth) -> SheetWriter:
        return SheetWriter(book.create_sheet(name), layout, listed, random.Random(f"cells of {name}"))

    places = all_places(random.Random("places"))
    north, south, west = ([p for p in places if p.market == market] for market in ("North", "South", "West"))
    write_cover(sheet("Cover", COVER))
    write_sites(sheet("Sites", SITES), places)
    write_north(sheet("North Market", NORTH), north)
    write_south(sheet("South Market", SOUTH), south)
    write_west(sheet("West Market", WEST), west)
    write_microwave(sheet("Microwave", MICROWAVE), microwave_hops(places, HOPS))
    write_ip(sheet("IP & Switching", IP), places)
    write_ftth(sheet("FTTH", FTTH), places)
    write_core(sheet("Core & NOC", CORE), places)
    write_power(sheet("Power", POWER), places)
    write_spares(sheet("Spares", SPARES))
    write_old(sheet("old_2019", NORTH, []), places)
    book["old_2019"].sheet_state = "hidden"
    return _same_bytes(book), truth


def _same_bytes(book: Workbook) -> bytes:
    """Saves the workbook with the clock taken out: fixed times in the archive and in the properties."""
    raw, fixed = io.BytesIO(), io.BytesIO()
    book.save(raw)
    stamp = f"{STAMP:%Y-%m-%dT%H:%M:%SZ}".encode()
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            body = source.read(entry)
            if entry.filename == "docProps/core.xml":
                body = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp, body)
            info = zipfile.ZipInfo(entry.filename, EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, body)
    return fixed.getvalue()


def _truth_line(line: TruthRow) -> TruthLine:
    expect = line.expect
    words = " ".join(line.words.split())
    what = f"{words} | {expect.why}" if expect.why else words
    return line.sheet, line.row, expect.kind, expect.entity, expect.verdicts, expect.presence, what


def _write_truth(path: Path, lines: Iterable[TruthLine]) -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([TRUTH_HEADER, *lines])
    path.write_text(text.getvalue(), encoding="utf-8")


def build(out: Path, truth_folder: Path) -> None:
    """Writes every sample into ``out`` and every truth file into ``truth_folder``."""
    for folder in (out, truth_folder):
        folder.mkdir(parents=True, exist_ok=True)
    workbook, truth = cedar_valley()
    (out / "cedar-valley.xlsx").write_bytes(workbook)
    _write_truth(truth_folder / "cedar-valley-truth.csv", map(_truth_line, truth))
    _write_truth(truth_folder / "huawei-board-dump-truth.csv", write_dump(out))
    _write_truth(truth_folder / "five-rows-truth.csv", write_five_rows(out))
    write_bad_files(out, workbook)


def main() -> None:
    """Reads the two folders from the command line; by default the samples land beside this file."""
    parser = argparse.ArgumentParser(description="Rebuild the sample inventories.")
    parser.add_argument("--out", type=Path, default=HERE)
    parser.add_argument("--truth", type=Path, default=HERE.parent / "tests" / "data")
    chosen = parser.parse_args()
    build(chosen.out, chosen.truth)


if __name__ == "__main__":
    main()
