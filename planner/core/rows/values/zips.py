"""ZIP codes as people and number formats write them, and whether one can be right."""

import re
from functools import lru_cache

from planner.core.columns.texts import is_placeholder, text_of
from planner.core.model import CellValue
from planner.core.rows.values.bad import Bad, bad
from planner.core.rows.values.tidy import LONGEST, tidy

# The states by the first digit of their ZIP codes: USPS Publication 65, national areas.
_STATES_OF_DIGIT = {
    "0": "CT MA ME NH NJ NY PR RI VT VI", "1": "DE NY PA", "2": "DC MD NC SC VA WV", "3": "AL FL GA MS TN",
    "4": "IN KY MI OH", "5": "DC IA MN MT ND SD WI", "6": "IL KS MO NE", "7": "AR LA OK TX",
    "8": "AZ CO ID NM NV TX UT WY", "9": "AK AS CA FM GU HI MH MP OR PW WA",
}  # fmt: skip
_STATES = frozenset(" ".join(_STATES_OF_DIGIT.values()).split())
_LOWEST = 501  # Holtsville, New York
_WHOLE = re.compile(r"(\d{5})(?:\s*-?\s*\d{4})?")
_WITHOUT_ZEROS = re.compile(r"[1-9]\d{2,3}(?:\s*-\s*\d{4})?|[1-9]\d{6,7}")


def zip_of(value: CellValue) -> str | None:
    """A ZIP code with the leading zeros that a number format loses: 501 is 00501, 47851234 is 04785-1234."""
    text = tidy(text_of(value))
    if is_placeholder(text):
        return None
    if match := re.fullmatch(r"(\d{3,5})(?:\s*-\s*(\d{4}))?", text):
        return match[1].zfill(5) + (f"-{match[2]}" if match[2] else "")
    return f"{text.zfill(9)[:5]}-{text[-4:]}" if re.fullmatch(r"\d{7,9}", text) else text


def zip_doubt(value: CellValue, state: str | None) -> Bad | None:
    """Why a cell holds no ZIP code, or none of this state (two letters); None when nothing speaks against it."""
    text = text_of(value)
    if is_placeholder(text):
        return None
    return _doubt(text, (state or "").upper()) if len(text) < LONGEST else bad("zip-unreadable")


@lru_cache(maxsize=4096)
def _doubt(typed: str, state: str) -> Bad | None:
    text, code = tidy(typed), zip_of(typed) or ""
    if not (_WHOLE.fullmatch(text) or _WITHOUT_ZEROS.fullmatch(text)) or int(code[:5]) < _LOWEST:
        return bad("zip-unreadable")
    if state in _STATES and state not in _STATES_OF_DIGIT[code[0]].split():
        return bad("zip-elsewhere", state=state, digit=code[0])
    return None
