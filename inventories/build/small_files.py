"""The small samples: a vendor's board dump, five rows, and three files that cannot be read."""

import csv
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

EPOCH = (2024, 7, 1, 0, 0, 0)
TruthLine = tuple[str, int, str, str, str, str, str]

FIVE_ROWS = (
    ("Site", "Manufacturer", "Model", "Qty", "Serial"),
    ("Cedar Ridge", "Huawei", "RRU3908", "3", "2102311BDA10D5001234"),
    ("Cedar Ridge", "Huawei Technologies Co., Ltd.", "BBU3900", "1", ""),
    ("Loon Hollow", "ZTE", "ZXSDR R8862A", "2", ""),
    ("Loon Hollow", "Ericsson", "RRUS 12", "3", "D16X4471KQ"),
    ("Harlow Mills", "", "radio", "2", ""),
)
FIVE_TRUTH = (
    ("row", "", "header", "", "Site"),
    ("planted", "Huawei", "covered", "in_network", "RRU3908 | maker named"),
    ("planted", "Huawei", "covered", "in_network", "BBU3900 | maker named"),
    ("planted", "ZTE", "covered", "in_network", "ZXSDR R8862A | maker named"),
    ("trap", "", "not_covered", "in_network", "RRUS 12 | Ericsson's radio, RRU with an S and two digits"),
    ("unknown", "", "unknown", "", "radio | no maker, a generic word"),
)
DUMP_PREAMBLE = (
    ("Board Report",),
    ("Save Time: 06/18/2024 09:41:22",),
    ("User Name: cvops",),
    ("Filter: All NEs",),
    (),
)
DUMP_HEADER = (
    "NEName", "NEType", "Board Type", "Board Name", "Subrack No.", "Slot No.", "PN(BOM Code/Item)", "SN(Bar Code)",
    "Manufacturer Data", "Date Of Manufacture", "Inventory Unit ID", "Software Version",
)  # fmt: skip
SOFTWARE = "V100R011C10SPC230"
# Board type, board name, slot, item code, serial, manufacturer data, kind, verdicts, reason.
BOARDS = (
    ("WD22UMPTb1", "UMPT", "7", "03022HEL", "032HEL10E2{n}", "VendorName=Huawei",
     "planted", "covered", "maker data names Huawei"),
    ("WD22UBBPd6", "UBBP", "2", "03022FHD", "032FHD10E3{n}", "VendorName=Huawei",
     "planted", "covered", "maker data names Huawei"),
    ("WD22UPEUc", "UPEU", "19", "03020RDP", "030RDP10D9{n}", "",
     "planted", "covered", "board type, item code and serial agree"),
    ("MRRU", "RRU3908", "0", "02311BDA", "2102311BDA10EB{n}", "VendorName=Huawei",
     "planted", "covered", "maker data names Huawei"),
    ("WD2EFAN", "FAN", "16", "", "", "",
     "unknown", "unknown|likely", "a fan without any number"),
    ("OMC-SFP", "SFP LC 1310", "0", "", "PL{n}7K", "VendorName=FINISAR CORP.",
     "trap", "not_covered|unknown|likely", "an optic by another maker in the list"),
)  # fmt: skip
DUMP_SITES = (
    "CV102_CedarRidge", "CV103_LoonHollow", "CV104_HarlowMills", "CV116_Wexley_N", "CV303_ElliotLanding",
    "CV308_AthensKnob",
)  # fmt: skip
LABEL = "[Board]\nBoardType=H806GPBH\nVendorName=Huawei"
# Element, its type, board type, board name, slot, item code, serial, maker data, software, kind, verdicts, reason.
EXTRA_BOARDS = (
    ("CV101_RTN", "OptiX RTN 950", "SL91CSH", "CSH", "7", "03020WMD", "030WMD10CA000412", "", "V100R008C10SPC300",
     "planted", "covered", "type of the element, item code, serial and software agree"),
    ("CV101_RTN", "OptiX RTN 950", "SL91ISU2", "ISU2", "3", "", "", "", "",
     "planted", "likely|covered", "only the type of the element"),
    ("CV110_OLT", "MA5608T", "H806GPBH", "GPBH", "0/1", "03022MXB", "032MXB10G4000871", LABEL, "V800R016C00",
     "planted", "covered", "label text over several lines names Huawei"),
    ("CV110_OLT", "MA5608T", "H801MCUD1", "MCUD", "0/2", "03020VKC", "", "", "V800R016C00",
     "planted", "covered", "element type and item code agree"),
)  # fmt: skip


