"""Files that cannot be read: each ends in one sentence."""

from build.ugly.case import Case, Page, item, row
from build.ugly.files import archive, compound, parts_of, xlsx

_PAGE = Page("Sites", [row("header", "Site", "Maker", "Model"), item(1, "PT-501", "Huawei", "BTS3900")])


def _truncated() -> Case:
    body = xlsx(_PAGE)
    return Case(
        "bad-truncated.xlsx", "a workbook whose upload broke off", "one sentence: damaged; exit 3",
            body[: len(body) // 2],
        refused="(?i)damaged|cut off|broken",
    )  # fmt: skip


def _encrypted() -> Case:
    body = compound({"EncryptionInfo": bytes([4, 0, 4, 0, 64, 0, 0, 0]), "EncryptedPackage": bytes(4096)})
    return Case(
        "bad-encrypted.xlsx", "a workbook with a password", "one sentence: protected with a password; exit 3", body,
        refused="(?i)password",
    )  # fmt: skip


def _nested() -> Case:
    inner = archive({"inventory.xlsx": xlsx(_PAGE)})
    return Case(
        "bad-nested-zip.xlsx", "an archive in an archive, named like a workbook",
            "one sentence: no spreadsheet; exit 3",
        archive({"inventories.zip": inner}), refused="(?i)not a spreadsheet|archive|zip",
    )  # fmt: skip


def _no_sheet() -> Case:
    parts = {name: body for name, body in parts_of(xlsx(_PAGE)).items() if not name.startswith("xl/worksheets")}
    return Case(
        "bad-sheet-missing.xlsx", "a workbook that lists a sheet it does not hold", "one sentence: damaged; exit 3",
        archive(parts), refused="(?i)damaged|missing",
    )  # fmt: skip


def _picture() -> Case:
    return Case(
        "bad-picture.csv", "a photograph of the inventory, renamed", "one sentence: not a spreadsheet; exit 3",
        b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + bytes(range(256)) * 8, refused="(?i)not a spreadsheet|picture|text",
    )  # fmt: skip


def _entities() -> Case:
    parts = parts_of(xlsx(_PAGE))
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<?xml version="1.0"?><!DOCTYPE worksheet [<!ENTITY e0 "Huawei">{levels}]>'.encode()
    name = "xl/worksheets/sheet1.xml"
    parts[name] = bomb + parts[name].replace(b"BTS3900", b"&e9;")
    return Case(
        "bad-entity-expansion.xlsx", "a few kilobytes that would unfold to six gigabytes of text",
        "one sentence, exit 3, and no memory eaten", archive(parts), refused="(?i)entit|damaged|refused",
    )  # fmt: skip


def _outside() -> Case:
    parts = {"../../outside.xml": b"<x/>", **parts_of(xlsx(_PAGE))}
    return Case(
        "bad-path-names.xlsx", "an archive whose member wants to land outside its folder",
        "one sentence; exit 3; nothing is written anywhere", archive(parts), refused="(?i)path|name|outside|damaged",
    )  # fmt: skip


def _wide() -> Case:
    body = ",".join(f"C{n}" for n in range(20_000)) + "\r\nPT-502,Huawei\r\n"
    return Case(
        "bad-many-columns.csv", "a table of twenty thousand columns", "one sentence: too many columns; exit 3",
        body.encode(), refused="(?i)columns|wide|large|big",
    )  # fmt: skip


def cases() -> list[Case]:
    """All of them."""
    return [_truncated(), _encrypted(), _nested(), _no_sheet(), _picture(), _entities(), _outside(), _wide()]
