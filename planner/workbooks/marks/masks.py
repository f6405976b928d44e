"""Number formats of .xlsx that show more than the number: leading zeros, and letters before it or behind it.

Excel keeps 12 and shows ``0012`` where the format is ``0000``, ``PR-012`` where it is ``"PR-"000`` ([ECMA-376] part 1,
18.8.31). Of such formats a mask is made: the letters as they stand, and a hole for each digit.
"""

import re
from collections.abc import Iterator
from html import unescape

from planner.workbooks.numbers import HOLE

LONGEST_FORMAT = 100
LEAST_HOLES = 2  # a single 0 shows the number as it is
ELEMENT = re.compile(
    rb"<(?:[A-Za-z_][\w.-]*:)?(numFmt|xf|cellXfs)(?=[\s/>])([^<>]*)>|</(?:[A-Za-z_][\w.-]*:)?(cellXfs)>"
)
ID = re.compile(rb"""\snumFmtId\s*=\s*["'](\d{1,6})["']""")
CODE = re.compile(rb"""\sformatCode\s*=\s*(?:"([^"]*)"|'([^']*)')""")
# A hole, text in quotes, one letter behind a backslash, and what Excel shows as it stands.
TOKEN = re.compile(r"""0|"([^"]*)"|\\(.)|([-+/():!^&'~{}<>= #$.]?)""", re.DOTALL)
PLAIN = frozenset("-+/():!^&'~{}<>= ")
LOCALE = re.compile(r"^\[\$-[0-9A-Fa-f]+\]")


def mask_of(code: str) -> str | None:
    """The mask of a format code such as ``"PR-"000``; None for a format that shows the number alone, or otherwise."""
    code = LOCALE.sub("", code.partition(";")[0])
    if len(code) > LONGEST_FORMAT or "0" not in code:
        return None
    mask, at = "", 0
    while at < len(code):
        token = TOKEN.match(code, at)
        if token is None or not token[0] or (token[3] and token[3] not in PLAIN):
            return None
        mask += HOLE if token[0] == "0" else token[1] or token[2] or token[3] or ""
        at = token.end()
    before = mask.partition(HOLE)[0]
    named = any(letter.isalnum() for letter in before)
    return mask if mask.count(HOLE) >= LEAST_HOLES or (HOLE in mask and named) else None


def masks_of(styles: bytes) -> dict[bytes, str]:
    """The masks of a workbook's cell styles, by the number that cells name them with; {} for most workbooks."""
    if b"formatCode" not in styles:
        return {}
    masks: dict[bytes, str] = {}
    for attributes in _each(styles, b"numFmt"):
        number, code = ID.search(attributes), CODE.search(attributes)
        if number and code:
            mask = mask_of(unescape((code[1] or code[2] or b"").decode("utf-8", "replace")))
            masks |= {number[1]: mask} if mask else {}
    if not masks:
        return {}
    formats = (ID.search(attributes) for attributes in _each(styles, b"xf"))
    return {b"%d" % style: masks[found[1]] for style, found in enumerate(formats) if found and found[1] in masks}


def _each(styles: bytes, name: bytes) -> Iterator[bytes]:
    """The attributes of the formats, or of the cell styles, which alone stand in ``cellXfs``."""
    inside = False
    for tag in ELEMENT.finditer(styles):
        if tag[1] == b"cellXfs" or tag[3]:
            inside = not tag[3] and not tag[2].endswith(b"/")
        elif tag[1] == name and (inside or name == b"numFmt"):
            yield tag[2]