def write_five_rows(folder: Path) -> list[TruthLine]:
    """Five rows with an ordinary header: three covered, one not, one that cannot be told."""
    _write_csv(folder / "five-rows.csv", FIVE_ROWS)
    return [("five-rows", number, *line) for number, line in enumerate(FIVE_TRUTH, start=1)]


def write_dump(folder: Path) -> list[TruthLine]:
    """A board list as a Huawei element manager exports it: a preamble, no maker's column, one cell of three lines."""
    rows: list[Sequence[str]] = [*DUMP_PREAMBLE, DUMP_HEADER]
    truth = [("row", "", "blank" if not line else "title|note", "", line[0] if line else "") for line in DUMP_PREAMBLE]
    truth.append(("row", "", "header", "", DUMP_HEADER[0]))
    for line, fact in _dump_lines():
        rows.append(line)
        truth.append(fact)
    _write_csv(folder / "huawei-board-dump.csv", rows, bom=True)
    starts, line_number = [], 1
    for row in rows:
        starts.append(line_number)
        line_number += 1 + sum(cell.count("\n") for cell in row)
    return [("huawei-board-dump", start, *fact) for start, fact in zip(starts, truth, strict=True)]


def _dump_lines() -> list[tuple[tuple[str, ...], tuple[str, str, str, str, str]]]:
    lines = []
    for site, element in enumerate(DUMP_SITES):
        for place, (board, name, slot, code, serial, made_by, kind, verdicts, why) in enumerate(BOARDS):
            number = serial.format(n=f"{site * 37 + place * 11 + 101:06d}")
            day = "2014-11-20" if number else ""
            unit = f"{element}/0-{slot}-{place}"
            row = (
                element,
                "BTS3900 LTE",
                board,
                name,
                "0",
                slot,
                code,
                number,
                made_by,
                day,
                unit,
                SOFTWARE if place < 2 else "",
            )
            lines.append((row, _dump_fact(kind, verdicts, board, why)))
    for element, kind_of, board, name, slot, code, number, made_by, version, kind, verdicts, why in EXTRA_BOARDS:
        row = (element, kind_of, board, name, "0", slot, code, number, made_by, "", f"{element}/{slot}", version)
        lines.append((row, _dump_fact(kind, verdicts, board, why)))
    return lines


def _dump_fact(kind: str, verdicts: str, board: str, why: str) -> tuple[str, str, str, str, str]:
    planted = kind == "planted"
    return kind, "Huawei" if planted else "", verdicts, "in_network" if planted else "", f"{board} | {why}"


def _write_csv(path: Path, rows: Sequence[Sequence[str]], bom: bool = False) -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    path.write_bytes(text.getvalue().encode("utf-8-sig" if bom else "utf-8"))


def write_bad_files(folder: Path, good: bytes) -> None:
    """Prose with the wrong ending, a workbook cut off in the middle, and a workbook with a cell at the far corner."""
    prose = "Dear reviewer,\n\nthe inventory follows by mail. This file is text and was only renamed.\n\nRegards\n"
    (folder / "bad-not-a-spreadsheet.xlsx").write_text(prose, encoding="utf-8")
    (folder / "bad-damaged.xlsx").write_bytes(good[:6000])
    (folder / "bad-far-cell.xlsx").write_bytes(_far_cell())


def _far_cell() -> bytes:
    """A valid workbook of about 2 KB: A1 and XFD1048576 are filled, all between is empty."""
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    types = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    cell = '<c r="{0}" t="inlineStr"><is><t>{1}</t></is></c>'
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{types}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{types}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{relations}"><Relationship Id="rId1" Type="{office}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
        '<sheet name="Far" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{relations}"><Relationship Id="rId1" '
        f'Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>'
        f'<row r="1">{cell.format("A1", "Site")}</row>'
        f'<row r="1048576">{cell.format("XFD1048576", "Huawei")}</row></sheetData></worksheet>',
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' + body)
    return buffer.getvalue()
